import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import {
  createAnswerHistory,
  forgetAnsweringChanges,
  forgetAnsweringHours,
  readAnsweringIn,
  readListReadBy,
  type AnswerHistory,
} from '#subgraphs/circulation/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { expect, it } from 'vitest';

const HILL = 'hill' as SystemId;
const HOUR_MS = 3_600_000;
const REFUSED = {
  error: new MerciaError('LMS_UNAVAILABLE', 'down', { cause: new Error('ECONNREFUSED') }),
  ofSlots: false,
};
const NOT_ASKED = { error: new MerciaError('LMS_RATE_LIMITED', 'not asked', { notSent: true }), ofSlots: false };
const database = withTestDatabase();
const logger = createLogger('silent');

/** When this hour began: the clock is read once, because between two readings a millisecond may pass. */
const lastHour = (): number => Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

it('how a system answers is kept once by two processes, through a restart, and for as long as is said', async () => {
  const { db } = database;
  const ended = lastHour();
  let at = 0;
  const start = () => createAnswerHistory({ db, now: () => at, logger, writeEveryMs: 1e6 });
  const [one, other] = [start(), start()];
  // What a process saw before is written now: its clock says how long ago that was, whatever time it shows.
  const hoursAgo = (hours: number): number => (at = ended - hours * HOUR_MS);
  const write = async (...histories: readonly AnswerHistory[]): Promise<void> => {
    at = Date.now();
    for (const each of histories) await each.close();
  };
  hoursAgo(4);
  one.call(HILL, 'availability', 'ok', 40);
  one.call(HILL, 'availability', 'ok', 60);
  one.call(HILL, 'availability', 'LMS_TOO_MANY_ITEMS', 1);
  one.call(HILL, 'availability', 'LMS_RATE_LIMITED', 1, NOT_ASKED);
  // Of copies only: keys that may not read accounts are no outage.
  one.call(HILL, 'account', 'LMS_NOT_PERMITTED', 1);
  await write(one);
  hoursAgo(3);
  one.call(HILL, 'availability', 'LMS_TIMEOUT', 900);
  other.call(HILL, 'availability', 'LMS_CIRCUIT_OPEN', 0);
  await write(one, other);
  const third = start();
  hoursAgo(2);
  third.call(HILL, 'items', 'LMS_TIMEOUT', 900);
  await write(third);

  const read = await third.reader()(5);
  expect(read.changes.get(HILL)?.map(({ answers, code }) => [answers, code])).toEqual([
    [true, null],
    [false, 'LMS_TIMEOUT'],
  ]);
  expect(read.hours.get(HILL)?.map(({ answered, failed, answerMs }) => [answered, failed, answerMs])).toEqual([
    [2, 0, 100],
    [0, 2, 0],
    [0, 1, 0],
  ]);
  // A later time begins with how the system was.
  expect((await third.reader()(1)).changes.get(HILL)?.map(({ answers }) => answers)).toEqual([false]);

  const half = new Date(ended - 3.5 * HOUR_MS);
  const then = await readAnsweringIn(db, HILL, { from: half, until: new Date(half.getTime() + 1) });
  expect([then.changes.map(({ answers }) => answers), then.next?.answers, then.hour?.answered]).toEqual([
    [true],
    false,
    2,
  ]);
  const longer = { from: half, until: new Date(half.getTime() + HOUR_MS) };
  const change = await readAnsweringIn(db, HILL, longer);
  expect([change.changes.map(({ answers }) => answers), change.next]).toEqual([[true, false], null]);

  // Until something later is as old, the last change says how the time began that is kept.
  expect([await forgetAnsweringHours(db, half), await forgetAnsweringChanges(db, half)]).toEqual([1, 0]);
  expect([await forgetAnsweringHours(db, new Date()), await forgetAnsweringChanges(db, new Date())]).toEqual([2, 1]);
  expect((await third.reader()(1)).changes.get(HILL)?.map(({ code }) => code)).toEqual(['LMS_TIMEOUT']);
});

it('one failure that one process saw lasts until any process is answered', async () => {
  const { db } = database;
  const dale = 'dale' as SystemId;
  const [busy, idle] = [1, 2].map(() => createAnswerHistory({ db, now: Date.now, logger, writeEveryMs: 1e6 }));
  const later = new Date(Date.now() + HOUR_MS);
  const stand = async (): Promise<boolean | undefined> =>
    (await readAnsweringIn(db, dale, { from: later, until: later })).changes.at(-1)?.answers;
  busy?.call(dale, 'availability', 'ok', 5);
  await busy?.close();
  idle?.call(dale, 'availability', 'LMS_TIMEOUT', 5);
  await idle?.close();
  expect(await stand()).toBe(false);

  busy?.call(dale, 'availability', 'ok', 5);
  await busy?.close();
  expect(await stand()).toBe(true);
});

