import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { harvestSystem, type HarvestOutcome } from '#union-index/harvest/index.ts';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChildSettings } from './harvest-child.ts';
import { createSampleSystem, numberedIds, sampleIngest } from './sample-source.ts';

const CHILD = fileURLToPath(new URL('harvest-child.ts', import.meta.url));
const RECORDS = 90;
const PAGE_SIZE = 20;

describe('a harvester that is killed in the middle of a page', () => {
  const store = withTestDatabase();
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

  function harvestHere(system: string, holder = 'second'): Promise<HarvestOutcome> {
    return harvestSystem({
      db: store.db,
      adapter: createSampleSystem(system, {
        ids: numberedIds(RECORDS),
        pageSize: PAGE_SIZE,
        nextCursor: 'later',
        sweep: true,
      }),
      ingest: sampleIngest,
      holder,
      clock: () => new Date('2026-02-03T04:06:00Z'),
      signal: new AbortController().signal,
      logger: createLogger('silent'),
    });
  }

  async function contentOf(system: string) {
    const records = await store.db
      .selectFrom('record')
      .innerJoin('system', 'system.id', 'record.system')
      .leftJoin('item', 'item.record', 'record.id')
      .select(['record.local_id as record', 'record.raw', 'record.deleted', 'item.local_id as item'])
      .where('system.system_id', '=', system)
      .orderBy('record.id')
      .execute();
    return records.map((row) => ({ ...row, raw: row.raw.toString() }));
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

    expect(await contentOf('ash')).toHaveLength(2 * PAGE_SIZE);
    expect(await runsOf('ash')).toMatchObject([{ records: 40, resume_at: '40', finished_at: null, problem: null }]);

    const resumed = await harvestHere('ash');
    const whole = await harvestHere('birch');

    expect(resumed).toMatchObject({ kind: 'full', resumed: true, records: RECORDS, deletions: 0 });
    expect(whole).toMatchObject({ kind: 'full', resumed: false, records: RECORDS, deletions: 0 });
    expect(await contentOf('ash')).toEqual(await contentOf('birch'));
    expect(await runsOf('ash')).toMatchObject([{ records: RECORDS, next_cursor: 'later', problem: null }]);
    expect(await store.db.selectFrom('harvest_lease').selectAll().execute()).toEqual([]);
  });

  it('keeps others away from its system while it lives, by name, and no longer', async () => {
    const busy = startChild({ system: 'cedar', stayInPage: 1, holder: 'mercia start' });
    expect(await busy.nextLine()).toBe('inside');

    await expect(harvestHere('cedar')).rejects.toThrow(
      `[cedar] harvest: mercia start (process ${busy.child.pid ?? 0} on ${hostname()}) is harvesting it`,
    );

    const exited = once(busy.child, 'exit');
    busy.child.kill('SIGKILL');
    await exited;
    await expect(harvestHere('cedar')).resolves.toMatchObject({ records: RECORDS, resumed: true });
  });
});
