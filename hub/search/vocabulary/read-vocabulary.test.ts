import type { MarcRecord } from '#marc/index.ts';
import { authority, descriptorFile, inPieces, iso2709, marcXml } from '#tests/vocabulary/vocabulary-files.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { describe, expect, it } from 'vitest';
import type { HeadingOutcome } from './heading.ts';
import { openVocabulary } from './read-vocabulary.ts';

interface Read {
  readonly format: string;
  readonly outcomes: readonly HeadingOutcome[];
  readonly trees: readonly (readonly string[])[];
  /** The error at the end of the file. */
  readonly error: string | null;
}

async function read(bytes: Uint8Array | string, pieces = 1000): Promise<Read> {
  const source = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const open = await openVocabulary({ name: 'terms', chunks: inPieces(source, pieces) });
  const outcomes: HeadingOutcome[] = [];
  let error: string | null = null;
  try {
    for await (const outcome of open.outcomes) outcomes.push(outcome);
  } catch (caught) {
    expect(caught).toMatchObject({ code: 'BAD_USER_INPUT' });
    error = caught instanceof Error ? caught.message : null;
  }
  return { format: open.format, outcomes, trees: open.treeNumbers, error };
}

async function readOne(record: MarcRecord): Promise<HeadingOutcome | undefined> {
  return (await read(iso2709(record))).outcomes[0];
}

const ULCER = authority(
  'Pressure Ulcer',
  ['Bed Sore', 'Décubitus'],
  '550 _2 $w g $a Skin Ulcer',
  '550 _2 $w h $a Heel',
);

describe('a file of authority records', () => {
  const heading = { term: 'Pressure Ulcer', variants: ['Bed Sore', 'Décubitus'], broader: ['Skin Ulcer'] };

  it.each([
    ['ISO 2709', iso2709(ULCER, authority('Eczema'))],
    ['MARCXML', marcXml(ULCER, authority('Eczema'))],
  ])('is read in %s, in whatever pieces it comes', async (_, bytes) => {
    for (const pieces of [1, 13, 100_000]) {
      expect(await read(bytes, pieces)).toEqual({
        format: 'MARC',
        outcomes: [
          { kind: 'heading', heading, problems: [] },
          { kind: 'heading', heading: { term: 'Eczema', variants: [], broader: [] }, problems: [] },
        ],
        trees: [],
        error: null,
      });
    }
  });

  it.each([
    ['100 1_ $a Freud, Sigmund, $d 1856-1939', '400 1_ $a Freud, S.', 'Freud, Sigmund', 'Freud, S.'],
    ['110 2_ $a World Health Organization. $b Library', '410 2_ $a WHO', 'World Health Organization. Library', 'WHO'],
    ['150 _0 $a Asthma $x Diet therapy.', '450 _0 $a Diet in asthma', 'Asthma--Diet therapy', 'Diet in asthma'],
    ['155 _7 $a Handbooks', '455 _7 $a Manuals', 'Handbooks', 'Manuals'],
    ['151 __ $a Wales', '451 __ $a Cymru', 'Wales', 'Cymru'],
  ])('is read by its kind of heading: %s', async (field, variant, term, other) => {
    const outcome = await readOne(marcOf('LDR 00000nz  a2200000n  4500', field, variant, '450 __ $a'));

    expect(outcome).toMatchObject({
      kind: 'heading',
      heading: { term, variants: expect.arrayContaining([other]) as [] },
    });
  });

  it.each([
    [
      marcOf('245 10 $a A book'),
      'reject',
      'record 1: a record of type "a" (leader position 6), not an authority record (z)',
    ],
    [
      marcOf('LDR 00000nz  a2200000n  4500', '450 __ $a Only'),
      'reject',
      'record 1: no heading (field 100, 110, 111, 130, 150, 151 or 155)',
    ],
    [
      marcOf('LDR 00000nz  a2200000n  4500', '150 __ $x nothing'),
      'reject',
      'record 1, field 150: no name in subfield a',
    ],
    [
      marcOf('LDR 00000nz  a2200000n  4500', '150 __ $6 880-01'),
      'reject',
      'record 1, field 150: no name in subfield a',
    ],
    [authority('x'.repeat(251)), 'reject', 'record 1, field 150: longer than 250 characters'],
    [authority('...'), 'reject', 'record 1, field 150: has neither letter nor digit'],
    [marcOf('LDR 00000nz  a2200000n  4500', '180 __ $x diagnosis'), 'passed', 'record 1: a subdivision'],
    [marcOf('LDR 00000dz  a2200000n  4500', '150 __ $a Gone'), 'passed', 'record 1: deleted (leader position 5)'],
  ])('says of what it does not load, why', async (record, kind, problem) => {
    const outcome = await readOne(record);

    expect(outcome?.kind).toBe(kind);
    expect(outcome).toMatchObject({ problem });
  });

  it('loads a heading without the variants that cannot be used, and names them', async () => {
    const record = authority('Eczema', ['Dermatitis', 'y'.repeat(300), '- - -']);

    expect(await readOne(record)).toEqual({
      kind: 'heading',
      heading: { term: 'Eczema', variants: ['Dermatitis'], broader: [] },
      problems: [
        'record 1, field 450: longer than 250 characters',
        'record 1, field 450: has neither letter nor digit',
      ],
    });
  });

  it('names letters that are not in the encoding that the record states', async () => {
    const bytes = iso2709(authority('Eczema', ['Dxrmatite']));
    bytes[bytes.indexOf('Dxrm') + 1] = 0xe9;
    const [outcome] = (await read(bytes)).outcomes;

    expect(outcome).toEqual({
      kind: 'heading',
      heading: { term: 'Eczema', variants: [], broader: [] },
      problems: ['record 1, field 450: has bytes that are no letters in the encoding of the file'],
    });
  });

  it('goes on behind a record that is broken', async () => {
    const broken = Buffer.from(`00045nz  a2200037n  4500${'?'.repeat(20)}\x1d`, 'latin1');
    const { outcomes, error } = await read(Buffer.concat([iso2709(ULCER), broken, iso2709(authority('Eczema'))]));

    expect(error).toBeNull();
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['heading', 'reject', 'heading']);
    expect(outcomes[1]).toMatchObject({ problem: expect.stringMatching(/^record 2, byte \d+: /) as string });
    expect(outcomes.at(-1)).toMatchObject({ kind: 'heading', heading: { term: 'Eczema' } });
  });
});

