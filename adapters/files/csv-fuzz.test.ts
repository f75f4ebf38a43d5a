/**
 * Whatever stands in a file of records or in a KBART list: pages, or an error of ours; never a crash, and no record that nobody described. The same of
 * lists about readers, in whose errors nothing of a reader may be.
 */
import { isMerciaError } from '#platform/errors.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { isControlField } from '#marc/index.ts';
import { createReaderLists } from '../shared/reader-lists/reader-lists.ts';
import { entriesOf, readerListSettings } from '../shared/reader-lists/settings.ts';
import { filesSettings } from './config.ts';
import { readCsvRecords, type CsvOutcome } from './csv-records.ts';
import { readKbartRecords } from './kbart-records.ts';
import { KBART_COLUMNS } from './kbart-rows.ts';
import { ownRuns } from './own-runs.ts';

const [described] = filesSettings.parse({
  records: [
    {
      source: 'a.csv',
      csv: {
        columns: { record: 'A', title: 'B', authors: 'C', isbn: 'D', year: 'E', subjects: ['F', 'C'] },
        copies: { barcode: 'G', due: 'H', status: 'E' },
        dates: 'day-first',
      },
    },
  ],
}).records;
const HEADER = 'A,B,C,D,E,F,G,H\n';

type Read = (begin: () => AsyncIterable<Uint8Array>) => AsyncIterable<CsvOutcome>;

const readCsv: Read = (begin) => {
  const csv = described?.csv;
  if (csv === null || csv === undefined) throw new Error('these settings describe no such file');
  return readCsvRecords({ system: 'fuzz', name: 'a.csv', csv, hasStandingOwner: true }, begin);
};
const readKbart: Read = (begin) => readKbartRecords({ system: 'fuzz', name: 'a.txt', key: 'a', owners: ['A'] }, begin);

async function read(bytes: Uint8Array, by: Read = readCsv): Promise<readonly CsvOutcome[] | Error> {
  // Cut anywhere, as it comes from a disk or a network.
  const begin = async function* (): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += 7) yield bytes.subarray(from, from + 7);
  };
  try {
    const found: CsvOutcome[] = [];
    for await (const outcome of by(begin)) found.push(outcome);
    return found;
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}

const lists = readerListSettings.parse({
  loans: [
    {
      source: 'a.csv',
      header: 'none',
      delimiter: ',',
      dates: 'day-first',
      columns: { reader: 1, barcode: 2, item: { columns: [2, 3], join: ':' }, due: 4, loanedOn: 4, renewals: 5, id: 6 },
    },
  ],
  holds: [
    {
      source: 'a.csv',
      delimiter: ',',
      columns: { reader: 'A', record: 'B', status: { columns: ['C', 'D'], join: '/' }, placedOn: 'E', arrivedOn: 'E' },
    },
  ],
  readers: [
    {
      source: 'a.csv',
      delimiter: ',',
      dates: 'month-first',
      columns: {
        reader: 'A',
        name: 'B',
        birthDate: 'C',
        email: 'D',
        card: 'E',
        expiresOn: 'F',
        homeSite: 'G',
      },
    },
  ],
  charges: [
    {
      source: 'a.csv',
      delimiter: ',',
      columns: { reader: 'A', kind: 'B', barcode: 'C', amount: 'D', chargedOn: 'E' },
    },
  ],
});

/** What a list tells of these bytes, or the error of ours that it ends with. */
async function tell(
  list: 'openLoans' | 'openHolds' | 'readers' | 'openCharges',
  bytes: Uint8Array,
): Promise<readonly object[] | Error> {
  const cut = async function* (): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes.length; from += 7) yield bytes.subarray(from, from + 7);
  };
  const file = { digest: '', bytes: bytes.length, writtenAt: 0, version: '', chunks: cut };
  const open = async () => ({ ...file, confirm: async () => undefined, release: async () => undefined });
  const reader = { name: 'a.csv', look: async () => file, begin: cut, open, close: () => undefined };
  const source = createReaderLists({
    system: { id: 'fuzz' as SystemId, timeZone: 'Europe/London', owners: [] },
    lists,
    findFiles: async () => ({
      parts: entriesOf(lists).map((entry) => ({ ...entry, name: 'a.csv', reader })),
      madeAt: null,
      close: async () => undefined,
    }),
    readerToken: () => 'token',
    itemIdOf: ({ item }) => item,
    now: Date.now,
    onUnmapped: () => undefined,
    toPublic: (error) => error,
  });
  try {
    const told: object[] = [];
    const signal = new AbortController().signal;
    for await (const { rows } of source[list]?.(signal, { cards: true }) ?? []) told.push(...rows);
    return told;
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '1',
    '2',
    '',
    '9780198526636 (pbk)',
    '[2019?]',
    '2.1E+13',
    '03/12/2026',
    '31/02/2026',
    '"',
    ';;;',
    '#N/A',
  ),
);
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