it('a change is kept as of the first call that saw it, unless another process was answered since', async () => {
  const { db } = database;
  const ended = Date.now();
  let at = 0;
  const start = () => createAnswerHistory({ db, now: () => at, logger, writeEveryMs: 1e6 });
  const failTwice = (history: AnswerHistory, system: SystemId): void => {
    at = ended - 4 * HOUR_MS;
    history.call(system, 'availability', 'LMS_TIMEOUT', 900);
    at = ended - 2 * HOUR_MS;
    history.call(system, 'availability', 'LMS_CIRCUIT_OPEN', 0);
    at = Date.now();
  };
  const [failing, answered] = [start(), start()];
  failTwice(failing, 'elm' as SystemId);
  await failing.close();
  at = ended - 3 * HOUR_MS;
  answered.call('ash' as SystemId, 'availability', 'ok', 5);
  at = Date.now();
  await answered.close();
  failTwice(failing, 'ash' as SystemId);
  await failing.close();

  const now = new Date();
  const { changes } = await readAnsweringIn(db, 'elm' as SystemId, { from: now, until: now });
  expect(changes.map(({ at: kept, code }) => [Math.round((ended - kept.getTime()) / HOUR_MS), code])).toEqual([
    [4, 'LMS_TIMEOUT'],
  ]);
  const ash = await readAnsweringIn(db, 'ash' as SystemId, { from: now, until: now });
  expect(ash.changes.map(({ at: kept, answers }) => [Math.round((ended - kept.getTime()) / HOUR_MS), answers])).toEqual(
    [[2, false]],
  );
});

it('keeps how many answers stopped waiting in an hour, and of an hour that an older version began that this is not known', async () => {
  const { db } = database;
  const [fir, yew] = ['fir' as SystemId, 'yew' as SystemId];
  const [one, other] = [1, 2].map(() => createAnswerHistory({ db, now: Date.now, logger, writeEveryMs: 1e6 }));
  const hour = new Date(lastHour());
  await sql`INSERT INTO answering_hour (system, hour, answered, failed, answer_ms) VALUES (${yew}, ${hour}, 1, 0, 5)`.execute(
    db,
  );
  for (const system of [fir, fir, yew]) one?.stoppedWaiting(system);
  other?.stoppedWaiting(fir);
  other?.call(fir, 'items', 'ok', 5);
  await Promise.all([one?.close(), other?.close()]);

  const span = { from: new Date(hour.getTime() + 1), until: new Date(hour.getTime() + 2) };
  const hourOf = async (system: SystemId) => (await readAnsweringIn(db, system, span)).hour;
  expect(await hourOf(fir)).toMatchObject({ answered: 1, stoppedWaiting: 3 });
  expect(await hourOf(yew)).toMatchObject({ answered: 1, stoppedWaiting: null });
});

it('keeps with a silence its first cause, after how long, and when any process had last asked', async () => {
  const { db } = database;
  const elder = 'elder' as SystemId;
  let at = Date.now() - 5 * 60_000;
  const [one, other] = [1, 2].map(() => createAnswerHistory({ db, now: () => at, logger, writeEveryMs: 1e6 }));
  one?.call(elder, 'items', 'ok', 5);
  await one?.close();
  at += 4 * 60_000;
  other?.call(elder, 'items', 'LMS_UNAVAILABLE', 3, REFUSED);
  other?.call(elder, 'items', 'LMS_TIMEOUT', 900);
  await other?.close();

  const now = new Date(Date.now() + HOUR_MS);
  const { changes } = await readAnsweringIn(db, elder, { from: now, until: now });
  expect(changes).toMatchObject([{ code: 'LMS_UNAVAILABLE', cause: 'ECONNREFUSED', afterMs: 3 }]);
  const [seen] = changes.map((change) => [change.askedBefore?.getTime() ?? 0, change.at.getTime()] as const);
  expect(seen?.[0]).toBeGreaterThan(Date.now() - HOUR_MS);
  expect(seen?.[0]).toBeLessThan(seen?.[1] ?? 0);
});

