import { withTestDatabase } from '#tests/support/database.ts';
import { matchNextWaiting } from '#union-index/cluster/match-waiting.ts';
import { RULES_VERSION } from '#union-index/description.ts';
import { createRegionNames } from '#union-index/ingest/region-names.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  applyPage,
  AT,
  contentsOf,
  emptyIndex,
  harvested,
  matchAllAgain,
  matchWaiting,
  OWNERS,
  pageOf,
  partition,
} from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const midwifery = marcOf(
  '001 17',
  '003 NL-AmKIT',
  '020 __ $a 9780198526636',
  '245 10 $a Midwifery in practice',
  '260 __ $a London $c 2001',
  '773 0_ $t Obstetrics $w 18',
);

beforeEach(async () => {
  await emptyIndex(store.db);
  await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ'] })]));
  await applyPage(
    store.db,
    'south',
    pageOf([harvested('1', midwifery, { owners: ['S'] }), harvested('2', midwifery, { visibility: 'SUPPRESSED' })]),
  );
});

/** As if every record were another kind of thing. */
async function apartByOutline(): Promise<void> {
  await sql`UPDATE public_description SET outline = record * 2::bigint ^ 32`.execute(store.db);
}

/** As if rules that found less had read everything. */
async function readByOlderRules(): Promise<void> {
  await store.db
    .updateTable('record')
    .set({ rules: RULES_VERSION - 1, title: null, control_number: null, control_agency: null })
    .execute();
  await apartByOutline();
  await store.db.updateTable('public_description').set({ description: '{}', keys: [] }).execute();
  await store.db.deleteFrom('match_key').execute();
  await store.db.deleteFrom('setting').where('key', '=', 'rules version').execute();
}

describe('records that older rules have read', () => {
  it('are read again from what they came as, and matched anew', async () => {
    const before = await contentsOf(store.db);
    await readByOlderRules();

    await matchWaiting(store.db);

    expect((await contentsOf(store.db)).text).toBe(before.text);
    expect(await partition(store.db)).toEqual(['north 1 + south 1']);
    const rules = await store.db
      .selectFrom('record')
      .select(['rules', 'title', 'control_number', 'control_agency'])
      .execute();
    expect(new Set(rules.map((row) => row.rules))).toEqual(new Set([RULES_VERSION]));
    expect(rules.every(({ title }) => title === 'Midwifery in practice')).toBe(true);
    expect(rules.every((row) => row.control_number === '17' && row.control_agency === 'NL-AmKIT')).toBe(true);
    expect(before.text).toContain('Obstetrics');
  });

  it('are looked for once, and not with every harvest', async () => {
    await matchWaiting(store.db);
    await store.db
      .updateTable('record')
      .set({ rules: RULES_VERSION - 1 })
      .execute();

    await matchWaiting(store.db);

    expect((await store.db.selectFrom('record').select('rules').executeTakeFirst())?.rules).toBe(RULES_VERSION - 1);
  });

  it('wait among the rejects where today’s rules cannot read them', async () => {
    await store.db
      .updateTable('record')
      .set({ raw: Buffer.from('no record') })
      .where('local_id', '=', '1')
      .execute();
    await readByOlderRules();

    await matchWaiting(store.db);

    expect(await partition(store.db)).toEqual([]);
    const rejects = await store.db.selectFrom('reject').select(['local_id', 'reason']).execute();
    expect(rejects).toHaveLength(2);
    expect(rejects[0]?.reason).toContain('older rules');
    const kept = await store.db.selectFrom('harvest_state').select('records').orderBy('system').execute();
    const rows = await sql<{ records: number }>`
      SELECT count(*) FILTER (WHERE NOT deleted) AS records FROM record GROUP BY system ORDER BY system`.execute(
      store.db,
    );
    expect(kept).toEqual(rows.rows);
  });
});

describe('records that wait to be matched', () => {
  it('are taken from a place of the queue on; what came behind it waits for the next turn', async () => {
    await emptyIndex(store.db);
    const records = ['10.1000/1', '10.1000/2'].map((doi) =>
      harvested(doi, marcOf(`024 7_ $a ${doi} $2 doi`, '245 10 $a Asthma')),
    );
    await applyPage(store.db, 'north', pageOf(records), OWNERS, 'later');
    const places = async (): Promise<readonly number[]> =>
      (await store.db.selectFrom('unmatched').select('place').orderBy('place').execute()).map(({ place }) => place);
    const [first = 0, second = 0] = await places();

    expect(await matchNextWaiting(store.db, createRegionNames(OWNERS), AT, { from: second })).toBeNull();
    expect(await places()).toEqual([first]);

    await matchWaiting(store.db);
    expect(await places()).toEqual([]);
    expect(await partition(store.db)).toEqual(['north 10.1000/1', 'north 10.1000/2']);
  });

  it('are not compared if the outlines that are stored tell them apart', async () => {
    await apartByOutline();
    await matchAllAgain(store.db);

    await matchWaiting(store.db);

    expect(await partition(store.db)).toEqual(['north 1', 'south 1']);
  });
});
