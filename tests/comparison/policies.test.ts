import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askReport, lineOf, rowsOf } from './support/ask-report.ts';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion({ first: true });
});
afterAll(() => region.close());

const options = [{ name: 'category', value: 'consultant' }];

it('says what the loan period of a consultant is here and there', async () => {
  const report = await askReport(region, 'loan-periods', { options });
  const periods = new Map<string, Set<string | null>>();
  for (const [, , system, , , , period = null] of report.tables.flatMap(({ name }) => rowsOf(report, name))) {
    periods.set(system ?? '', (periods.get(system ?? '') ?? new Set()).add(period));
  }
  expect(periods.get('koha-a')).toContain('28 days');
  expect(periods.get('koha-b')).toContain('21 days');
  expect(report.summary[0]?.notToldBy).toEqual(['koha-c', 'export-e', 'export-f']);
});

it('says which rules differ, and who does what', async () => {
  const report = await askReport(region, 'policies-differ', { options });
  expect(report.title).toMatch(/^\d+ of \d+ combinations/);
  const rows = report.tables.flatMap(({ name }) => rowsOf(report, name));
  expect(rows.find((cells) => cells[2] === 'Loan period')?.[3]).toMatch(/\d+ days: koha-a .*; \d+ days: koha-b/);
});

it('finds nothing that differs within a library of one branch, whose system tells its rules', async () => {
  const report = await askReport(region, 'policies-differ', { library: 'stourmere' });
  const combinations = lineOf(report, 'Combinations that two systems or more have');
  expect(combinations.value).toBeGreaterThan(0);
  expect(combinations.notToldBy).toEqual([]);
  expect(lineOf(report, 'Loan period: combinations that differ')).toMatchObject({ value: 0, notToldBy: [] });
});

it('names who does not tell a term, and takes what nobody tells for no agreement', async () => {
  const perTitle = async (silent: string) => {
    // As of a snapshot to which these systems had not told it.
    await sql`UPDATE snapshot_result SET value = replace(value::text, '"holdsPerTitle"', '"unsaid"')::json
      WHERE report = 'POLICIES' AND key LIKE ${silent}`.execute(region.graph.database.db);
    await sql`UPDATE snapshot SET digest = 'without ' || ${silent}`.execute(region.graph.database.db);
    return lineOf(await askReport(region, 'policies-differ'), 'Holds on one title: combinations that differ');
  };

  expect((await perTitle('koha-b')).notToldBy).toEqual(expect.arrayContaining(['export-e', 'koha-b', 'koha-c']));
  expect((await perTitle('%')).value).toBeNull();
});

it('refuses to compare with a library that there is not', async () => {
  await expect(askReport(region, 'policies-differ', { options: [{ name: 'with', value: 'nowhere' }] })).rejects.toThrow(
    'with: there is no library "nowhere"',
  );
});
