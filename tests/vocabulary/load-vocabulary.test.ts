/** Files of headings into a real database. */
import { writeIso2709 } from '#marc/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { openCatalogue } from '#tests/catalogue/catalogue-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { findHeadings, findVocabularies, loadVocabulary, removeVocabulary } from '#search/vocabulary/index.ts';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { authority, descriptorFile, inPieces, iso2709 } from './vocabulary-files.ts';

const store = withTestDatabase();
const NOW = new Date('2025-03-01T12:00:00Z');

afterEach(async () => {
  await sql`TRUNCATE vocabulary, vocabulary_term, vocabulary_broader, vocabulary_word`.execute(store.db);
});

function load(bytes: Uint8Array | string, vocabulary = 'topics'): ReturnType<typeof loadVocabulary> {
  const chunks = inPieces(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 500);
  return loadVocabulary(store.db, { vocabulary, name: 'topics.mrc', chunks, now: NOW });
}

async function counts(): Promise<readonly number[]> {
  const { rows } = await sql<{ counts: number[] }>`SELECT ARRAY[(SELECT count(*) FROM vocabulary),
    (SELECT count(*) FROM vocabulary_term), (SELECT count(*) FROM vocabulary_broader),
    (SELECT count(*) FROM vocabulary_word)]::int[] AS counts`.execute(store.db);
  return rows[0]?.counts ?? [];
}

const headings = async (text: string): Promise<readonly string[]> =>
  (await findHeadings(store.db, text)).map(({ heading }) => heading);

