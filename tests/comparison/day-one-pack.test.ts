/** The pack of the first day: one workbook of the other reports' tables, and what was mended since an earlier snapshot. */
import { countTableRows, findSnapshot, runReport } from '#comparison/index.ts';
import type { LibraryId } from '#domain/ids.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { askReport, lineOf, rowsOf } from './support/ask-report.ts';
import { countStatements } from './support/count-statements.ts';

let region: ComparedRegion;
let mendedBarcodes: readonly string[];

const LIBRARY = 'severnhythe';
const SINCE = [{ name: 'since', value: 'first' }];

beforeAll(async () => {
  region = await startComparedRegion({ lists: true, first: true });
  const { rows } = await sql<{ barcode: string }>`
    UPDATE item SET status = 'AVAILABLE' WHERE (record, local_id) IN (
      SELECT record, local_id FROM item WHERE library = ${LIBRARY} AND status IN ('LOST', 'MISSING', 'CLAIMED_RETURNED')
        AND barcode IS NOT NULL ORDER BY local_id LIMIT 2)
    RETURNING barcode`.execute(region.graph.database.db);
  mendedBarcodes = rows.map(({ barcode }) => barcode);
  await region.takeSnapshot('second');
});
afterAll(() => region.close());

describe('the pack of the first day', () => {
  it('has the tables of the other reports, each with its own summary', async () => {
    const pack = await askReport(region, 'day-one', { library: LIBRARY });
    const alone = await askReport(region, 'barcodes', { library: LIBRARY });

    expect(rowsOf(pack, 'barcodes by shape')).toEqual(rowsOf(alone, 'by shape'));
    const sheet = pack.tables.find(({ name }) => name === 'barcodes by shape');
    expect(sheet?.summary[0]?.text).toBe(alone.title);
    expect(sheet?.summary.slice(1).map(({ value }) => value)).toEqual(alone.summary.map(({ value }) => value));
    expect(pack.tables.map(({ name }) => name)).toContain('expired-readers by library');
    expect(pack.summary.map(({ label }) => label)).toContain('What is in our 9xx?');
  });

  it('says nothing of readers to staff', async () => {
    const token = await region.graph.tokenOf('librarian');
    const { data, errors } = await region.graph.ask<{ snapshot: { report: { tables: { name: string }[] } } }>(
      `{ snapshot { report(name: "day-one", library: "${LIBRARY}") { tables { name } } } }`,
      { token },
    );
    expect(errors).toBeUndefined();
    const names = data.snapshot.report.tables.map(({ name }) => name);
    expect(names).toContain('totals records');
    expect(names.filter((name) => name.includes('readers'))).toEqual([]);
  });
});

describe('a page that was visited before', () => {
  /** Statements of a visit that shows the first rows of each table, or nothing but the numbers. */
  async function visit(
    { db, asked }: ReturnType<typeof countStatements>,
    { name, rows }: { readonly name: string; readonly rows: boolean },
    now: Date,
  ): Promise<number> {
    const before = asked();
    const snapshot = await findSnapshot(db, 'second');
    if (snapshot === null) throw new Error('there is no snapshot');
    const { tables } = await runReport(db, {
      name,
      snapshot,
      library: LIBRARY as LibraryId,
      system: null,
      options: { since: 'first' },
      visibleLibraries: [LIBRARY],
      now,
    });
    for (const table of rows ? tables : []) {
      await countTableRows(table);
      await table.rows({ after: null, first: 3 });
    }
    return asked() - before;
  }

  it.each([
    { name: 'day-one', rows: true, most: 30 },
    { name: 'fix-first', rows: false, most: 3 },
  ])('asks hardly anything that it has asked already: $name', async ({ most, ...page }) => {
    const counted = countStatements(region.graph.database.db);
    await visit(counted, page, new Date('2026-11-27T10:00:00Z'));

    // A minute later, when the pack itself is put together again.
    expect(await visit(counted, page, new Date('2026-11-27T10:02:00Z'))).toBeLessThanOrEqual(most);
  });
});

describe('since an earlier snapshot', () => {
  it('says that there is no earlier snapshot, or that none was chosen', async () => {
    const { data } = await region.ask<{ first: { report: { title: string } }; second: { report: { title: string } } }>(
      `{ first: snapshot(name: "first") { report(name: "mended") { title } } second: snapshot(name: "second") { report(name: "mended") { title } } }`,
    );

    expect(data.first.report.title).toMatch(/^There is no earlier snapshot yet/);
    expect(data.second.report.title).toMatch(/^No earlier snapshot was chosen/);
  });

  it('what was mended is counted and listed', async () => {
    const report = await askReport(region, 'mended', { library: LIBRARY, options: SINCE });

    expect(mendedBarcodes).toHaveLength(2);
    expect(lineOf(report, 'Mended since "first"').value).toBe(2);
    const [, then, now, mended, gone, come] = rowsOf(report, 'problems').find(([says]) => says?.includes('find')) ?? [];
    expect([Number(then) - Number(now), mended, gone, come]).toEqual([2, '2', '0', '0']);
    expect(rowsOf(report, 'mended').map(([, , , , barcode]) => barcode)).toEqual(
      expect.arrayContaining([...mendedBarcodes]),
    );
  });

  it('any report says what its numbers were', async () => {
    const report = await askReport(region, 'assumed-lost', { library: LIBRARY, options: SINCE });

    const { value, text } = lineOf(report, 'Items that nobody can find');
    expect(text).toBe(`${(value ?? 0) + 2} in "first"; since then 2 have gone and 0 have come`);
  });

  it('must be a snapshot that there is', async () => {
    const options = [{ name: 'since', value: 'never' }];
    await expect(askReport(region, 'totals', { options })).rejects.toThrow('no whole snapshot "never"');
  });
});
