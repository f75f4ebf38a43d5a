import { setImmediate } from 'node:timers/promises';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { createSampleSystem, numberedIds, sampleIngest } from '#tests/harvest/sample-source.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { createLoanKeeper, loanStatus } from '#union-index/loans/index.ts';
import { acquireLease } from '#union-index/harvest/lease.ts';
import { startHarvestSchedule } from '#union-index/harvest/index.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { agreeing, forgetEverything, loan, toldBy, used } from './loan-world.ts';

const store = withTestDatabase();
const north = 'north' as SystemId;
const signal = new AbortController().signal;

beforeEach(async () => {
  await emptyIndex(store.db);
  await forgetEverything(store.db);
  const midwifery = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice');
  await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ', 'NW'] })]));
});

/** A system whose loans are asked for now and then, and how often that was. */
function keeping(fails: () => boolean = () => false) {
  let asked = 0;
  let region: Region = agreeing();
  let now = '2025-03-01T12:00:00Z';
  const adapter = toldBy('north', {
    loans: [[loan('1-0'), loan('1-1')]],
    beforePage: () => {
      asked += 1;
      if (fails()) throw new MerciaError('LMS_TIMEOUT', '[north] too slow');
    },
  });
  const keep = createLoanKeeper({
    db: store.db,
    holder: 'test',
    clock: () => new Date(now),
    logger: createLogger('silent'),
    region: () => region,
  });
  return {
    asked: () => asked,
    async at(
      time: string,
      other: { readonly region?: Region; readonly adapter?: LmsAdapter; readonly answered?: boolean } = {},
    ): Promise<void> {
      now = time;
      region = other.region ?? region;
      await keep(other.adapter ?? adapter, signal, other.answered ?? true);
    },
  };
}

const rows = async () => (await store.db.selectFrom('open_loan').select('library').orderBy('item').execute()).length;

