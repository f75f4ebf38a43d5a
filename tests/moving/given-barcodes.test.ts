/** New numbers for copies that need a label: what was given once stays, whoever asks at the same moment. */
import { assignBarcodes, makePlan, requirePlan } from '#moving/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { doJobs, makeWorld, putWorld, takeSnapshot } from './support/ledger-world.ts';

const store = withTestDatabase();
const COPIES = 40;

it('are given once if two people ask at one moment', async () => {
  const source = makeWorld(COPIES / 2);
  for (const item of source.items) item.barcode = null;
  await putWorld(store.db, 'old', source);
  await takeSnapshot(store.db, 'night');
  const settings = 'systems: [old]';
  await makePlan(store.db, { name: 'plan', note: null, snapshot: 'night', settings, by: 'tester', at: new Date() });
  await doJobs(store.db);
  const plan = await requirePlan(store.db, 'plan');

  const asked = await Promise.all(
    ['30199000000001', '30199000900001'].map((first) => assignBarcodes(store.db, plan, first)),
  );

  expect(new Set(asked.map(({ given }) => given))).toEqual(new Set([0, COPIES]));
  const [late] = asked.filter(({ given }) => given === 0);
  const { rows } = await sql<{ least: string; greatest: string }>`
    SELECT min(barcode) AS least, max(barcode) AS greatest FROM planned_item WHERE relabel`.execute(store.db);
  expect(rows).toEqual([{ least: late?.least, greatest: late?.greatest }]);
});
