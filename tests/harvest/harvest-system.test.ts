import { createLogger } from '#platform/logger.ts';
import { MerciaError } from '#platform/errors.ts';
import type { SystemId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import {
  harvestAll,
  harvestStatus,
  startHarvestSchedule,
  type HarvestSchedule,
  type HarvestKind,
  type HarvestProgress,
} from '#union-index/harvest/index.ts';
import { harvestSystem } from '#tests/support/harvest-system.ts';
import type { Faults } from '#simulators/faults.ts';
import type { KohaTestOptions } from '#tests/conformance/koha-options.ts';
import { start } from '#tests/exchanges/koha/running-koha.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  createSampleSystem,
  numberedIds,
  sampleIngest,
  type SampleSource,
  type SampleSystem,
} from './sample-source.ts';

const SOURCE: SampleSource = { ids: numberedIds(50), pageSize: 20, nextCursor: 'c1' };

describe('the harvester', () => {
  const store = withTestDatabase();
  const logger = createLogger('silent');
  const clock = (): Date => new Date('2026-02-03T04:05:06Z');

  function options(adapter: SampleSystem, kind: HarvestKind = 'auto') {
    const signal = new AbortController().signal;
    const recordsAtOnce = SOURCE.pageSize;
    return { db: store.db, adapter, ingest: sampleIngest, holder: 'test', clock, signal, logger, kind, recordsAtOnce };
  }

  async function idsOf(system: string): Promise<string[]> {
    const rows = await store.db
      .selectFrom('record')
      .innerJoin('system', 'system.id', 'record.system')
      .select('record.local_id')
      .where('system_id', '=', system)
      .where('deleted', '=', false)
      .execute();
    return rows.map((row) => row.local_id).sort((one, other) => Number(one) - Number(other));
  }

  async function statusOf(system: string, now = clock()) {
    return (await harvestStatus(store.db, [system as SystemId], now)).get(system as SystemId);
  }

  it('brings everything first, then what changed since the cursor', async () => {
    const full = createSampleSystem('ash', SOURCE);
    await harvestSystem(options(full));
    const later = createSampleSystem('ash', { ...SOURCE, changed: ['51'], deleted: ['7'], nextCursor: 'c2' });

    const outcome = await harvestSystem(options(later));
    const again = createSampleSystem('ash', SOURCE);
    await harvestSystem(options(again));

    expect(full.runs).toEqual([{ run: { kind: 'full' }, resumeAt: null }]);
    expect(later.runs).toEqual([{ run: { kind: 'changes', cursor: 'c1' }, resumeAt: null, known: 'c1' }]);
    expect(again.runs).toEqual([{ run: { kind: 'changes', cursor: 'c2' }, resumeAt: null, known: 'c2' }]);
    expect(outcome).toMatchObject({ kind: 'changes', records: 1, deletions: 1, resumed: false });
    expect(await idsOf('ash')).toEqual(numberedIds(51).filter((id) => id !== '7'));
  });

  it('harvests everything each time where a system cannot tell what changed', async () => {
    const system = createSampleSystem('beech', SOURCE, ['HARVEST_FULL']);

    await harvestSystem(options(system));
    await harvestSystem(options(system));

    expect(system.runs.map((from) => from.run.kind)).toEqual(['full', 'full']);
  });

  it('brings everything again once the newest full harvest is older than the plan allows', async () => {
    const system = createSampleSystem('hornbeam', SOURCE);
    const at = (time: string) => ({
      ...options(system),
      clock: () => new Date(time),
      full: { everySeconds: 3600, timeZone: 'Europe/London', triedEverySeconds: 900 },
    });

    await harvestSystem(at('2026-02-03T04:00:00Z'));
    await harvestSystem(at('2026-02-03T04:59:00Z'));
    await harvestSystem(at('2026-02-03T05:01:00Z'));
    await harvestSystem(at('2026-02-03T06:00:00Z'));

    expect(system.runs.map((from) => from.run.kind)).toEqual(['full', 'changes', 'full', 'changes']);
  });

  it('keeps why a harvest failed without the name of a host, and goes on behind the last page', async () => {
    const broken = createSampleSystem('cedar', {
      ...SOURCE,
      beforePage(page) {
        if (page === 3)
          throw new MerciaError('LMS_UNAVAILABLE', '[cedar] harvest: ils.example.org does not answer; try later');
      },
    });
    await expect(harvestSystem(options(broken))).rejects.toThrow(
      '[cedar] harvest: ils.example.org does not answer; try later',
    );
    const failed = await statusOf('cedar');
    const mended = createSampleSystem('cedar', SOURCE);

    const outcome = await harvestSystem(options(mended));

    expect(failed).toMatchObject({
      lastCompleteAt: null,
      lagSeconds: null,
      records: 40,
      running: false,
      problem: 'LMS_UNAVAILABLE: A library system did not answer: refused, reset, or no such host.',
    });
    expect(mended.runs).toEqual([{ run: { kind: 'full' }, resumeAt: '40' }]);
    expect(outcome).toMatchObject({ resumed: true, records: 50 });
    expect(await statusOf('cedar', new Date('2026-02-03T04:15:06Z'))).toEqual({
      lastCompleteAt: clock(),
      lagSeconds: 600,
      records: 50,
      rejects: 0,
      running: false,
      expected: 50,
      problem: null,
      failingSince: null,
      matching: false,
      readingAgain: false,
    });
  });

  it('starts over where it is told to, although a run waits to be gone on with', async () => {
    const broken = createSampleSystem('elder', {
      ...SOURCE,
      beforePage(page) {
        if (page === 2) throw new MerciaError('LMS_TIMEOUT', '[elder] harvest: no answer');
      },
    });
    await expect(harvestSystem(options(broken))).rejects.toThrow('no answer');
    const mended = createSampleSystem('elder', SOURCE);

    const outcome = await harvestSystem(options(mended, 'full'));

    expect(mended.runs).toEqual([{ run: { kind: 'full' }, resumeAt: null }]);
    expect(outcome).toMatchObject({ resumed: false, records: 50 });
  });

  it('writes nothing of a page that fails half way', async () => {
    const system = createSampleSystem('fir', { ...SOURCE, sweep: true });
    const failing = {
      ...sampleIngest,
      async applyPage(...parameters: Parameters<typeof sampleIngest.applyPage>) {
        await sampleIngest.applyPage(...parameters);
        throw new Error('a fault of ours');
      },
    };

    const harvest = harvestSystem({ ...options(system), ingest: failing });

    await expect(harvest).rejects.toMatchObject({ code: 'INTERNAL', system: 'fir' });
    expect(await idsOf('fir')).toEqual([]);
    expect(await statusOf('fir')).toMatchObject({ records: 0, running: false });
    expect((await statusOf('fir'))?.problem).toContain('[fir] harvest: Mercia failed internally');
  });

  it('deletes what a system that named all its ids no longer holds', async () => {
    await harvestSystem(options(createSampleSystem('gorse', { ...SOURCE, sweep: true })));
    const fewer = createSampleSystem('gorse', { ...SOURCE, ids: numberedIds(45, 6), sweep: true });

    const outcome = await harvestSystem(options(fewer, 'full'));

    expect(outcome).toMatchObject({ records: 45, deletions: 5 });
    expect(await idsOf('gorse')).toEqual(numberedIds(45, 6));
  });

  it.each([
    { library: 'a third', ids: numberedIds(20), left: numberedIds(14), lost: '6 of its 20' },
    { library: 'three', ids: numberedIds(20), left: numberedIds(17), lost: '3 of its 20' },
    { library: 'everything', ids: numberedIds(4), left: [], lost: '4 of its 4' },
    { library: 'a little more than a tenth', ids: numberedIds(50), left: numberedIds(44), lost: '6 of its 50' },
  ])(
    'does not believe a system that lost $library of its records, unless it is told to',
    async ({ ids, left, lost }) => {
      const name = `hazel-${left.length}`;
      await harvestSystem(options(createSampleSystem(name, { ...SOURCE, ids, sweep: true })));
      const emptied = createSampleSystem(name, { ...SOURCE, ids: left, sweep: true, nextCursor: 'c2' });

      await expect(harvestSystem(options(emptied, 'full'))).rejects.toMatchObject({
        code: 'LMS_BAD_RESPONSE',
        publicMessage: expect.stringMatching(
          new RegExp(
            `${lost} records are gone.*nothing was deleted.*mercia harvest --system ${name} --accept-deletions`,
          ),
        ) as string,
      });
      const kept = await idsOf(name);
      const { problem } = (await statusOf(name)) ?? {};
      const accepted = await harvestSystem({ ...options(emptied), acceptMassDeletion: true });

      expect(kept).toEqual(ids);
      expect(problem).toContain(lost);
      expect(accepted.deletions).toBe(ids.length - left.length);
      expect(await idsOf(name)).toEqual(left);
    },
  );

  it.each<readonly [string, KohaTestOptions, Partial<Faults>, string]>([
    ['lists nothing by OAI-PMH', { login: 'none' }, { lie: 'noRows', only: ['oai:ListRecords'] }, '26 of its 26'],
    ['leaves out thirds by OAI-PMH', { login: 'none' }, { lie: 'thirds', only: ['oai:ListRecords'] }, '8 of its 26'],
    [
      'leaves out thirds by REST',
      { login: 'basic', harvest: 'rest' },
      { lie: 'thirds', only: ['biblios'] },
      '7 of its 26',
    ],
  ])('loses no record to a Koha that %s, and is whole again when that is', async (_, options, lie, lost) => {
    const { adapter, simulator } = await start(options);
    const { id } = adapter.system;
    const ingest = createIngest({ regionId: 'test', owners: [], logger });
    const run = { db: store.db, adapter, ingest, holder: 'test', clock, signal: new AbortController().signal, logger };
    await harvestSystem(run);

    await simulator.faults.set(lie);
    await expect(harvestSystem({ ...run, kind: 'full' })).rejects.toThrow(
      `${lost} records are gone; that is not believed`,
    );
    const refused = await statusOf(id);
    await simulator.faults.clear();
    await harvestSystem(run);

    expect(refused?.problem).toContain('mercia harvest --system');
    expect(refused?.records).toBe(26);
    expect(await statusOf(id)).toMatchObject({ records: 26, problem: null });
  });

  it('believes a system that a few records are gone', async () => {
    await harvestSystem(options(createSampleSystem('holly', { ...SOURCE, ids: numberedIds(10), sweep: true })));
    const fewer = createSampleSystem('holly', { ...SOURCE, ids: numberedIds(8), sweep: true });

    await expect(harvestSystem(options(fewer, 'full'))).resolves.toMatchObject({ deletions: 2 });
  });

  it.each(['full', 'changes'] as const)(
    'brings again what changed since the last whole harvest if a %s one was not believed',
    async (kind) => {
      const name = `hornbeam-${kind}`;
      const sweep = { ...SOURCE, ids: numberedIds(50), sweep: true, sweepsChanges: true };
      await harvestSystem(options(createSampleSystem(name, sweep)));
      const short = createSampleSystem(name, { ...sweep, ids: numberedIds(30), changed: ['3'], nextCursor: 'c2' });
      await expect(harvestSystem(options(short, kind))).rejects.toThrow(/20 of its 50 records are gone/);

      const whole = createSampleSystem(name, { ...sweep, changed: ['3', '40'], nextCursor: 'c2' });
      await harvestSystem(options(whole));
      await harvestSystem(options(whole));

      const changes = { run: { kind: 'changes', cursor: 'c1' }, resumeAt: null };
      expect(whole.runs).toMatchObject(
        kind === 'full'
          ? [{ run: { kind: 'full' }, resumeAt: '20' }, changes]
          : [changes, { run: { kind: 'changes', cursor: 'c2' } }],
      );
      expect(await idsOf(name)).toEqual(numberedIds(50));
    },
  );

  it('loses its lease to another when it was not heard of, and then writes no more', async () => {
    const system = createSampleSystem('ivy', {
      ...SOURCE,
      async beforePage(page) {
        if (page !== 2) return;
        await store.db
          .updateTable('harvest_lease')
          .set({ expires_at: new Date('2020-01-01T00:00:00Z') })
          .execute();
        await harvestSystem(options(createSampleSystem('ivy', SOURCE)));
      },
    });

    await expect(harvestSystem(options(system))).rejects.toThrow('[ivy] harvest: another harvester took over');

    const runs = await store.db
      .selectFrom('harvest_run')
      .innerJoin('system', 'system.id', 'harvest_run.system')
      .select(['records', 'problem', 'next_cursor'])
      .where('system_id', '=', 'ivy')
      .execute();
    expect(runs).toEqual([{ records: 50, problem: null, next_cursor: 'c1' }]);
    expect(await idsOf('ivy')).toEqual(numberedIds(50));
  });

  it('lets one of two harvesters that start at once in', async () => {
    // Whoever is in stays in until the other was refused.
    const refused = Promise.withResolvers<undefined>();
    const source = { ...SOURCE, beforePage: () => refused.promise };
    const results = await Promise.allSettled(
      [1, 2].map(() =>
        harvestSystem(options(createSampleSystem('juniper', source))).catch((error: unknown) => {
          refused.resolve(undefined);
          throw error;
        }),
      ),
    );

    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await idsOf('juniper')).toEqual(numberedIds(50));
  });

  it('harvests many systems and lets one that fails stop no other', async () => {
    const progress: HarvestProgress[] = [];
    const dead = createSampleSystem('larch', {
      ...SOURCE,
      beforePage() {
        throw new MerciaError('LMS_UNAVAILABLE', '[larch] harvest: no answer');
      },
    });
    const { adapter: _adapter, ...rest } = options(dead);

    const results = await harvestAll({
      ...rest,
      adapters: [createSampleSystem('lime', { ...SOURCE, rejectEvery: 10 }), dead, createSampleSystem('maple', SOURCE)],
      concurrency: 2,
      onProgress: (event) => progress.push(event),
    });

    expect(results).toMatchObject([
      { system: 'lime', kind: 'full', records: 50, rejects: 5, problem: null },
      { system: 'larch', kind: null, problem: '[larch] harvest: no answer', code: 'LMS_UNAVAILABLE' },
      { system: 'maple', kind: 'full', records: 50, problem: null },
    ]);
    expect(progress.filter((event) => event.system === 'lime')).toMatchObject([
      { records: 20, expected: 50, rejects: 2, page: 1, finished: false },
      { records: 40, expected: 50, rejects: 4, page: 2, finished: false },
      { records: 50, expected: 50, rejects: 5, page: 3, finished: true },
    ]);
    expect(await statusOf('lime')).toMatchObject({ records: 50, rejects: 5 });
  });

  it('says that it runs while it runs, and stops between two pages when it is told to', async () => {
    const stop = new AbortController();
    let seen: Awaited<ReturnType<typeof statusOf>>;
    const system = createSampleSystem('oak', {
      ...SOURCE,
      async beforePage(page) {
        if (page !== 2) return;
        seen = await statusOf('oak');
        stop.abort(new Error('told to stop'));
      },
    });

    await expect(harvestSystem({ ...options(system), signal: stop.signal })).rejects.toThrow('told to stop');

    expect(seen).toMatchObject({ running: true, records: 20, problem: null });
    expect(await idsOf('oak')).toEqual(numberedIds(20));
    expect(
      await store.db
        .selectFrom('harvest_lease')
        .select(sql`1`.as('one'))
        .execute(),
    ).toEqual([]);
  });

  it('keeps systems up to date one harvest after the other, sooner after a failure', async () => {
    const stop = new AbortController();
    const waits: number[] = [];
    let page = 0;
    const system = createSampleSystem('pine', {
      ...SOURCE,
      ids: ['1'],
      beforePage() {
        page += 1;
        if (page <= 2) throw new MerciaError('LMS_UNAVAILABLE', '[pine] harvest: no answer');
      },
    });
    const { adapter: _adapter, kind: _kind, ...rest } = options(system);

    const schedule = startHarvestSchedule({
      ...rest,
      systems: [{ adapter: system, everySeconds: 600 }],
      signal: stop.signal,
      random: () => 0.5,
      wait(milliseconds, signal) {
        waits.push(milliseconds);
        if (waits.length === 4) stop.abort();
        signal.throwIfAborted();
        return Promise.resolve();
      },
    });

    expect(await schedule.firstRound).toMatchObject([{ system: 'pine', problem: '[pine] harvest: no answer' }]);
    await schedule.done;
    expect(waits).toEqual([15_000, 30_000, 600_000, 600_000]);
    expect(system.runs.map((from) => from.run.kind)).toEqual(['full', 'full', 'full', 'changes']);
  });

  it('does not ask a system again for records that only could not be matched, and says what came of its harvest', async () => {
    const stop = new AbortController();
    const waits: number[] = [];
    const harvested: boolean[] = [];
    let failures = 0;
    const ingest: Ingest = {
      ...sampleIngest,
      matchWaiting: () => ((failures += 1) <= 2 ? Promise.reject(new Error('a bug')) : Promise.resolve()),
    };
    const system = createSampleSystem('rowan', SOURCE);
    const { adapter: _adapter, kind: _kind, ...rest } = options(system);

    const schedule = startHarvestSchedule({
      ...rest,
      ingest,
      systems: [{ adapter: system, everySeconds: 600 }],
      signal: stop.signal,
      random: () => 0.5,
      afterHarvest: async (_system, _signal, isHarvested) => void harvested.push(isHarvested),
      wait(milliseconds, signal) {
        // That of a turn of matching.
        if (milliseconds === 300_000) return Promise.resolve();
        waits.push(milliseconds);
        if (waits.length === 4) stop.abort();
        signal.throwIfAborted();
        return Promise.resolve();
      },
    });

    expect(await schedule.firstRound).toMatchObject([
      {
        system: 'rowan',
        kind: 'full',
        records: 50,
        problem: expect.stringContaining('[rowan] harvest: it came to its end, but') as string,
        code: 'INTERNAL',
      },
    ]);
    await schedule.done;
    expect(waits).toEqual([15_000, 30_000, 600_000, 600_000]);
    expect(system.runs.map((from) => from.run.kind)).toEqual(['full', 'changes']);
    expect(harvested).toEqual([true]);
    expect(await statusOf('rowan')).toMatchObject({ problem: null });
  });

  it.each([
    ['works again', 2, [15, 30, 555, 600]],
    ['goes on failing', 100, [15, 30, 60, 120, 240, 135, 600]],
  ])(
    'harvests a system in its time though its records could not be matched, if matching %s',
    async (_, failing, seconds) => {
      const stop = new AbortController();
      const waits: number[] = [];
      let [failures, now] = [0, Date.parse('2026-11-30T10:00:00Z')];
      const ingest: Ingest = {
        ...sampleIngest,
        matchWaiting: () => ((failures += 1) <= failing ? Promise.reject(new Error('a bug')) : Promise.resolve()),
      };
      const system = createSampleSystem('elder', SOURCE);
      const { adapter: _adapter, kind: _kind, ...rest } = options(system);

      const schedule = startHarvestSchedule({
        ...rest,
        clock: () => new Date(now),
        ingest,
        systems: [{ adapter: system, everySeconds: 600 }],
        signal: stop.signal,
        random: () => 0.5,
        wait(milliseconds, signal) {
          // That of a turn of matching.
          if (milliseconds === 300_000) return Promise.resolve();
          waits.push(milliseconds / 1000);
          now += milliseconds;
          if (waits.length === seconds.length) stop.abort();
          signal.throwIfAborted();
          return Promise.resolve();
        },
      });
      await schedule.done;

      expect(waits).toEqual(seconds);
      expect(system.runs).toHaveLength(2);
    },
  );

  it('says of a failure of Mercia itself, whenever it comes, that it is one, and only of one that was stopped that it was', async () => {
    const system = createSampleSystem('sorrel', SOURCE);
    const { adapter: _adapter, ...rest } = options(system);
    const ingest: Ingest = { ...sampleIngest, applyRules: () => Promise.reject(new Error('a bug')) };

    const failed = await harvestAll({ ...rest, ingest, adapters: [system] });
    const stopped = await harvestAll({ ...rest, signal: AbortSignal.abort(), adapters: [system] });

    expect(failed).toMatchObject([
      { kind: null, problem: expect.stringContaining('[sorrel] harvest: Mercia failed internally') as string },
    ]);
    expect(failed[0]?.code).toBe('INTERNAL');
    expect(stopped).toMatchObject([
      { kind: null, problem: '[sorrel] harvest: stopped before it finished', code: null },
    ]);
  });

  it('harvests each system once in its time, whatever number of harvesters there are, and says nothing of leases', async () => {
    const stop = new AbortController();
    const start = Date.parse('2026-02-03T04:05:06Z');
    const warned: unknown[] = [];
    let page = 0;
    let elapsedMs = 0;
    const system = createSampleSystem('rowan', {
      ...SOURCE,
      ids: ['1'],
      beforePage() {
        page += 1;
        if (page === 3) throw new MerciaError('LMS_UNAVAILABLE', '[rowan] harvest: no answer');
      },
    });
    const logger = createLogger('silent');
    logger.warn = (...what: unknown[]) => void warned.push(what);
    /** Both wait by one clock, which goes on when both do. */
    const waiting = new Set<{ readonly until: number; readonly go: () => void }>();
    const begin = (holder: string): HarvestSchedule => {
      const { adapter: _adapter, kind: _kind, ...rest } = options(system);
      return startHarvestSchedule({
        ...rest,
        logger,
        holder,
        clock: () => new Date(start + elapsedMs),
        systems: [{ adapter: system, everySeconds: 600 }],
        signal: stop.signal,
        random: () => 0.5,
        async wait(milliseconds, signal) {
          const { promise, resolve } = Promise.withResolvers<undefined>();
          const go = (): void => {
            resolve(undefined);
          };
          waiting.add({ until: elapsedMs + milliseconds, go });
          if (waiting.size === 2) {
            const next = [...waiting].reduce((a, b) => (b.until < a.until ? b : a));
            waiting.delete(next);
            elapsedMs = Math.max(elapsedMs, next.until);
            if (elapsedMs > 2_700_000) stop.abort();
            next.go();
          }
          if (stop.signal.aborted) for (const each of waiting) each.go();
          await promise;
          signal.throwIfAborted();
        },
      });
    };

    const first = begin('first');
    await first.firstRound;
    const second = begin('second');
    await Promise.all([first.done, second.done]);

    // When each begins, then after 10 minutes (which fails), 10:15, 20:15, 30:15 and 40:15.
    expect(system.runs).toHaveLength(7);
    expect(warned).toHaveLength(1);
  });

  it('has a status for a system that was never harvested', async () => {
    expect(await statusOf('quince')).toEqual({
      lastCompleteAt: null,
      lagSeconds: null,
      records: 0,
      rejects: 0,
      running: false,
      expected: null,
      problem: null,
      failingSince: null,
      matching: false,
      readingAgain: false,
    });
  });
});
