/** Codes, record numbers and cards of two systems that a move would bring together. */
import { countRows } from '#comparison/index.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, startFilesRegion, type FileCopy, type FilesRegion } from './support/files-region.ts';

const copies = (type: string, from: number, number: number, location = 'SHELF'): readonly FileCopy[] =>
  Array.from({ length: number }, (_, place) => ({
    record: String(from + place),
    barcode: `${type.trim()}${from + place}`,
    type,
    location,
  }));

let region: FilesRegion;

/** So many readers of both systems with one card, who are one person or two, or nobody can tell. */
async function addReaders(verdict: 'same' | 'different' | 'unknown', number: number): Promise<void> {
  for (let one = 0; one < number; one += 1) {
    for (const system of ['north', 'south']) {
      const name = { same: `${one}`, different: `${one} ${system}`, unknown: null }[verdict];
      await sql`INSERT INTO reader (system, reader_token, library, name_birth, card_token, told)
        SELECT id, ${`${verdict} ${one} ${system}`}, ${`${system}-library`}, ${name === null ? null : `${verdict} ${name}`},
          ${`${verdict} ${one}`}, ARRAY['CARD'] FROM system WHERE system_id = ${system}`.execute(region.db);
    }
  }
}

beforeAll(async () => {
  region = await startFilesRegion(
    {
      // Records 1 to 30 in the north, 21 to 40 in the south.
      north: [...copies('STL', 1, 12), ...copies('BK', 13, 10), ...copies('REF', 23, 4), ...copies('XX', 27, 4)],
      south: [
        ...copies('stl', 21, 5),
        ...copies('BOOK', 26, 8),
        ...copies('REF', 34, 3),
        ...copies('XX', 37, 4, 'shelf'),
      ],
    },
    {
      itemTypes: {
        north: { STL: 'Short loan', BK: 'Book', REF: 'Reference' },
        south: { STL: 'Stack', BOOK: 'book', REF: 'REFERENCE.', XX: 'Exhibition' },
      },
      agreed: true,
    },
  );
  await sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out)
    SELECT id, 'READERS', now(), now(), 0 FROM system`.execute(region.db);
  await addReaders('same', 6);
  await addReaders('different', 7);
  await addReaders('unknown', 2);
  await region.takeSnapshot('first');
}, 120_000);
afterAll(() => region.close());

describe('codes that are alike', () => {
  it('clash if their labels differ, whatever their case', async () => {
    const report = await region.report('codes-alike');

    expect(await cellsOf(report, 'different')).toEqual([
      ['branch', 'MAIN', 'north', 'Library of north', 30, 'keeps its code', 20],
      ['branch', 'MAIN', 'south', 'Library of south', 20, 'changes', 20],
      ['item type', 'STL', 'north', 'Short loan', 12, 'keeps its code', 5],
      ['item type', 'stl', 'south', 'Stack', 5, 'changes', 5],
    ]);
    expect(report.summary.slice(0, 2).map(({ value }) => value)).toEqual([2, 25]);
    expect(await cellsOf(report, 'pairs')).toEqual([
      ['branch', 'north', 'south', 1, 30, 20, 'south changes'],
      ['item type', 'north', 'south', 1, 12, 5, 'south changes'],
    ]);
  });

  it('are no clash, and no agreement either, if nobody tells what one of them means', async () => {
    const untold = await cellsOf(await region.report('codes-alike'), 'not told');

    expect(untold.filter(([list]) => list === 'item type')).toEqual([
      ['item type', 'XX', 'north', null, 4, 'find out what it means', null],
      ['item type', 'XX', 'south', 'Exhibition', 4, 'keeps its code', null],
    ]);
    expect(untold.filter(([list]) => list === 'location').map(([, code, system]) => [code, system])).toEqual([
      ['SHELF', 'north'],
      ['SHELF', 'south'],
    ]);
  });

  it('mean the same with different codes if their labels say so', async () => {
    const report = await region.report('codes-alike');

    expect(await cellsOf(report, 'same meaning')).toEqual([
      ['item type', 'BK', 'north', 'Book', 10, 'keeps its code', 8],
      ['item type', 'BOOK', 'south', 'book', 8, 'changes', 8],
    ]);
  });

  it('lead on to their copies, each row to as many as it says', async () => {
    const { tables } = await region.report('codes-alike');
    for (const { rows } of tables) {
      for (const { cells, drill } of (await rows({ after: null, first: 100 })).rows) {
        if (drill === undefined) continue;
        const snapshot = (await region.db.selectFrom('snapshot').select('id').executeTakeFirstOrThrow()).id;
        expect((await countRows(region.db, { ...drill, snapshot })).value).toBe(cells[4]);
      }
    }
  });

  it('are asked for one by one', async () => {
    const report = await region.report('codes-alike', { options: { code: 'Stl ' } });

    expect((await cellsOf(report, 'different')).map(([, code]) => code)).toEqual(['STL', 'stl']);
  });
});

it('counts record numbers that two systems use, and what must get another', async () => {
  const report = await region.report('record-numbers');

  expect(report.summary.map(({ value }) => value)).toEqual([10, 10]);
  expect(await cellsOf(report, 'pairs')).toEqual([['north', 'south', 10]]);
  expect(await cellsOf(report, 'systems')).toEqual([
    ['north', 10],
    ['south', 10],
  ]);
});

it('tells cards that clash by whether they are of one person, small numbers hidden', async () => {
  const report = await region.report('card-clashes');

  expect(await cellsOf(report, 'pairs')).toEqual([['north', 'south', null, 6, 7, null, 'nobody can tell']]);
  expect(report.title).toBe('Cards of two systems that clash: 6 are of the same person, 7 of different ones.');
  expect(report.summary[2]).toMatchObject({ value: null, text: expect.stringContaining('too small') as unknown });
});

it('counts readers who are in two systems', async () => {
  const report = await region.report('readers-in-two-systems');

  expect(report.title).toBe('6 persons are registered in two systems or more.');
  expect(await cellsOf(report, 'pairs')).toEqual([['north', 'south', 6, '']]);
});
