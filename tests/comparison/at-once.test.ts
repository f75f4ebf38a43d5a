/**
 * Two who change one thing at the same moment. Snapshots share rows: one that is dropped, or emptied of a record, while another is taken
 * leaves that one whole.
 */
import { createJobKinds } from '#cli/graph/migration.ts';
import {
  askForSnapshot,
  changeDecision,
  closeDecision,
  doNextJob,
  dropSnapshot,
  findSnapshot,
  makeDecision,
  takeOutOfSnapshots,
} from '#comparison/index.ts';
import { digestSnapshot } from '#comparison/taking/digest.ts';
import { createLogger } from '#platform/logger.ts';
import { agreeing } from '#tests/loans/loan-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';

const store = withTestDatabase();
const AT = new Date('2025-03-01T12:30:00Z');
const REGION = agreeing();
const logger = createLogger('silent');

beforeEach(async () => {
  await emptyIndex(store.db);
  await sql`TRUNCATE comparison_job, snapshot, snapshot_record, snapshot_item, snapshot_statement, snapshot_title CASCADE`.execute(
    store.db,
  );
  const records = ['Anatomy', 'Biology', 'Chemistry'].map((title, place) =>
    harvested(String(place + 1), marcOf(`245 10 $a ${title}`), { owners: ['NQ', 'NW'] }),
  );
  await applyPage(store.db, 'north', pageOf(records));
  await ask('before');
  while (await take());
});

const ask = (name: string) =>
  askForSnapshot(store.db, REGION, {
    name,
    note: null,
    systems: null,
    askedBy: { by: 'test', role: 'migration' },
    at: AT,
  });
const drop = (name: string) => dropSnapshot(store.db, name, { at: AT, actor: null });

/** Does what was asked for first, with connections of its own; false if there is nothing. */
async function take(): Promise<boolean> {
  const db = store.open({ poolSize: 6 });
  const signal = new AbortController().signal;
  return doNextJob({ db, kinds: createJobKinds(db, logger), clock: () => AT, logger, signal });
}

/** What begins stops where it comes to the table, or where it writes into it, until `work` is done. */
async function whileHeld(
  table: string,
  begin: () => Promise<unknown>,
  work: () => Promise<unknown>,
  mode: 'ACCESS EXCLUSIVE' | 'SHARE' = 'ACCESS EXCLUSIVE',
): Promise<void> {
  let begun: Promise<unknown> = Promise.resolve();
  await store.db.transaction().execute(async (holder) => {
    await sql`LOCK TABLE ${sql.table(table)} IN ${sql.raw(mode)} MODE`.execute(holder);
    begun = begin();
    await waits(table);
    await work();
  });
  await begun;
}

