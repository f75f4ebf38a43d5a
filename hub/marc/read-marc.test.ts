import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkMarc,
  type MarcField,
  type MarcFormat,
  type MarcOutcome,
  type MarcRecord,
  parseIso2709Record,
  parseMarcInJson,
  parseMarcXmlRecord,
  scanMarc,
  scanMarcBytes,
  writeIso2709,
  writeMarcInJson,
  writeMarcXml,
} from './index.ts';

const SEED = 20_261_124;
const RUNS = { seed: SEED, numRuns: 150 };

/** Text that all three forms can hold: no delimiters, no control characters, no half surrogates. */
const text = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((value) => value.replace(/[\x00-\x1f\x7f-\x9f\ufffe\uffff]/g, ''));
const code = fc.stringMatching(/^[a-z0-9]$/);
const indicator = fc.constantFrom(' ', '0', '1', '4', '7', '9', 'f');

const controlField: fc.Arbitrary<MarcField> = fc.record({
  tag: fc.constantFrom('001', '003', '005', '008'),
  value: text,
});
const dataField: fc.Arbitrary<MarcField> = fc.record({
  tag: fc.integer({ min: 10, max: 999 }).map((tag) => String(tag).padStart(3, '0')),
  ind1: indicator,
  ind2: indicator,
  subfields: fc.array(fc.record({ code, value: text }), { minLength: 1, maxLength: 5 }),
});
const record: fc.Arbitrary<MarcRecord> = fc.record({
  leader: fc.constantFrom('00000nam a2200000 a 4500', '00000cas a2200000 i 4500', '00000nz  a2200000n  4500'),
  fields: fc
    .tuple(controlField, fc.array(fc.oneof(controlField, dataField), { maxLength: 12 }))
    .map(([first, rest]) => [first, ...rest]),
});

const FORMS: readonly MarcFormat[] = ['iso2709', 'marcxml', 'marc-in-json'];

function writeFile(form: MarcFormat, records: readonly MarcRecord[]): Buffer {
  switch (form) {
    case 'iso2709':
      return Buffer.concat(records.map(writeIso2709));
    case 'marcxml':
      return Buffer.from(`<collection>${records.map(writeMarcXml).join('\n')}</collection>`);
    case 'marc-in-json':
      return Buffer.from(records.map((one) => `${JSON.stringify(writeMarcInJson(one))}\n`).join(''));
  }
}