describe('a vocabulary', () => {
  it('is found by each of its names, whatever their endings, signs and order', async () => {
    const loaded = await load(
      iso2709(
        authority('Pressure Ulcer', ['Bed Sore', 'Bed Sores', 'Ulcer, Decubitus']),
        authority('Sjögren’s Syndrome', ['Sicca Syndrome']),
        authority('Amyotrophic Lateral Sclerosis', ['ALS (Amyotrophic Lateral Sclerosis)']),
      ),
    );

    expect(loaded).toEqual({
      name: 'topics',
      headings: 3,
      terms: 9,
      rejected: 0,
      passed: 0,
      problems: [],
    });
    for (const text of [
      'bed sore',
      'Bed-sores',
      'BED SORES',
      'decubitus ulcers',
      'ulcer decubitus',
      'pressure ulcers',
    ]) {
      expect(await headings(text), text).toEqual(['Pressure Ulcer']);
    }
    expect(await headings('sjogren’s syndrome')).toEqual(['Sjögren’s Syndrome']);
    expect(await headings('als')).toEqual(['Amyotrophic Lateral Sclerosis']);
    expect(await headings('bed')).toEqual([]);
    expect(await headings('')).toEqual([]);
  });

  it('keeps what is above and below a heading, from relations and from tree numbers', async () => {
    await load(iso2709(authority('Ulcer'), authority('Pressure Ulcer', [], '550 _2 $w g $a Ulcer')));
    const [above] = await findHeadings(store.db, 'ulcer');
    expect(above).toMatchObject({ broader: [], narrower: ['Pressure Ulcer'] });

    const trees = [
      { name: 'Myocardial Infarction', concepts: [['Heart Attack']], trees: ['C14.280.647.500', 'C23'] },
      { name: 'Myocardial Ischemia', concepts: [], trees: ['C14.280.647', 'C14.907'] },
    ];
    await load(descriptorFile(...trees), 'mesh');
    expect(await findHeadings(store.db, 'heart attacks')).toEqual([
      {
        vocabulary: 'mesh',
        heading: 'Myocardial Infarction',
        variants: ['Heart Attack'],
        broader: ['Myocardial Ischemia'],
        narrower: [],
      },
    ]);
  });

  it('takes the place of one with its name, and leaves nothing behind when it is removed', async () => {
    await load(iso2709(authority('Eczema', ['Dermatitis'], '550 _2 $w g $a Skin'), authority('Asthma')));
    await load(iso2709(authority('Eczema')), 'other');
    const [, terms] = await counts();
    await load(iso2709(authority('Fever', ['Pyrexia'])));

    expect(terms).toBe(4);
    expect(await headings('dermatitis')).toEqual([]);
    expect(await headings('pyrexia')).toEqual(['Fever']);
    expect((await findVocabularies(store.db)).map(({ name, headings: n }) => [name, n])).toEqual([
      ['other', 1],
      ['topics', 1],
    ]);
    expect(await removeVocabulary(store.db, 'topics')).toBe(true);
    expect(await removeVocabulary(store.db, 'topics')).toBe(false);
    expect(await removeVocabulary(store.db, 'other')).toBe(true);
    expect(await counts()).toEqual([0, 0, 0, 0]);
  });

  it('is the old one or the new one to whoever asks meanwhile, and one load waits for another', async () => {
    await load(iso2709(authority('Old', ['Known'])));
    const seen = new Set<string>();
    const busy = new AbortController();
    const many = Array.from({ length: 3_000 }, (_, at) =>
      authority(`New ${at}`, at === 2_999 ? ['Known'] : [`n${at}`]),
    );
    const asking = (async () => {
      while (!busy.signal.aborted) for (const heading of await headings('known')) seen.add(heading);
    })();
    await Promise.all([load(iso2709(...many)), load(iso2709(...many))]);
    busy.abort();
    await asking;
    for (const heading of await headings('known')) seen.add(heading);

    expect([...seen]).toEqual(['Old', 'New 2999']);
  });

  it.each([
    [
      'cut',
      iso2709(authority('New'), authority('Newer')).subarray(0, -4),
      /^topics\.mrc: record 2: the file ends inside/,
    ],
    [
      'of books',
      iso2709(marcOf('245 10 $a A book')),
      /^topics\.mrc: no authority record with a heading among 1 records \(record 1: a record of type "a"/,
    ],
    [
      'of what was deleted',
      iso2709(marcOf('LDR 00000dz  a2200000n  4500', '150 __ $a Gone')),
      /^topics\.mrc: no authority record with a heading among 1 records \(1 deleted or a subdivision\)/,
    ],
    ['a web page', '<html><body>Sign in</body></html>', /^topics\.mrc: the file is a web page/],
  ])('stays as it was where the new file is %s', async (_, bytes, message) => {
    await load(iso2709(authority('Eczema', ['Dermatitis'])));
    const before = await counts();

    await expect(load(bytes)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message) as string,
    });
    expect(await counts()).toEqual(before);
    expect(await headings('dermatitis')).toEqual(['Eczema']);
  });

  it('is loaded without what cannot be used, which is listed', async () => {
    const loaded = await load(
      Buffer.concat([
        iso2709(authority('Eczema', ['x'.repeat(400)]), marcOf('245 10 $a A book')),
        writeIso2709(marcOf('LDR 00000nz  a2200000n  4500', '180 __ $x methods')),
      ]),
    );

    expect(loaded).toMatchObject({
      headings: 1,
      rejected: 2,
      passed: 1,
      problems: [
        'record 1, field 450: longer than 250 characters',
        'record 2: a record of type "a" (leader position 6), not an authority record (z)',
      ],
    });
  });

  it.each([[''], ['  '], ['x'.repeat(101)], ['a\0b']])('has a name of 1 to 100 characters, not %j', async (name) => {
    await expect(load(iso2709(authority('Eczema')), name)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is ended by whoever asked for it, and nothing is changed', async () => {
    const ended = new AbortController();
    ended.abort();
    const chunks = inPieces(iso2709(authority('Eczema')));
    await expect(
      loadVocabulary(store.db, { vocabulary: 'topics', name: 'x', chunks, now: NOW, signal: ended.signal }),
    ).rejects.toThrow();
    expect(await counts()).toEqual([0, 0, 0, 0]);
  });

  it('is told of in the graph', async () => {
    await load(iso2709(authority('Eczema', ['Dermatitis'])));
    const { data, errors } = await openCatalogue(store.db).ask(
      '{ vocabularies { name source headings terms loadedAt } }',
    );

    expect(errors).toEqual([]);
    expect(data).toEqual({
      vocabularies: [
        { name: 'topics', source: 'topics.mrc', headings: 1, terms: 2, loadedAt: '2025-03-01T12:00:00.000Z' },
      ],
    });
  });
});
