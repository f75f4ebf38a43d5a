import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import {
  createAnswerHistory,
  forgetAnsweringChanges,
  forgetAnsweringHours,
  readAnsweringAt,
} from '#subgraphs/circulation/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { expect, it } from 'vitest';

const HILL = 'hill' as SystemId;
const NINE = Date.parse('2026-01-05T09:00:00Z');
const HOUR_MS = 3_600_000;
const database = withTestDatabase();

it('how a system answers is kept once by two processes, through a restart, and for as long as is said', async () => {
  const { db } = database;
  let at = NINE;
  const start = () => createAnswerHistory({ db, now: () => at, logger: createLogger('silent'), writeEveryMs: 1e6 });
  const [one, other] = [start(), start()];
  one.call(HILL, 'availability', 'ok', 40);
  one.call(HILL, 'availability', 'ok', 60);
  one.call(HILL, 'availability', 'LMS_TOO_MANY_ITEMS', 1);
  await one.close();
  at += HOUR_MS;
  one.call(HILL, 'availability', 'LMS_TIMEOUT', 900);
  other.call(HILL, 'availability', 'LMS_CIRCUIT_OPEN', 0);
  await one.close();
  await other.close();
  const third = start();
  at += HOUR_MS;
  third.call(HILL, 'items', 'LMS_TIMEOUT', 900);
  await third.close();

  const down = new Date(NINE + HOUR_MS);
  const read = await third.reader()(2);
  expect(read.changes.get(HILL)).toEqual([
    { system: HILL, at: new Date(NINE), answers: true, code: null },
    { system: HILL, at: down, answers: false, code: 'LMS_TIMEOUT' },
  ]);
  expect(read.hours.get(HILL)?.map(({ answered, failed, answerMs }) => [answered, failed, answerMs])).toEqual([
    [2, 0, 100],
    [0, 2, 0],
    [0, 1, 0],
  ]);
  // A later time begins with how the system was.
  expect((await third.reader()(1)).changes.get(HILL)?.map(({ answers }) => answers)).toEqual([false]);

  const then = await readAnsweringAt(db, HILL, new Date(NINE + HOUR_MS / 2));
  expect([then.change?.answers, then.next?.at, then.hour?.answered]).toEqual([true, down, 2]);

  const later = new Date(at + HOUR_MS);
  expect([await forgetAnsweringHours(db, later), await forgetAnsweringChanges(db, later)]).toEqual([3, 1]);
  expect((await third.reader()(1)).changes.get(HILL)).toEqual([
    { system: HILL, at: down, answers: false, code: 'LMS_TIMEOUT' },
  ]);
});

it('a process ends while the database is away', async () => {
  const gone = database.open();
  const kept = createAnswerHistory({ db: gone, now: () => NINE, logger: createLogger('silent'), writeEveryMs: 1e6 });
  await gone.destroy();
  kept.call('oak' as SystemId, 'availability', 'ok', 5);

  await expect(kept.close()).resolves.toBeUndefined();
});