const CARDIAC = {
  name: 'Myocardial Infarction',
  concepts: [
    ['Myocardial Infarction', 'Infarction, Myocardial', 'Heart Attack'],
    ['Cardiovascular Stroke', 'R&#233;infarction &amp; more'],
  ],
  trees: ['C14.280.647.500', 'C14.907.585.500'],
};

describe('NLM’s descriptor file', () => {
  it('gives headings with the terms of all their concepts, and their tree numbers', async () => {
    const text = descriptorFile(CARDIAC, { name: 'Myocardial Ischemia', concepts: [], trees: ['C14.280.647'] });
    for (const pieces of [1, 50, 1_000_000]) {
      expect(await read(text, pieces)).toEqual({
        format: 'DESCRIPTORS',
        outcomes: [
          {
            kind: 'heading',
            heading: {
              term: 'Myocardial Infarction',
              variants: ['Infarction, Myocardial', 'Heart Attack', 'Cardiovascular Stroke', 'Réinfarction & more'],
              broader: [],
            },
            problems: [],
          },
          { kind: 'heading', heading: { term: 'Myocardial Ischemia', variants: [], broader: [] }, problems: [] },
        ],
        trees: [CARDIAC.trees, ['C14.280.647']],
        error: null,
      });
    }
  });

  it('names a record without a name, and a term that is too long', async () => {
    const text = descriptorFile(CARDIAC, { name: '', concepts: [['x']] }, { name: 'A', concepts: [['b'.repeat(300)]] });

    expect((await read(text)).outcomes.slice(1)).toEqual([
      { kind: 'reject', problem: 'record 2, field DescriptorName: no name' },
      {
        kind: 'heading',
        heading: { term: 'A', variants: [], broader: [] },
        problems: ['record 3, field Term: longer than 250 characters'],
      },
    ]);
  });

  it.each([
    [
      'was cut',
      (text: string) => text.slice(0, -40),
      /^terms: record 2, line \d+, column \d+: the file was cut: the end of DescriptorRecordSet is missing/,
    ],
    [
      'is no XML',
      (text: string) => text.replace('</ConceptList>', '</Concept>'),
      /^terms: record 2, line \d+, column \d+: the file is no well-formed XML: /,
    ],
    [
      'uses entities of its own',
      (text: string) => text.replace('Heart Attack', '&boom;'),
      /the file is no well-formed XML: undefined entity/,
    ],
    [
      'nests without end',
      (text: string) => text.replace('<ConceptList>', '<a>'.repeat(60)),
      /too many elements within elements/,
    ],
  ])('says of a file that %s where, and gives no more of it', async (_, spoil, message) => {
    expect((await read(spoil(descriptorFile(CARDIAC)))).error).toMatch(message);
  });

  it('says where bytes are not UTF-8', async () => {
    const bytes = Buffer.from(descriptorFile(CARDIAC, CARDIAC));
    bytes[bytes.lastIndexOf('Heart Attack')] = 0xff;

    expect((await read(bytes)).error).toMatch(
      /^terms: record \d, line \d+, column \d+: the file has bytes that are not UTF-8/,
    );
  });

  it('does not expand entities that a document type defines', async () => {
    const text = descriptorFile(CARDIAC).replace(
      / SYSTEM "[^"]*"/,
      ' [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]',
    );

    expect((await read(text.replace('Heart Attack', '&b;'))).error).toMatch(/undefined entity/);
  });
});

describe('another file', () => {
  it.each([
    ['a web page', '<!DOCTYPE html><html><body>Not found</body></html>', /the file is a web page \(HTML\)/],
    [
      'another file of NLM',
      '<?xml version="1.0"?><SupplementalRecordSet LanguageCode="eng"></SupplementalRecordSet>',
      /NLM's SupplementalRecordSet, not its DescriptorRecordSet/,
    ],
    ['nothing', '', /the file is empty/],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), /compressed \(gzip\): unpack it first/],
    ['a text', 'Heart attack, see Myocardial infarction', /the file has no MARC record/],
    ['UTF-16', Buffer.from(`\ufeff${descriptorFile(CARDIAC)}`, 'utf16le'), /UTF-16: write it as UTF-8 first/],
  ])('is named: %s', async (_, bytes, message) => {
    const { outcomes, error } = await read(bytes);

    expect(outcomes).toEqual([]);
    expect(error).toMatch(message);
    expect(error).toMatch(/^terms: .*Give MARC authority records/);
  });

  it.each([
    ['ISO 2709', iso2709(ULCER, authority('Eczema')).subarray(0, -5)],
    ['MARCXML', marcXml(ULCER, authority('Eczema')).subarray(0, -60)],
    ['MARCXML behind the last record', marcXml(ULCER, authority('Eczema')).subarray(0, -15)],
  ])('that was cut is an error with the record: %s', async (_, bytes) => {
    expect((await read(bytes)).error).toMatch(
      /^terms: record 2: the file ends inside of it\. Nothing of the file was loaded/,
    );
  });
});