/** Settles once somebody waits for the table, or, where that is said, for one of its rows. */
async function waits(table: string, row = false): Promise<void> {
  const waiting = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM pg_locks w WHERE NOT w.granted AND (w.relation = ${table}::regclass
        OR ${row} AND w.locktype = 'transactionid' AND w.pid IN (SELECT pid FROM pg_locks WHERE relation = ${table}::regclass))`.execute(
      store.db,
    );
    return rows[0]?.count ?? 0;
  };
  await expect.poll(waiting, { interval: 5, timeout: 20_000 }).toBeGreaterThan(0);
}

interface Numbers {
  readonly state: string;
  readonly counted: number;
  readonly rows: number;
}

/** Of copies and of titles: what was counted of them, and the rows that are there. */
async function numbersOf(name: string): Promise<readonly Numbers[]> {
  const { rows } = await sql<Numbers>`
    SELECT s.state, (SELECT sum(row_count) FROM snapshot_cell c WHERE c.snapshot = s.id AND c.population = 'ITEMS'
          AND c.dimensions = 'VISIBILITY' AND c.library IS NULL)::int AS counted,
        (SELECT count(*) FROM snapshot_system v JOIN snapshot_item t ON t.system = v.system
          AND t.from_version <= v.version AND (t.to_version IS NULL OR t.to_version > v.version) WHERE v.snapshot = s.id)::int AS rows
      FROM snapshot s WHERE s.name = ${name}
    UNION ALL SELECT s.state, (SELECT count(DISTINCT m.edition) FROM member m)::int,
        (SELECT count(*) FROM snapshot_titles v JOIN snapshot_title t
          ON t.from_version <= v.version AND (t.to_version IS NULL OR t.to_version > v.version) WHERE v.snapshot = s.id)::int
      FROM snapshot s WHERE s.name = ${name}`.execute(store.db);
  return rows;
}

const WHOLE = [
  { state: 'WHOLE', counted: 6, rows: 6 },
  { state: 'WHOLE', counted: 3, rows: 3 },
];

it.each([
  ['it copies a system', 'system_code'],
  ['it looks for findings', 'edition'],
])('a snapshot keeps the rows that another has, too, if that is to be dropped while %s', async (_when, table) => {
  await ask('after');
  let refused = '';
  await whileHeld(table, take, async () => {
    refused = await drop('before').then(() => 'dropped', String);
  });
  expect(await numbersOf('after')).toEqual(WHOLE);
  expect(refused).toMatch(/a snapshot is being taken or dropped.* Nothing was dropped/);

  await drop('before');
  expect(await numbersOf('after')).toEqual(WHOLE);
});

it('a snapshot has all of its copies that is taken while another is being dropped', async () => {
  await ask('after');
  let taking: Promise<unknown> = Promise.resolve();
  await whileHeld(
    'snapshot_past_record',
    () => drop('before'),
    async () => {
      taking = take();
      await Promise.race([taking, waits('snapshot_system')]);
    },
  );
  await taking;
  expect(await numbersOf('after')).toEqual(WHOLE);
});

describe('what is taken back while a snapshot is taken', () => {
  const takeBack = () =>
    takeOutOfSnapshots(store.open(), {
      takeBack: '0b8f1c51-6d2b-4a7e-9a53-0c9f4d1c6e11',
      at: AT,
      reason: 'asked for',
      records: [{ systemId: 'north', localId: '1' }],
    });

  it('leaves that one, too, and is counted there no more', async () => {
    await ask('after');
    let emptying: Promise<readonly number[]> = Promise.resolve([]);
    await whileHeld('system_code', take, async () => {
      emptying = takeBack();
      await Promise.race([emptying, waits('snapshot_system')]);
    });
    expect(await emptying).toHaveLength(2);
    const { rows } = await sql`
      SELECT s.name, (SELECT sum(c.row_count) FROM snapshot_cell c WHERE c.snapshot = s.id AND c.population = 'ITEMS'
        AND c.dimensions = 'BARCODE_LENGTH' AND c."values" = ARRAY['(none)'] AND c.library IS NULL)::int AS "withoutBarcode"
      FROM snapshot s ORDER BY s.id`.execute(store.db);
    expect(rows).toEqual([
      { name: 'before', withoutBarcode: 2 },
      { name: 'after', withoutBarcode: 2 },
    ]);
  });

  it('gives it the digest of what is left', async () => {
    await ask('after');
    let emptying: Promise<unknown> = Promise.resolve();
    const work = async (): Promise<void> => {
      emptying = takeBack();
      await waits('snapshot_system');
    };
    await whileHeld('snapshot', take, work, 'SHARE');
    await emptying;
    const after = await findSnapshot(store.db, 'after');
    expect(after).toMatchObject({ state: 'WHOLE', digest: await digestSnapshot(store.db, after?.number ?? 0) });
  });
});

describe('a decision', () => {
  const act = { by: 'somebody', role: 'migration', at: AT };
  const OTHERS = [{ text: 'another way', where: [] }];
  const raise = async () => {
    const snapshot = await findSnapshot(store.db, 'before');
    if (snapshot === null) throw new Error('there is no snapshot');
    const where = [{ dimension: 'LIBRARY', in: ['qe'] }] as const;
    const asked = { question: 'Whose?', population: 'ITEMS', where, options: [], owner: null, dueOn: null } as const;
    return (await makeDecision(store.db, snapshot, asked, act)).id;
  };

  it('that is closed while its options are changed stays as it was decided', async () => {
    const id = await raise();
    let changing: Promise<string> = Promise.resolve('');
    await whileHeld(
      'action',
      () => closeDecision(store.db, id, { chosen: 0, outcome: null }, act),
      async () => {
        changing = changeDecision(store.db, id, { options: OTHERS }, act).then(() => 'changed', String);
        await waits('decision', true);
      },
    );
    expect(await changing).toMatch(/is closed/);
    const { rows } =
      await sql`SELECT chosen, outcome, options -> 0 ->> 'text' AS text FROM decision WHERE id = ${id}`.execute(
        store.db,
      );
    expect(rows).toEqual([
      {
        chosen: 0,
        outcome: expect.stringMatching(/changes$/) as unknown,
        text: expect.stringMatching(/changes$/) as unknown,
      },
    ]);
  });

  it('is not closed by an option that was replaced meanwhile', async () => {
    const id = await raise();
    let closing: Promise<string> = Promise.resolve('');
    await whileHeld(
      'action',
      () => changeDecision(store.db, id, { options: OTHERS }, act),
      async () => {
        closing = closeDecision(store.db, id, { chosen: 0, outcome: null }, act).then(({ state }) => state, String);
        await waits('decision', true);
      },
    );
    expect(await closing).toMatch(/was changed meanwhile/);
    expect((await closeDecision(store.db, id, { chosen: 0, outcome: null }, act)).outcome).toBe('another way');
  });
});
