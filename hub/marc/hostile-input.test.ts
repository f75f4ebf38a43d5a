import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { cpuMsSince } from '#tests/support/cpu-time.ts';
import { describe, expect, it } from 'vitest';
import {
  type MarcFormat,
  type MarcOutcome,
  parseIso2709Record,
  scanMarc,
  scanMarcBytes,
  writeIso2709,
} from './index.ts';

const SEED = 20_261_124;
const RUNS = { seed: SEED, numRuns: 400 };
const SIZE = 256 * 1024;
/** Everything below takes less than a second alone; what took the square of its size took minutes. */
const LIMIT_MS = 10_000;

const EMMA = writeIso2709({
  leader: '00000nam  2200000 a 4500',
  fields: [
    { tag: '001', value: '1' },
    { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'Emma' }] },
  ],
});

/** What readers stumble over: the parts of each form, in any order and number. */
const PIECES = JSON.parse(readFileSync(new URL('hostile-pieces.json', import.meta.url), 'utf8')) as Record<
  MarcFormat,
  string[]
>;
PIECES.iso2709.unshift(Buffer.from(EMMA).toString('latin1'));
const FORMS: readonly MarcFormat[] = ['iso2709', 'marcxml', 'marc-in-json'];

function soup(form: MarcFormat): fc.Arbitrary<Buffer> {
  const piece = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES[form]) }, fc.string({ maxLength: 4 }));
  return fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1'));
}

/** Where the outcomes leave a gap or overlap; null where they cover the source. */
function gapIn(outcomes: readonly MarcOutcome[], length: number): number | null {
  let position = 0;
  for (const outcome of outcomes) {
    if (outcome.offset !== position) return position;
    position += outcome.length;
  }
  return position === length ? null : position;
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function repeated(text: string, size = SIZE): string {
  return text.repeat(Math.ceil(size / text.length));
}

/** One record that is all `body`. */
function oneRecord(body: string, leader = '99999nam  2200037   4500'): string {
  return `${leader}245999900000\x1e10\x1fa${body}\x1e\x1d`;
}

function numbered(write: (number: number) => string): string {
  return Array.from({ length: 8_000 }, (_, number) => write(number)).join('');
}

const HOSTILE: readonly (readonly [string, MarcFormat, string])[] = [
  ['records without terminators', 'iso2709', repeated(Buffer.from(EMMA).subarray(0, -1).toString('latin1'))],
  ['terminators alone', 'iso2709', repeated('\x1d')],
  ['leaders alone', 'iso2709', repeated('00000nam a2200037   4500')],
  ['leaders that promise more than there is', 'iso2709', repeated('99999nam a2200037   4500\x1e\x1d')],
  ['delimiters alone', 'iso2709', oneRecord(repeated('\x1f'))],
  ['marks without a letter', 'iso2709', oneRecord(`${repeated('\xe2\xf2')}e`)],
  ['references to marks', 'iso2709', oneRecord(`e${repeated('&#x0301;&#x0323;')}`)],
  ['escapes alone', 'iso2709', oneRecord(repeated('\x1b'))],
  ['bytes of no set', 'iso2709', oneRecord(repeated('\xe9'), '99999nam a2200037   4500')],
  ['comments that do not end', 'marcxml', repeated('<!--')],
  ['sections that do not end', 'marcxml', repeated('<![CDATA[')],
  ['instructions that do not end', 'marcxml', repeated('<?a')],
  ['attributes that do not end', 'marcxml', repeated('<a b="')],
  ['elements in elements', 'marcxml', repeated('<a>') + repeated('</b>')],
  ['a namespace at each depth', 'marcxml', numbered((number) => `<a xmlns:p${number}="u">`)],
  ['records in records', 'marcxml', repeated('<record>') + repeated('<record><leader/></record>')],
  ['records that begin and do not end', 'marcxml', repeated('<record><leader>')],
  [
    'a fault of its own in each field',
    'marcxml',
    `<record>${numbered((number) => `<datafield tag="x${number}"/>`)}</record>`,
  ],
  ['brackets closed wrongly', 'marc-in-json', repeated('[') + repeated('}')],
  ['fields in fields', 'marc-in-json', repeated('{"fields":[') + repeated(']}')],
  ['leaders that are not closed', 'marc-in-json', repeated('{"leader":"",')],
  ['quotes alone', 'marc-in-json', repeated('"\\')],
];

describe('input that means no good', () => {
  it.each(FORMS)('has an outcome for every byte, whole and in chunks: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(soup(format), fc.integer({ min: 1, max: 40 }), async (bytes, size) => {
        const whole = [...scanMarcBytes(bytes, { format })];
        const streamed: MarcOutcome[] = [];
        for await (const outcome of scanMarc(inChunks(bytes, size), { format })) streamed.push(outcome);

        expect(gapIn(whole, bytes.length)).toBeNull();
        expect(gapIn(streamed, bytes.length)).toBeNull();
      }),
      RUNS,
    );
  });

  it('gives a record or a reason for any bytes taken for one record', () => {
    fc.assert(
      fc.property(fc.oneof(soup('iso2709'), fc.uint8Array({ maxLength: 200 })), (bytes) => {
        expect(['record', 'reject']).toContain(parseIso2709Record(bytes).kind);
      }),
      RUNS,
    );
  });

  it('gives up blanks behind a record as they come', async () => {
    const bytes = Buffer.concat([EMMA, Buffer.alloc(8 * 1024 * 1024, ' '), EMMA]);
    const start = process.cpuUsage();
    const outcomes: MarcOutcome[] = [];

    for await (const outcome of scanMarc(inChunks(bytes, 16 * 1024), { format: 'iso2709' })) outcomes.push(outcome);

    expect(gapIn(outcomes, bytes.length)).toBeNull();
    expect(outcomes.filter(({ kind }) => kind === 'record')).toHaveLength(2);
    expect(cpuMsSince(start)).toBeLessThan(LIMIT_MS);
    expect(Math.max(...outcomes.map(({ length }) => length))).toBeLessThan(64 * 1024);
  });

  it.each(HOSTILE)('takes no more time than its size asks for: %s', (_, format, text) => {
    const bytes = Buffer.from(text, 'latin1');
    const start = process.cpuUsage();

    const outcomes = [...scanMarcBytes(bytes, { format })];

    expect(gapIn(outcomes, bytes.length)).toBeNull();
    expect(cpuMsSince(start)).toBeLessThan(LIMIT_MS);
  });
});
