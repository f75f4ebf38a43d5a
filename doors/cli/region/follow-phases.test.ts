/** What a process acts by while its database answers, no longer answers, answers again, or is none. */
import { withPhases } from '../graph/readiness.ts';
import { MerciaError } from '#platform/errors.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { AS_WRITTEN, type Standing } from '#domain/move-phases.ts';
import type { Library, Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { followPhases } from './follow-phases.ts';

const [OLD, NEW] = ['old' as SystemId, 'new' as SystemId];
const ASH: Library = {
  id: 'ash' as LibraryId,
  name: 'Ash',
  aliases: [],
  network: null,
  organisations: [],
  sites: [],
  system: OLD,
  memberships: [
    { system: OLD, phase: 'LIVE', since: null },
    { system: NEW, phase: 'TEST_LOADED', since: null },
  ],
};
const REGION: Region = {
  id: 'r',
  name: 'R',
  budgetMs: 1,
  networks: [],
  organisations: [],
  libraries: [ASH],
  systems: [],
  issuers: [],
};

function openRegion() {
  const stood: Standing[] = [];
  const lines: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  return { stood, lines, region: REGION, logger, stand: (now: Standing) => void stood.push(now) };
}

/** A database in which nothing was decided, until it is broken. */
function openDatabase() {
  const state = { isBroken: false };
  class Driver extends DummyDriver {
    override async acquireConnection() {
      if (state.isBroken) throw new Error('gone');
      return super.acquireConnection();
    }
  }
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (one) => new PostgresIntrospector(one),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  return { state, db };
}

it('acts for half a minute by what it knew when the database is gone, then guesses nothing until it answers again', async () => {
  const { state, db } = openDatabase();
  const opened = openRegion();
  const clock = { now: 0 };
  const follower = followPhases(opened, db, () => clock.now);
  expect(follower.areKnown()).toBe(false);
  expect(follower.problem()).toMatch(/none of them lends .*: copies of .* are LAST_KNOWN or UNKNOWN/);
  await follower.look();
  expect([follower.areKnown(), opened.stood.map(({ phases }) => phases)]).toEqual([true, [null, []]]);
  expect(follower.problem()).toBeNull();

  state.isBroken = true;
  clock.now = 30_000;
  await follower.look();
  expect([follower.areKnown(), opened.stood]).toMatchObject([true, { length: 2 }]);
  clock.now = 30_001;
  await follower.look();
  await follower.look();
  expect([follower.areKnown(), opened.stood.map(({ phases }) => phases)]).toEqual([false, [null, [], null]]);
  expect(opened.lines).toEqual([expect.stringContaining('could not be read for 30 seconds')]);
  // Said at `/ready`, beside what else is wrong.
  const said = /cannot be read from the database/;
  expect(await withPhases(async () => ({ ready: true }), follower)()).toMatchObject({
    ready: true,
    problem: expect.stringMatching(said) as string,
  });
  const gone = () => Promise.reject(new MerciaError('STORE_UNAVAILABLE', 'the database does not answer'));
  await expect(withPhases(gone, follower)()).rejects.toThrow(
    /^the database does not answer; where libraries of several/,
  );

  state.isBroken = false;
  await follower.look();
  expect([follower.areKnown(), opened.stood.at(-1)?.phases]).toEqual([true, []]);
  await follower.close();
});

it('acts by the file where there is no database, and says so', () => {
  const opened = openRegion();
  expect(followPhases(opened, null).areKnown()).toBe(true);
  expect(opened.stood).toEqual([AS_WRITTEN]);
  expect(opened.lines).toEqual([expect.stringContaining('no database')]);
});
