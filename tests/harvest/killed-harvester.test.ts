import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { type HarvestOutcome } from '#union-index/harvest/index.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChildSettings } from './harvest-child.ts';
import { createSampleSystem, numberedIds } from './sample-source.ts';

const CHILD = fileURLToPath(new URL('harvest-child.ts', import.meta.url));
const RECORDS = 90;
const PAGE_SIZE = 20;

describe('a harvester that is killed in the middle of a page', () => {
  const store = withTestDatabase();
  const untouched = withTestDatabase();
  const children: ChildProcessByStdio<null, Readable, null>[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Starts a harvester and gives its next lines. */
  function startChild(settings: Partial<ChildSettings>) {
    const all: ChildSettings = {
      connection: store.connection,
      system: 'ash',
      records: RECORDS,
      pageSize: PAGE_SIZE,
      stayInPage: null,
      holder: 'first',
      ...settings,
    };
    const child = spawn(process.execPath, [CHILD, JSON.stringify(all)], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      child,
      nextLine: async () => {
        const line = await lines.next();
        return line.done === true ? null : line.value;
      },
    };
  }

  function harvestHere(system: string, db: Kysely<Database>): Promise<HarvestOutcome> {
    const logger = createLogger('silent');
    return harvestSystem({
      db,
      adapter: createSampleSystem(system, {
        ids: numberedIds(RECORDS),
        pageSize: PAGE_SIZE,
        nextCursor: 'later',
        sweep: true,
      }),
      ingest: createIngest({ regionId: 'test', owners: [], logger }),
      holder: 'second',
      clock: () => new Date('2026-02-03T04:06:00Z'),
      signal: new AbortController().signal,
      logger,
    });
  }

  /** Everything that the index made of a harvest, numbers of editions aside. */
  async function contentOf(db: Kysely<Database>): Promise<unknown> {
    const { rows } = await sql`
      SELECT r.local_id, encode(r.raw, 'escape') AS raw, r.deleted,
        (SELECT p.description::json FROM public_description p WHERE p.record = r.id) AS description,
        (SELECT array_agg(i.local_id ORDER BY i.local_id) FROM item i WHERE i.record = r.id) AS items,
        (SELECT array_agg(k.key ORDER BY k.key) FROM match_key k WHERE k.record = r.id) AS keys,
        (SELECT array_agg(o.local_id ORDER BY o.local_id) FROM member m JOIN member n ON n.edition = m.edition
          JOIN record o ON o.id = n.record WHERE m.record = r.id) AS together,
        (SELECT e.title FROM member m JOIN edition e ON e.id = m.edition WHERE m.record = r.id) AS title,
        (SELECT s.document::text FROM member m JOIN search_doc s ON s.edition = m.edition WHERE m.record = r.id) AS words
      FROM record r ORDER BY r.local_id::int`.execute(db);
    const editions = await db
      .selectFrom('edition')
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirst();
    return { rows, editions };
  }

  async function countRecords(): Promise<number> {
    return (await store.db.selectFrom('record').select('id').execute()).length;
  }

  async function runsOf(system: string) {
    return await store.db
      .selectFrom('harvest_run')
      .innerJoin('system', 'system.id', 'harvest_run.system')
      .select(['kind', 'resume_at', 'records', 'deletions', 'finished_at', 'next_cursor', 'problem'])
      .where('system_id', '=', system)
      .orderBy('harvest_run.id')
      .execute();
  }

  it('loses and doubles nothing when the next one goes on', async () => {
    const killed = startChild({ stayInPage: 3 });
    expect(await killed.nextLine()).toBe('inside');
    const exited = once(killed.child, 'exit');
    killed.child.kill('SIGKILL');
    await exited;

    expect(await countRecords()).toBe(2 * PAGE_SIZE);
    expect(await runsOf('ash')).toMatchObject([{ records: 40, resume_at: '40', finished_at: null, problem: null }]);

    const resumed = await harvestHere('ash', store.db);
    const whole = await harvestHere('ash', untouched.db);

    expect(resumed).toMatchObject({ kind: 'full', resumed: true, records: RECORDS, deletions: 0 });
    expect(whole).toMatchObject({ kind: 'full', resumed: false, records: RECORDS, deletions: 0 });
    expect(await countRecords()).toBe(RECORDS);
    expect(await contentOf(store.db)).toEqual(await contentOf(untouched.db));
    // Every third record is of the same book as the one before.
    expect(await contentOf(store.db)).toMatchObject({ editions: { count: (RECORDS * 2) / 3 } });
    expect(await runsOf('ash')).toMatchObject([{ records: RECORDS, next_cursor: 'later', problem: null }]);
    expect(await store.db.selectFrom('harvest_lease').selectAll().execute()).toEqual([]);
  });

  it('keeps others away from its system while it lives, by name, and no longer', async () => {
    const busy = startChild({ system: 'cedar', stayInPage: 1, holder: 'mercia start' });
    expect(await busy.nextLine()).toBe('inside');

    await expect(harvestHere('cedar', store.db)).rejects.toThrow(
      `[cedar] harvest: mercia start (process ${busy.child.pid ?? 0} on ${hostname()}) is harvesting it`,
    );

    const exited = once(busy.child, 'exit');
    busy.child.kill('SIGKILL');
    await exited;
    await expect(harvestHere('cedar', store.db)).resolves.toMatchObject({ records: RECORDS, resumed: true });
  });
});
