/** Reports about readers, loans and holds, against what the demonstration's systems have; and what stays when rows leave. */
import { forgetReaderRows } from '#comparison/index.ts';
import { DEMO_CLASHES, DEMO_TWO_CARDS } from '#demo/registrations.ts';
import type { Region } from '#domain/region.ts';
import { showCount } from '#domain/small-numbers.ts';
import type { KohaPatron, KohaWorld } from '#simulators/koha/world.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { askReport, lineOf, rowsOf } from './support/ask-report.ts';

let region: ComparedRegion;
let world: KohaWorld;
/** As the shared system has them. */
let severnhythe: readonly KohaPatron[];

beforeAll(async () => {
  region = await startComparedRegion({ lists: true });
  world = region.graph.simulator('koha-a').world;
  severnhythe = [...world.patrons.values()].filter(({ library_id: branch }) => ['MAIN', 'EDU'].includes(branch));
  await makeOld();
  await region.takeSnapshot('first');
});
afterAll(() => region.close());

/** Nine loans of one library become two years overdue, and three of another; the demonstration's own are younger. */
async function makeOld(): Promise<void> {
  for (const [library, count] of [
    ['severnhythe', 9],
    ['clentwood', 3],
  ] as const) {
    await sql`
      UPDATE open_loan SET due_on = now()::date - 800, due_at = NULL WHERE (system, item) IN (
        SELECT system, item FROM open_loan WHERE library = ${library} ORDER BY item LIMIT ${count})`.execute(
      region.graph.database.db,
    );
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);
const hasEnded = ({ expiry_date: end }: KohaPatron): boolean => end !== null && end < today();

describe('reports about readers', () => {
  it('say how many expired readers can go, and who of them cannot', async () => {
    const report = await askReport(region, 'expired-readers', { library: 'severnhythe' });

    const busy = new Set([...world.checkouts.values(), ...world.charges.values()].map((one) => one.patron_id));
    const ended = severnhythe.filter(hasEnded);
    expect(lineOf(report, 'Expired').value).toBe(ended.length);
    expect(lineOf(report, 'Can go: expired, nothing out, nothing owed').value).toBe(
      ended.filter(({ patron_id: id }) => !busy.has(id)).length,
    );
    const theirs = new Set(ended.map(({ patron_id: id }) => id));
    const out = [...world.checkouts.values()].filter(({ patron_id: id }) => theirs.has(id));
    expect(out.length).toBeGreaterThan(0);
    // Their copies may be another library's, whose agreement does not let its loans be listed.
    const barcodes = out.map(({ item_id: item }) => world.items.get(item)?.external_id);
    const listed = rowsOf(report, 'out to expired').map(([, barcode]) => barcode);
    expect(listed.length).toBeGreaterThan(0);
    for (const barcode of listed) expect(barcodes).toContain(barcode);
  });

  it('say how many have no e-mail address', async () => {
    const report = await askReport(region, 'readers-without-email', { library: 'severnhythe' });

    const without = severnhythe.filter(({ email }) => email === null).length;
    expect(without).toBeGreaterThan(5);
    expect(lineOf(report, 'Readers without an e-mail address').value).toBe(without);
  });

  it('say how many each category and year has, by the system’s own labels, and how many have loans or debts', async () => {
    const report = await askReport(region, 'readers-by-category', { library: 'severnhythe' });

    const rows = rowsOf(report, 'by category');
    const byCell = Map.groupBy(severnhythe, (one) => `${one.category_id} ${one.expiry_date?.slice(0, 4) ?? 'none'}`);
    expect(byCell.size).toBeGreaterThan(3);
    expect(new Map(rows.map(([, , category, , year, count]) => [`${category} ${year}`, count]))).toEqual(
      new Map([...byCell].map(([cell, { length }]) => [cell, showCount(length).value?.toString() ?? null])),
    );
    expect(rows.map(([, , , name]) => name)).toContain('Consultant');
    const ofThem = (all: Iterable<{ readonly patron_id: number }>): number => {
      const ids = new Set([...all].map(({ patron_id: id }) => id));
      return severnhythe.filter(({ patron_id: id }) => ids.has(id)).length;
    };
    expect(lineOf(report, 'With loans').value).toBe(ofThem(world.checkouts.values()));
    expect(lineOf(report, 'Owing').value).toBe(ofThem(world.charges.values()));
  });

  it('say which cards clash, to the same person or not, and who is in two systems', async () => {
    const clashes = await askReport(region, 'card-clashes', { library: 'severnhythe' });
    const shared = await askReport(region, 'readers-in-two-systems', { library: 'severnhythe' });

    const { SAME_PERSON: same, DIFFERENT_PERSON: different, NOT_JUDGEABLE: unclear } = DEMO_CLASHES;
    const shown = [same, different, unclear].map((count) => showCount(count).value?.toString() ?? null);
    expect(rowsOf(clashes, 'pairs').map((row) => [...row.slice(0, 2), ...row.slice(3, 6)])).toEqual([
      ['koha-a', 'koha-b', ...shown],
    ]);
    // Those with one card for both, those with two, and the junior doctor.
    expect(rowsOf(shared, 'pairs')).toContainEqual(['koha-a', 'koha-b', `${same + DEMO_TWO_CARDS + 1}`, '']);
    expect(clashes.summary[0]?.notToldBy).toContain('symphony-d');
  });

  it('are not told without an agreement, nor by a system without a list, nor without all loans', async () => {
    const without = await askReport(region, 'expired-readers', { library: 'blythecross' });
    expect(lineOf(without, 'Expired')).toMatchObject({ value: null, text: 'not told' });
    expect(lineOf(without, 'Not told for want of an agreement').text).toContain('Blythe Cross');

    const some = await askReport(region, 'expired-readers', { library: 'tamehollow' });
    expect(lineOf(some, 'Can go: expired, nothing out, nothing owed')).toMatchObject({
      value: null,
      text: 'not told',
      notToldBy: ['koha-b'],
    });
    // One reader alone expires this year, who stands in one row with others, and 38 did before.
    expect(lineOf(some, 'Expired').value).toBe(39);
    const rows = rowsOf(await askReport(region, 'readers-by-category', { library: 'tamehollow' }), 'by category');
    expect(rows.map(([, , category, , year]) => [category, year])).toContainEqual(['others', 'others']);
    expect(rows.map(([, , , , , readers]) => Number(readers)).filter((readers) => readers < 5)).toEqual([]);
  });
});

describe('loans that are years overdue', () => {
  it('are counted by year, small numbers hidden, and listed where the agreement lets them', async () => {
    const report = await askReport(region, 'long-overdue', { library: 'severnhythe' });
    expect(lineOf(report, 'Loans overdue for over a year').value).toBe(9);
    expect(rowsOf(report, 'loans')).toHaveLength(9);

    const few = await askReport(region, 'long-overdue', { library: 'clentwood' });
    expect(lineOf(few, 'Loans overdue for over a year').value).toBeNull();
    expect(rowsOf(few, 'loans')).toHaveLength(0);
  });

  it('are numbers without rows for staff', async () => {
    const token = await region.graph.tokenOf('librarian');
    const { data } = await region.graph.ask<{
      snapshot: { report: { summary: { value: number }[]; tables: { name: string; totalRows: number }[] } };
    }>(
      `{ snapshot { report(name: "long-overdue", library: "severnhythe") { summary { value } tables { name totalRows } } } }`,
      { token },
    );
    expect(data.snapshot.report.summary[0]?.value).toBe(9);
    expect(data.snapshot.report.tables.at(-1)).toEqual({ name: 'loans', totalRows: 0 });
  });
});

describe('rows about readers', () => {
  it('have what is owed to the penny, as the system has it, and beside the list what it comes to', async () => {
    const ids = new Set(severnhythe.map(({ patron_id: id }) => id));
    const owed = [...world.charges.values()].filter(
      ({ patron_id: id, amount_outstanding: left }) => ids.has(id) && left !== 0,
    );
    const pence = Math.round(owed.reduce((sum, line) => sum + line.amount_outstanding, 0) * 100);

    const { rows } = await sql`
      SELECT count(*)::int AS count, sum(amount_pence)::int AS pence,
        (SELECT pence FROM snapshot_reader_list WHERE library = 'severnhythe' AND list = 'CHARGES') AS kept
      FROM snapshot_charge WHERE library = 'severnhythe'`.execute(region.graph.database.db);

    expect(owed.length).toBeGreaterThan(0);
    expect(rows).toEqual([{ count: owed.length, pence, kept: pence }]);
  });

  it('leave when the agreement goes: the numbers stay as they were, and say so', async () => {
    const before = await askReport(region, 'long-overdue', { library: 'severnhythe' });
    const { db } = region.graph.database;
    const now: Region = region.graph.hub.region;
    const libraries = now.libraries.map((one) => (one.id === 'severnhythe' ? { ...one, patronData: undefined } : one));

    const gone = await forgetReaderRows(db, { region: { ...now, libraries }, now: new Date(), days: 30 });

    expect(gone).toBeGreaterThan(9);
    const after = await askReport(region, 'long-overdue', { library: 'severnhythe' });
    expect(after.summary[0]).toEqual(before.summary[0]);
    expect(lineOf(after, 'Rows of Severnhythe Hospitals Library and Knowledge Service that are gone').text).toContain(
      'no agreement of today',
    );
    expect(rowsOf(after, 'loans')).toHaveLength(0);
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM snapshot_reader WHERE library = 'severnhythe'`.execute(db);
    expect(rows[0]?.count).toBe(0);
    expect((await askReport(region, 'long-overdue', { library: 'wrekinmoor' })).summary).toHaveLength(1);
  });

  it('leave when they are too old', async () => {
    const { db } = region.graph.database;
    const inAMonth = new Date(Date.now() + 31 * 86_400_000);

    await forgetReaderRows(db, { region: region.graph.hub.region, now: inAMonth, days: 30 });

    for (const table of ['snapshot_loan', 'snapshot_hold', 'snapshot_reader', 'snapshot_charge']) {
      const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM ${sql.table(table)}`.execute(db);
      expect(rows[0]?.count).toBe(0);
    }
  });
});
