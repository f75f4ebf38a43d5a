import { createId } from '#domain/ids.ts';
import { pruneLog } from '#feed-log/publish/log-rows.ts';
import { publishNext } from '#feed-log/publish/publish.ts';
import { createLogger } from '#platform/logger.ts';
import { listReaders, takeBack, toRecords, type FeedReaders } from '#take-back/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { emptyIndexAndLog, publicationOf, publishAll, readLog, titleRenderer } from '#tests/union-index/feed-world.ts';
import { applyPage, editionOf, harvested, matchWaiting, OWNERS, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { keepRulings } from '#union-index/rulings/index.ts';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';

const store = withTestDatabase();
const ACT = '7d3c1a52-5b0f-4b7e-9f0e-2f0a52a1c001';
const ingest = createIngest({ regionId: 'test', owners: OWNERS, logger: createLogger('silent') });

it('names who exported from a snapshot that was dropped since, or whose name another has now, until the record was out of all', async () => {
  await sql`
    INSERT INTO take_back (id, at, reason, state, withdrawn_at)
    VALUES (${ACT}::uuid, '2025-03-10 10:00', 'Case 12', 'OPEN', '2025-03-10 10:05')`.execute(store.db);
  await sql`INSERT INTO taken_back_record (take_back, system_id, record_id) VALUES (${ACT}::uuid, 'north', '7')`.execute(
    store.db,
  );
  await sql`INSERT INTO snapshot (name, taken_at, taken_by, state, region, mappings)
    SELECT name, taken_at::timestamptz, 'test', 'WHOLE', '{}', '{}'
    FROM (VALUES ('still', '2025-03-01'), ('again', '2025-03-05')) AS s (name, taken_at)`.execute(store.db);
  await sql`INSERT INTO export_audit (id, at, actor, role, actor_libraries, snapshot, what, system, filter, staff_notes, format)
    SELECT gen_random_uuid(), at::timestamptz, actor, 'migration', '{}', snapshot, 'ROWS', system, '{}', false, 'CSV'
    FROM (VALUES ('dropped', 'dropped', NULL, '2025-03-02'), ('dropped', 'of the system', 'north', '2025-03-02'),
      ('dropped', 'of another system', 'south', '2025-03-02'), ('dropped', 'meanwhile', NULL, '2025-03-10 10:03'),
      ('dropped', 'too late', NULL, '2025-03-10 10:06'),
      ('still', 'without it', NULL, '2025-03-02'), ('again', 'of the first', NULL, '2025-03-04'),
      ('again', 'of the second', NULL, '2025-03-06')) AS e (snapshot, actor, system, at)`.execute(store.db);

  const { exports } = await listReaders(store.db, ACT);

  expect(exports.map(({ actor }) => actor).toSorted()).toEqual([
    'dropped',
    'meanwhile',
    'of the first',
    'of the system',
  ]);
});

describe('whoever may have a record from feeds', () => {
  beforeEach(async () => {
    await emptyIndexAndLog(store.db);
    await sql`TRUNCATE feed_reading, feed_delivery`.execute(store.db);
  });

  it('is named also if its library hid the record before it was taken back', async () => {
    await bring('Asthma, lent to a reader');
    await publishOn(1);
    await readOn(5, 'editions', 'of-editions');
    await readOn(5, 'library/qe', 'of-the-library');
    await deliverOn(6);
    await bring('Asthma, lent to a reader', 'SUPPRESSED');
    await publishOn(10);

    const { publishedSince, readings, deliveries } = await readersOf('north:record:1', 11);

    expect(publishedSince).toEqual(day(1));
    expect(readings.map(({ caller }) => caller).toSorted()).toEqual(['of-editions', 'of-the-library']);
    expect(deliveries.map(({ at }) => at)).toEqual([day(6)]);
  });

  it('is named also if the record was in another edition then, which stays in feeds', async () => {
    await bring('Asthma, lent to a reader');
    await bring('Asthma, lent to a reader', 'PUBLIC', 'south');
    await publishOn(1);
    const first = await editionOf(store.db, 'south', '1');
    await readOn(5, 'editions', 'of-the-first');
    await deliverOn(6);
    const [a, b] = [createId('north', 'record', '1'), createId('south', 'record', '1')];
    await keepRulings(store.db, [{ a, b, decision: 'DIFFERENT', by: 'M', at: day(10), note: null }]);
    await matchWaiting(store.db);
    await publishOn(10);
    const moved = (await editionOf(store.db, 'south', '1')) === first ? 'north' : 'south';
    await readOn(12, 'editions', 'of-both');

    const { publishedSince, readings, deliveries } = await readersOf(`${moved}:record:1`, 13);

    expect(publishedSince).toEqual(day(1));
    expect(readings.map(({ caller }) => caller)).toEqual(['of-both', 'of-the-first']);
    expect(deliveries.map(({ at }) => at)).toEqual([day(6)]);
    const left = (await readLog(store.db)).filter(({ says }) => says !== null);
    expect(left.map(({ repository }) => repository).toSorted()).toEqual([
      'editions',
      moved === 'north' ? 'library/south-lib' : 'library/qe',
    ]);
  });

  it('is named also if the log has lost the versions that were there then', async () => {
    await bring('Asthma, lent to a reader');
    await publishOn(1);
    await readOn(2, 'editions', 'of-the-first');
    await deliverOn(2);
    await bring('Asthma, lent to one reader');
    await publishOn(5);
    await pruneLog(store.db, 1, day(10), new AbortController().signal);

    const { readings, deliveries } = await readersOf('north:record:1', 11);

    expect(readings.map(({ caller }) => caller)).toEqual(['of-the-first']);
    expect(deliveries.map(({ at }) => at)).toEqual([day(2)]);
  });
});

function day(number: number): Date {
  return new Date(Date.UTC(2025, 2, number, 12));
}

async function bring(
  title: string,
  visibility: 'PUBLIC' | 'SUPPRESSED' = 'PUBLIC',
  system: 'north' | 'south' = 'north',
): Promise<void> {
  const marc = marcOf('001 1', '020 __ $a 9780140673609', `245 10 $a ${title}`);
  const owners = [system === 'north' ? 'NQ' : 'S'];
  await applyPage(store.db, system, pageOf([harvested('1', marc, { owners, visibility })]));
}

async function publishOn(number: number): Promise<void> {
  await publishAll(store.db, { at: day(number) });
}

/** Somebody reads all that there is at noon of that day. */
async function readOn(number: number, repository: string, caller: string): Promise<void> {
  await sql`
    INSERT INTO feed_reading (hour, service, repository, caller, epoch, last_at, requests, from_position, to_position)
    SELECT ${day(number)}::timestamptz, 'OAI_PMH', ${repository}, ${caller}, epoch, ${day(number)}::timestamptz, 1, 1, position
    FROM feed_state`.execute(store.db);
}

async function deliverOn(number: number): Promise<void> {
  await sql`
    INSERT INTO feed_delivery (delivery, target, kind, epoch, to_position, files, started_at, finished_at, attempts)
    SELECT 'eds', 'sftp://eds', 'FULL', epoch, position, '[{}]', ${day(number)}::timestamptz, ${day(number)}::timestamptz, 1
    FROM feed_state`.execute(store.db);
}

async function readersOf(record: string, number: number): Promise<FeedReaders> {
  const id = randomUUID();
  const order = { id, records: toRecords([record]), reason: 'Case 12', at: day(number), actor: null };
  await takeBack({ db: store.db, ingest, order, register: async () => undefined });
  return listReaders(store.db, id);
}

it('no feed gets a record that was taken back while it was being published for the first time', async () => {
  await emptyIndexAndLog(store.db);
  await publishOn(1);
  await bring('Asthma, lent to a reader');
  const publisher = store.open({ poolSize: 1 });
  const options = { publication: publicationOf(titleRenderer()), clock: () => day(2), logger: createLogger('silent') };
  const waitsForTheLog = async (): Promise<boolean> => {
    const { rows } = await sql`
      SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`.execute(store.db);
    return rows.length > 0;
  };
  const publishing: Promise<boolean>[] = [];
  // The publisher has read the record, which nobody has hidden yet, and waits for the act that hides it to end.
  const register = async (): Promise<void> => {
    publishing.push(publishNext({ ...options, db: publisher }));
    await expect.poll(waitsForTheLog, { timeout: 20_000 }).toBe(true);
  };

  const order = {
    id: randomUUID(),
    records: toRecords(['north:record:1']),
    reason: 'Case 12',
    at: day(2),
    actor: null,
  };
  await takeBack({ db: store.db, ingest, order, register });
  await Promise.all(publishing);
  await publishOn(3);

  const { rows } = await sql`SELECT FROM feed_entry`.execute(store.db);
  expect([publishing.length, rows]).toEqual([1, []]);
});