it('reads any bytes, or says what is wrong with them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, hasHeader) => {
      await read(hasHeader ? Buffer.concat([Buffer.from(HEADER), bytes]) : bytes);
    }),
    { numRuns: 300, seed: 1 },
  );
}, 60_000);

it('tells of any bytes and cells a list about readers, or says what is wrong without what stands there', async () => {
  const row = fc.array(fc.oneof(cell, fc.constantFrom('17', '29/05/2026 17:30', '202605291730', '£1,234.50')), {
    minLength: 7,
    maxLength: 9,
  });
  // A mark that no message of ours has.
  const marked = fc.array(
    row.map((cells) => cells.map((text) => (text === '' ? '' : `${text}\u2603`))),
    { maxLength: 6 },
  );
  const plain = fc.array(row, { maxLength: 6 });
  const text = fc
    .tuple(fc.boolean(), fc.oneof(marked, plain))
    .map(
      ([hasHeader, rows]) =>
        (hasHeader ? HEADER : '') + rows.map((cells) => `${cells.map(quoted).join(',')}\n`).join(''),
    );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    text.map((written) => Buffer.from(written)),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('openLoans', 'openHolds', 'readers', 'openCharges'),
      bytes,
      async (list, written) => {
        const told = await tell(list, written);
        if (told instanceof Error) expect(told.message).not.toContain('\u2603');
        else for (const one of told) expect(one).toMatchObject({ readerToken: 'token' });
      },
    ),
    { numRuns: 600, seed: 3 },
  );
}, 60_000);

it('makes of any cells records that hold no text which is in no cell', async () => {
  const row = fc.array(cell, { minLength: 8, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      const text = HEADER + rows.map((cells) => cells.map(quoted).join(',') + '\n').join('');
      const outcomes = await read(Buffer.from(text));
      if (outcomes instanceof Error) return;
      const said = rows
        .flat()
        .join(' ')
        .replaceAll(/\p{Cc}+/gu, ' ')
        .replaceAll(/[^\p{L}\p{N}]/gu, '');
      for (const outcome of outcomes) {
        if (outcome.kind === 'reject') {
          expect(outcome.reason).not.toBe('');
          continue;
        }
        const values = outcome.record.fields.flatMap((field) =>
          isControlField(field) || field.tag === 'CSV' ? [] : field.subfields.filter(({ code }) => code !== 'e'),
        );
        for (const { value } of values) expect(said).toContain(value.replaceAll(/[^\p{L}\p{N}]/gu, ''));
      }
    }),
    { numRuns: 300, seed: 2 },
  );
}, 60_000);

it('reads any KBART list, or says what is wrong with it, and runs that stand in no line are none', async () => {
  const kbartCell = fc.oneof(
    cell,
    fc.constantFrom('1997', '1997-13', '2001-00', '0140-6736', 'P1Y', 'R1Y;P30D', 'fulltext', '1-2'),
  );
  const row = fc.array(kbartCell, { minLength: KBART_COLUMNS.length, maxLength: KBART_COLUMNS.length });
  const noise = fc.oneof({ weight: 3, arbitrary: fc.constant(new Uint8Array()) }, fc.uint8Array({ maxLength: 20 }));
  let runs = 0;
  const library = 'a' as LibraryId;
  const ownedByA = { ownerCodeOf: () => 'A', libraryOf: () => library, onlyLibrary: library };
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), noise, async (rows, end) => {
      const text = [KBART_COLUMNS, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
      const outcomes = await read(Buffer.concat([Buffer.from(text), end]), readKbart);
      if (outcomes instanceof Error) return;
      const figures = new Set(text.match(/\d+/g)?.map(Number));
      for (const outcome of outcomes) {
        if (outcome.kind === 'reject') {
          expect(outcome.reason).not.toBe('');
          continue;
        }
        for (const { statement } of ownRuns(outcome.record, ownedByA)) {
          runs += 1;
          for (const figure of statement.text.match(/\d+/g) ?? []) expect(figures).toContain(Number(figure));
        }
      }
    }),
    { numRuns: 300, seed: 3 },
  );
  expect(runs).toBeGreaterThan(100);
}, 60_000);
