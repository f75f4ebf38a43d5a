/** The reports of the first day, against what the systems of the demonstration themselves have. */
import type { KohaWorld } from '#simulators/koha/world.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { askReport, lineOf, rowsOf } from './support/ask-report.ts';

let region: ComparedRegion;

beforeAll(async () => {
  region = await startComparedRegion();
  await region.takeSnapshot('first');
});
afterAll(() => region.close());

const worldOf = (id: 'koha-a' | 'koha-b' | 'koha-c'): KohaWorld => region.graph.simulator(id).world;

it('totals are those of the systems, by who may see them', async () => {
  const report = await askReport(region, 'totals', { system: 'koha-a' });

  const { biblios, items } = worldOf('koha-a');
  expect(lineOf(report, 'Records').value).toBe(biblios.size);
  expect(lineOf(report, 'Items').value).toBe(items.size);
  for (const name of ['records', 'items']) {
    const sum = rowsOf(report, name).reduce((total, row) => total + Number(row.at(-1)), 0);
    expect(sum).toBe(name === 'records' ? biblios.size : items.size);
  }
});

it('on order are the items that the system says are on order', async () => {
  const report = await askReport(region, 'on-order', { system: 'koha-a' });

  const { items } = worldOf('koha-a');
  const ordered = [...items.values()].filter(
    (item) => item.not_for_loan_status === -1 && !item.lost_status && !item.withdrawn,
  );
  expect(ordered.length).toBeGreaterThan(0);
  expect(lineOf(report, 'Items on order').value).toBe(ordered.length);
});

it('lost are the items that the system says are lost, with its own codes', async () => {
  const report = await askReport(region, 'assumed-lost', { system: 'koha-a' });

  const lost = [...worldOf('koha-a').items.values()].filter((item) => item.lost_status === 1 && !item.withdrawn);
  expect(lost.length).toBeGreaterThan(0);
  expect(lineOf(report, 'Lost').value).toBe(lost.length);
  const listed = rowsOf(report, 'lost').map((row) => row[1]);
  expect(listed).toContain(lost[0]?.external_id);
});

it('local fields are named with their number of records, and never with what is in them', async () => {
  const report = await askReport(region, 'local-fields', { system: 'koha-a' });

  expect(report.summary.map(({ label }) => label.slice(0, 3))).toContain('942');
  const fields = rowsOf(report, 'fields');
  expect(fields.length).toBeGreaterThan(2);
  for (const [tag, , personal] of fields) {
    if (tag === '650' || tag === '942') expect(personal).toBe('no');
    if (tag === '583' || tag === '590') expect(personal).toBe('yes');
  }
});

it('a profile is of a library or a system, never of both at once', async () => {
  await expect(askReport(region, 'validity', { system: 'koha-a', library: 'severnhythe' })).rejects.toThrow(
    'Name a library or a system',
  );
  const [one, other] = await Promise.all([
    askReport(region, 'completeness', { library: 'fosseholm' }),
    askReport(region, 'completeness', { system: 'koha-c' }),
  ]);
  expect(one.summary[0]?.value).toBeGreaterThan(0);
  expect(other.summary[0]?.value).toBeGreaterThanOrEqual(one.summary[0]?.value ?? Infinity);
});
