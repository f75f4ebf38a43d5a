/** Where the numbers lead that records name each other by. */
import { writeIso2709 } from '#marc/index.ts';
import { makePlan, requirePlan } from '#moving/index.ts';
import { findLinks, makeLinkTable } from '#moving/target/links-of-plan.ts';
import type { SystemId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { doJobs, makeWorld, putWorld, takeSnapshot } from './support/ledger-world.ts';

const store = withTestDatabase();
const NORTH = 'north' as SystemId;

it('finds the other links where a record has a number with a character that the database refuses', async () => {
  await sql`INSERT INTO system (system_id) VALUES ('north')`.execute(store.db);

  const found = await store.db.transaction().execute(async (transaction) => {
    await makeLinkTable(transaction, 1);
    await sql`INSERT INTO target_link (system, local_id, goes, base_system, base_id)
      SELECT id, '17', true, id, '17' FROM system`.execute(transaction);
    const numbers = ['12\u00004', '5\ud800', '17'];
    const linkOf = await findLinks(
      transaction,
      numbers.map((number) => ({ system: NORTH, number })),
      null,
    );
    return numbers.map((number) => linkOf(NORTH, number));
  });

  expect(found).toEqual([null, null, { goes: true, number: '(north)17' }]);
});

it('leads by the numbers that records had when the snapshot was taken, whatever was harvested since', async () => {
  const source = makeWorld(2);
  const [host] = source.records;
  if (host === undefined) throw new Error('no record');
  const numbered = (number: string) => [
    { tag: '001', value: number },
    ...host.fields.filter(({ tag }) => tag !== '001'),
  ];
  host.fields = numbered('OLD001');
  await putWorld(store.db, 'old', source);
  await sql`UPDATE record SET control_number = 'OLD001' WHERE local_id = '1'`.execute(store.db);
  await takeSnapshot(store.db, 'night');
  const settings = 'systems: [old]';
  await makePlan(store.db, { name: 'plan', note: null, snapshot: 'night', settings, by: 'tester', at: new Date() });
  await doJobs(store.db);
  const plan = await requirePlan(store.db, 'plan');
  const linkOf = () =>
    store.db.transaction().execute(async (transaction) => {
      await makeLinkTable(transaction, plan.number);
      const asked = ['OLD001', 'NEW001'].map((number) => ({ system: 'old' as SystemId, number }));
      const find = await findLinks(transaction, asked, null);
      return asked.map(({ system, number }) => find(system, number));
    });
  const before = await linkOf();
  expect(before).toEqual([{ goes: true, number: '(old)1' }, null]);

  const raw = Buffer.from(writeIso2709({ leader: '00000nam a2200000 a 4500', fields: numbered('NEW001') }));
  await sql`UPDATE record SET control_number = 'NEW001', raw = ${raw}, digest = ${createHash('sha256').update(raw).digest()}
    WHERE local_id = '1'`.execute(store.db);

  expect(await linkOf()).toEqual(before);
});