/** Text and fields of what was read, without lengths in the leader. */
function content(outcomes: readonly MarcOutcome[]): readonly unknown[] {
  return outcomes.flatMap((one) => (one.kind === 'record' ? [one.record.fields] : []));
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(outcomes: AsyncIterable<MarcOutcome>): Promise<readonly MarcOutcome[]> {
  const all: MarcOutcome[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all;
}

/** Neighbouring parts of the same kind as one: a stream lets go of a wrapper piece by piece. */
function merged(outcomes: readonly MarcOutcome[]): readonly string[] {
  const lines: string[] = [];
  let between = 0;
  for (const one of outcomes) {
    if (one.kind === 'between') {
      between += one.length;
      continue;
    }
    lines.push(`${between} between`, `${one.kind} ${one.number} at ${one.offset} of ${one.raw.length}`);
    between = 0;
  }
  return [...lines, `${between} between`];
}

function expectAllBytes(bytes: Uint8Array, outcomes: readonly MarcOutcome[]): void {
  let position = 0;
  let number = 0;
  for (const outcome of outcomes) {
    expect(outcome.offset).toBe(position);
    position += outcome.length;
    if (outcome.kind === 'between') continue;
    expect(outcome.number).toBe((number += 1));
    expect(Buffer.compare(outcome.raw, bytes.subarray(outcome.offset, position))).toBe(0);
  }
  expect(position).toBe(bytes.length);
}

describe('writing and reading back', () => {
  it('gives the same record in ISO 2709', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(parseIso2709Record(writeIso2709(one))).toMatchObject({ record: { fields: one.fields }, repairs: [] });
      }),
      RUNS,
    );
  });

  it('gives the same record in MARCXML', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(parseMarcXmlRecord(writeMarcXml(one))).toMatchObject({ record: one, repairs: [] });
      }),
      RUNS,
    );
  });

  it('gives the same record in MARC-in-JSON', () => {
    fc.assert(
      fc.property(record, (one) => {
        const parse = parseMarcInJson(JSON.parse(JSON.stringify(writeMarcInJson(one))));
        expect(parse).toMatchObject({ record: one, repairs: [] });
      }),
      RUNS,
    );
  });

  it('writes byte for byte what it read', () => {
    fc.assert(
      fc.property(record, (one) => {
        const bytes = writeIso2709(one);
        const parse = parseIso2709Record(bytes);
        expect(parse.kind === 'record' && Buffer.from(writeIso2709(parse.record)).equals(bytes)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe.each(FORMS)('a file of %s', (form) => {
  it('gives every record, and every byte, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 300 }),
        async (records, size) => {
          const bytes = writeFile(form, records);

          const whole = [...scanMarcBytes(bytes)];
          const streamed = await collect(scanMarc(inChunks(bytes, size), { format: form }));

          expect(content(whole)).toEqual(records.map((one) => one.fields));
          expect(content(streamed)).toEqual(content(whole));
          expect(merged(streamed)).toEqual(merged(whole));
          expectAllBytes(bytes, whole);
          expectAllBytes(bytes, streamed);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('loses no byte and no neighbour when it is cut, overwritten or torn', async () => {
    const damage = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      how: fc.constantFrom('cut', 'overwrite', 'remove', 'insert'),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 3, maxLength: 4 }),
        damage,
        async (records, { at, how, bytes: junk }) => {
          const good = writeFile(form, records);
          const from = Math.floor(good.length * at);
          const rest = { cut: good.length, overwrite: from + junk.length, remove: from + junk.length, insert: from }[
            how
          ];
          const middle = how === 'cut' || how === 'remove' ? Buffer.alloc(0) : Buffer.from(junk);
          const bytes = Buffer.concat([good.subarray(0, from), middle, good.subarray(rest)]);

          const whole = [...scanMarcBytes(bytes, { format: form })];
          const streamed = await collect(scanMarc(inChunks(bytes, 97), { format: form }));

          expectAllBytes(bytes, whole);
          expectAllBytes(bytes, streamed);
          expect(merged(streamed)).toEqual(merged(whole));
          // A record before the wound is never lost; behind it, the one that it hits and its neighbour may be.
          const places = [...scanMarcBytes(good)].filter((one) => one.kind === 'record');
          const before = places.filter((one) => one.offset + one.length <= from).length;
          expect(content(whole).slice(0, before)).toEqual(records.slice(0, before).map((one) => one.fields));
          const behind = how === 'cut' ? [] : places.filter((one) => one.offset >= rest).slice(1);
          if (behind.length > 0) expect(content(whole).slice(-behind.length)).toEqual(content(behind));
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('checking a source', () => {
  it('accounts for every byte and sums what was mended', async () => {
    const one: MarcRecord = { leader: '00000nam a2200000 a 4500', fields: [{ tag: '001', value: '1' }] };
    const wrong = Buffer.from(writeIso2709(one));
    wrong.write('00001', 0);
    const bytes = Buffer.concat([writeIso2709(one), wrong, Buffer.from('0002'), Buffer.from('\n')]);

    const check = await checkMarc(inChunks(bytes, 10));

    expect(check).toMatchObject({
      format: 'iso2709',
      found: 3,
      read: 2,
      repaired: 1,
      rejected: 1,
      bytes: bytes.length,
    });
    expect(check).toMatchObject({ bytesUnaccounted: 0, repairs: { 'record length': 1 }, rejects: [{ record: 3 }] });
  });

  it('keeps its memory bounded on a stream that never ends a record', async () => {
    const head = Buffer.from(
      writeIso2709({ leader: '00000nam a2200000 a 4500', fields: [{ tag: '001', value: '1' }] }).subarray(0, 30),
    );
    const filling = Buffer.alloc(1024 * 1024, 'x');
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield head;
      for (let megabyte = 0; megabyte < 40; megabyte += 1) yield filling;
    }

    const check = await checkMarc(endless());

    expect(check.bytesUnaccounted).toBe(0);
    expect(check.rejects[0]).toMatchObject({
      reason: expect.stringMatching(/^no record terminator in 1[67]\d+ bytes/) as string,
    });
  });
});