describe('the keeper of loans', () => {
  it('harvests them once a day', async () => {
    const keeper = keeping();

    await keeper.at('2025-03-01T12:00:00Z');
    await keeper.at('2025-03-02T11:59:00Z');
    expect(keeper.asked()).toBe(1);

    await keeper.at('2025-03-02T12:00:00Z');
    expect(keeper.asked()).toBe(2);
  });

  it('harvests them once a day, also once a list is not wanted or not told any more', async () => {
    const keeper = keeping();
    const readers = [{ readerToken: 'r1', homeSite: 'NQ', nameAndBirth: null, email: null }];
    let asked = 0;
    const beforePage = (): void => void (asked += 1);
    const all = toldBy('north', { loans: [[loan('1-0')]], counts: [[used('1-0', 3)]], readers: [readers], beforePage });
    const fewer = toldBy('north', { loans: [[loan('1-0')]], beforePage });
    const region = agreeing({ qe: ['STATISTICS'], wing: ['STATISTICS'] });
    const askedAt = async (...round: Parameters<typeof keeper.at>): Promise<number> => {
      asked = 0;
      await keeper.at(...round);
      return asked;
    };

    expect(await askedAt('2025-03-01T12:00:00Z', { adapter: all })).toBe(3);
    expect(await askedAt('2025-03-02T12:00:00Z', { adapter: all, region })).toBe(2);
    expect(await askedAt('2025-03-02T12:15:00Z', { adapter: all })).toBe(0);
    expect(await askedAt('2025-03-03T12:00:00Z', { adapter: fewer })).toBe(1);
    expect(await askedAt('2025-03-03T12:15:00Z', { adapter: fewer })).toBe(0);
  });

  it('harvests at once what somebody agrees to again', async () => {
    const keeper = keeping();
    const readers = [{ readerToken: 'r1', homeSite: 'NQ', nameAndBirth: null, email: null }];
    const asked: string[] = [];
    const beforePage = (list: string): void => void asked.push(list);
    const adapter = toldBy('north', { loans: [[loan('1-0')]], readers: [readers], beforePage });

    await keeper.at('2025-03-01T12:00:00Z', { adapter });
    await keeper.at('2025-03-01T12:15:00Z', {
      adapter,
      region: agreeing({ qe: ['STATISTICS'], wing: ['STATISTICS'] }),
    });
    await keeper.at('2025-03-01T12:30:00Z', { adapter, region: agreeing() });

    expect(asked).toEqual(['loans', 'readers', 'loans', 'readers']);
  });

  it('does not go on saying how a list stands to which nobody agrees any more', async () => {
    const keeper = keeping();
    const counts = [[used('1-0', 3)]];
    await keeper.at('2025-03-01T12:00:00Z', { adapter: toldBy('north', { counts }) });
    expect((await loanStatus(store.db, [north])).map(({ list }) => list)).toEqual(['USE_COUNTS']);

    await keeper.at('2025-03-01T12:15:00Z', { region: agreeing({ qe: [], wing: [] }) });

    expect(await loanStatus(store.db, [north])).toEqual([]);
  });

  it('tries again an hour after a list failed', async () => {
    let broken = true;
    const keeper = keeping(() => broken);

    await keeper.at('2025-03-01T12:00:00Z');
    await keeper.at('2025-03-01T12:59:00Z');
    expect(keeper.asked()).toBe(1);
    expect(await loanStatus(store.db, [north])).toEqual([
      {
        system: 'north',
        list: 'OPEN_LOANS',
        asOf: null,
        rows: null,
        leftOut: 0,
        problem: expect.stringContaining('LMS_TIMEOUT') as string,
      },
    ]);

    broken = false;
    await keeper.at('2025-03-01T13:00:00Z');
    expect(await loanStatus(store.db, [north])).toEqual([
      {
        system: 'north',
        list: 'OPEN_LOANS',
        asOf: new Date('2025-03-01T13:00:00Z'),
        rows: 2,
        leftOut: 0,
        problem: null,
      },
    ]);
  });

  it('takes away what a library has given up, without asking the system', async () => {
    const keeper = keeping();
    await keeper.at('2025-03-01T12:00:00Z');
    expect(await rows()).toBe(2);

    await keeper.at('2025-03-01T12:15:00Z', { region: agreeing({ wing: [] }) });

    expect(keeper.asked()).toBe(1);
    expect(await rows()).toBe(1);
  });

  it('takes away what was given up or is too old while the system does not answer, and asks it for nothing', async () => {
    const keeper = keeping();
    await keeper.at('2025-03-01T12:00:00Z');

    await keeper.at('2025-03-15T12:00:00Z', { answered: false, region: agreeing({ wing: [] }) });
    const given = await rows();
    await keeper.at('2025-03-31T11:59:00Z', { answered: false });
    const kept = await rows();
    await keeper.at('2025-03-31T12:01:00Z', { answered: false });

    expect([given, kept, await rows()]).toEqual([1, 1, 0]);
    expect(keeper.asked()).toBe(1);
  });

  it('takes away what a list that broke off had set aside, while the system does not answer or nobody agrees any more', async () => {
    const readers = [{ readerToken: 'r1', homeSite: 'NQ', nameAndBirth: null, email: null }];
    const adapter = toldBy('north', {
      readers: [readers, readers],
      beforePage: (_list, page) => {
        if (page === 2) throw new MerciaError('LMS_TIMEOUT', '[north] too slow');
      },
    });
    const setAside = async () => (await sql`SELECT FROM loan_list_page`.execute(store.db)).rows.length;
    const keeper = keeping();

    await keeper.at('2025-03-01T12:00:00Z', { adapter });
    const before = await setAside();
    await keeper.at('2025-03-01T12:15:00Z', { adapter, answered: false });
    const silent = await setAside();
    await keeper.at('2025-03-01T13:00:00Z', { adapter });
    const again = await setAside();
    await keeper.at('2025-03-01T13:15:00Z', { adapter, region: agreeing({ qe: [], wing: [] }) });

    expect([before, silent, again, await setAside()]).toEqual([1, 0, 1, 0]);
  });

  it('leaves alone a system that tells nothing, and one that somebody else harvests', async () => {
    const keeper = keeping();
    await keeper.at('2025-03-01T12:00:00Z', { adapter: toldBy('south', {}) });
    const number = await ensureSystemNumber(store.db, north);
    await acquireLease(store.db, { number, systemId: north }, 'another');

    await keeper.at('2025-03-01T12:00:00Z');

    expect(keeper.asked()).toBe(0);
    expect(await loanStatus(store.db, [north])).toEqual([]);
    await store.db.deleteFrom('harvest_lease').execute();
  });
});

describe('a schedule of harvests', () => {
  it('lets loans follow each harvest of records but the first, and says whether it came to its end', async () => {
    const stop = new AbortController();
    const followed: string[] = [];
    const source = { ids: numberedIds(5), pageSize: 5, nextCursor: 'c1' };
    const good = createSampleSystem('north', source);
    const bad = createSampleSystem('south', {
      ...source,
      beforePage: () => {
        throw new MerciaError('LMS_TIMEOUT', '[south] too slow');
      },
    });
    const schedule = startHarvestSchedule({
      db: store.db,
      ingest: sampleIngest,
      holder: 'test',
      clock: () => new Date('2025-03-01T12:00:00Z'),
      logger: createLogger('silent'),
      signal: stop.signal,
      systems: [bad, good].map((adapter) => ({ adapter, everySeconds: 900 })),
      afterHarvest: (adapter, _signal, harvested) => {
        followed.push(`${adapter.system.id}${harvested ? '' : ', which failed'}`);
        if (good.runs.length >= 3 && followed.some((one) => one.startsWith('south'))) stop.abort();
        return Promise.resolve();
      },
      // The next harvest comes as soon as others have had their turn.
      wait: () => setImmediate(),
    });

    await schedule.done;

    const ofNorth = followed.filter((one) => one.startsWith('north'));
    expect(new Set(followed)).toEqual(new Set(['north', 'south, which failed']));
    expect(ofNorth.length).toBeLessThan(good.runs.length);
  });
});