it('keeps when a system fell silent, and that it came back, although neither could be written then', async () => {
  const { db } = database;
  const rowan = 'rowan' as SystemId;
  const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;
  let at = 0;
  const one = createAnswerHistory({ db: database.open(), now: () => at, logger, writeEveryMs: 1e6 });
  const whole = () => one.answeringIn(rowan, { from: new Date(minutesAgo(60)), until: new Date(minutesAgo(-60)) });
  const waits = sql`wait_event_type = 'Lock' AND datname = current_database()`;
  const countWaiting = async (): Promise<number> =>
    (await sql`SELECT FROM pg_stat_activity WHERE ${waits}`.execute(db)).rows.length;
  /** What is learned while the database does not get done with what was learned before, until that breaks off. */
  const whileItFails = async (learn: () => void): Promise<void> => {
    const asked = await db.transaction().execute(async (holding) => {
      await sql`LOCK TABLE answering_hour IN ACCESS EXCLUSIVE MODE`.execute(holding);
      const begun = whole();
      await expect.poll(countWaiting, { interval: 5, timeout: 20_000 }).toBe(1);
      learn();
      await sql`SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE ${waits}`.execute(db);
      return { begun };
    });
    await asked.begun;
  };
  at = minutesAgo(30);
  one.call(rowan, 'items', 'LMS_TIMEOUT', 10);
  at = Date.now();
  await whileItFails(() => {
    at = minutesAgo(20);
    one.call(rowan, 'items', 'LMS_UNAVAILABLE', 10);
    at = Date.now();
  });
  await whileItFails(() => {
    at = minutesAgo(10);
    one.call(rowan, 'items', 'ok', 10);
    at = Date.now();
  });

  const { changes } = await whole();
  const minutesOf = (moment: Date | null) => moment && Math.round((Date.now() - moment.getTime()) / 60_000);
  expect(
    changes.map((change) => [minutesOf(change.at), change.answers, change.code, minutesOf(change.askedBefore)]),
  ).toEqual([
    [30, false, 'LMS_TIMEOUT', null],
    [10, true, null, 20],
  ]);
  const { unasked } = await one.answeringIn(rowan, { from: new Date(minutesAgo(5)), until: new Date(minutesAgo(4)) });
  expect(minutesOf(unasked?.since ?? null)).toBe(10);
});

it('knows in which time nobody asked, and counts what is not yet written', async () => {
  const { db } = database;
  const alder = 'alder' as SystemId;
  const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;
  let at = minutesAgo(20);
  const one = createAnswerHistory({ db, now: () => at, logger, writeEveryMs: 1e6 });
  const askedIn = async (minutes: number) => {
    const from = new Date(minutesAgo(minutes));
    at = Date.now();
    return (await one.answeringIn(alder, { from, until: new Date(from.getTime() + 60_000) })).unasked;
  };
  const minutesOf = (moment: Date | null | undefined) =>
    moment instanceof Date ? Math.round((Date.now() - moment.getTime()) / 60_000) : moment;
  one.call(alder, 'items', 'ok', 5);

  const since = await askedIn(10);
  expect([minutesOf(since?.since), since?.until]).toEqual([20, null]);
  at = minutesAgo(2);
  one.call(alder, 'items', 'LMS_UNAVAILABLE', 3, REFUSED);
  const between = await askedIn(10);
  expect([minutesOf(between?.since), minutesOf(between?.until)]).toEqual([20, 2]);
  expect(await askedIn(2.5)).toBeNull();
});

it('knows when the list of a system was last read by a time', async () => {
  const { db } = database;
  await sql`INSERT INTO system (system_id) VALUES ('lists')`.execute(db);
  const run = (finishedAt: string, records: number, problem: string | null) =>
    sql`INSERT INTO harvest_run (system, kind, started_at, updated_at, finished_at, records, problem)
      SELECT id, 'full', ${finishedAt}, ${finishedAt}, ${finishedAt}, ${records}, ${problem} FROM system WHERE system_id = 'lists'`.execute(
      db,
    );
  await run('2026-01-05T09:00:00Z', 40, null);
  // Nothing was delivered, and something that cannot be read.
  await run('2026-01-05T10:00:00Z', 0, null);
  await run('2026-01-05T11:00:00Z', 3, 'LMS_BAD_RESPONSE: cut short');
  await run('2026-01-05T12:00:00Z', 41, null);
  const readBy = async (until: string) =>
    (await readListReadBy(db, 'lists' as SystemId, new Date(until)))?.toISOString();

  expect(await readBy('2026-01-05T11:30:00Z')).toBe('2026-01-05T09:00:00.000Z');
  expect(await readBy('2026-01-05T12:30:00Z')).toBe('2026-01-05T12:00:00.000Z');
  expect(await readBy('2026-01-05T08:30:00Z')).toBeUndefined();
});

it('a process ends while the database is away', async () => {
  const gone = database.open();
  const kept = createAnswerHistory({ db: gone, now: Date.now, logger, writeEveryMs: 1e6 });
  await gone.destroy();
  kept.call('oak' as SystemId, 'availability', 'ok', 5);

  await expect(kept.close()).resolves.toBeUndefined();
});
