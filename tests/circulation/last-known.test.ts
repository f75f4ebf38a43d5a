import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { createLastKnown } from '#subgraphs/circulation/last-known/create-last-known.ts';
import { toGoneFacts, type LastKnown } from '#subgraphs/circulation/last-known/last-known.ts';
import { NOT_READ } from '#subgraphs/circulation/last-known/store-reader.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql, type Kysely } from 'kysely';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const store = withTestDatabase();
const SYSTEM = 'north' as SystemId;
const HOLDING = 'north:holding:1@qe' as HoldingId;
const OTHER = 'north:holding:2@qe' as HoldingId;
const ITEM = 'north:item:1.1' as ItemId;
const NINE = '2026-01-05T09:00:00.000Z';
const TEN = '2026-01-05T10:00:00.000Z';
const DAY_MS = 86_400_000;

const clock = { at: Date.parse(TEN) };

beforeEach(async () => {
  clock.at = Date.parse(TEN);
  await sql`TRUNCATE last_known, last_known_item`.execute(store.db);
});

function open(db: Kysely<Database> | null, log: string[] = []): LastKnown {
  const logger = pino({ base: null }, { write: (line) => log.push((JSON.parse(line) as { msg: string }).msg) });
  // What a store that is slow means is held elsewhere; a busy machine must not decide here.
  return createLastKnown({ db, now: () => clock.at, logger, keepDays: 90, readLimitMs: 10_000 });
}

function facts(asOf: string, copies = 1): HoldingFacts {
  const items = Array.from({ length: copies }, (_, index) => createCopy(SYSTEM, `1.${String(index + 1)}`));
  return { asOf, items, holdQueue: 0, limitation: null };
}

/** Keeps what a system said and closes, as a process that ends does. */
async function keepAndEnd(asOf: string, said: HoldingFacts | null, holding = HOLDING): Promise<void> {
  const lastKnown = open(store.db);
  lastKnown.keepAvailability(holding, said ?? toGoneFacts(asOf));
  await lastKnown.close();
}

describe('last-known facts', () => {
  it('are there for the next process, with their age', async () => {
    await keepAndEnd(NINE, facts(NINE));

    const found = await open(store.open()).findAvailability([HOLDING, OTHER]);

    expect(found).toEqual(new Map([[HOLDING, facts(NINE)]]));
  });

  it('are what was known when the call had ended, not its first word of the same moment', async () => {
    const lastKnown = open(store.db);
    const more = { ...facts(NINE), holdQueue: 3 };
    lastKnown.keepAvailability(HOLDING, facts(NINE), 'early');
    lastKnown.keepAvailability(HOLDING, more);
    await lastKnown.close();

    expect(await open(store.open()).findAvailability([HOLDING])).toEqual(new Map([[HOLDING, more]]));
  });

  it('are there after the process that kept them was killed', async () => {
    const answer = { holding: HOLDING, facts: facts(NINE) };
    const script = fileURLToPath(new URL('last-known-child.ts', import.meta.url));
    const child = spawn(process.execPath, [script, JSON.stringify(store.connection), JSON.stringify(answer)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    const written = async (): Promise<number> =>
      (await store.db.selectFrom('last_known').select('holding').execute()).length;
    await expect.poll(written).toBe(1);

    child.kill('SIGKILL');
    await ended;

    expect(await open(store.db).findAvailability([HOLDING])).toEqual(new Map([[HOLDING, facts(NINE)]]));
  });

  it('are the newest, whichever process kept them and in whatever order', async () => {
    await keepAndEnd(TEN, facts(TEN, 2));
    await keepAndEnd(NINE, facts(NINE));

    expect((await open(store.db).findAvailability([HOLDING])).get(HOLDING)).toEqual(facts(TEN, 2));
  });

  it('are facts without copies of a record that its system no longer has', async () => {
    await keepAndEnd(NINE, facts(NINE));
    await keepAndEnd(TEN, null);

    expect((await open(store.db).findAvailability([HOLDING])).get(HOLDING)).toEqual({
      asOf: TEN,
      items: [],
      holdQueue: null,
      limitation: null,
      isGone: true,
    });
  });

  it('are told of a copy that was asked for by its own id', async () => {
    const live = {
      asOf: NINE,
      item: createCopy(SYSTEM, '1.1'),
      library: 'qe' as LibraryId,
      recordLocalId: '1',
      limitation: null,
    };
    const first = open(store.db);
    first.keepItem(live);
    await first.close();

    expect(await open(store.db).findItems([ITEM])).toEqual(new Map([[ITEM, live]]));
  });

  it('come from memory while they are fresh there, and from the store when another process may know more', async () => {
    const here = open(store.db);
    here.keepAvailability(HOLDING, facts(NINE));
    await keepAndEnd(TEN, facts(TEN));

    expect((await here.findAvailability([HOLDING])).get(HOLDING)).toEqual(facts(NINE));
    clock.at += 61_000;
    expect((await here.findAvailability([HOLDING])).get(HOLDING)).toEqual(facts(TEN));
    await here.close();
  });

  it('are told no longer than 90 days, and leave the store', async () => {
    await keepAndEnd(NINE, facts(NINE));
    const later = open(store.db);
    clock.at += 90 * DAY_MS;

    expect((await later.findAvailability([HOLDING])).size).toBe(0);

    later.keepAvailability(OTHER, toGoneFacts(new Date(clock.at).toISOString()));
    await later.close();
    expect(await store.db.selectFrom('last_known').select('holding').execute()).toEqual([{ holding: OTHER }]);
  });

  it('of a journal of 4,000 issues are kept whole', async () => {
    await keepAndEnd(NINE, facts(NINE, 4_000));

    const found = await open(store.db).findAvailability([HOLDING]);

    expect(found.get(HOLDING)).toEqual(facts(NINE, 4_000));
  });

  it('of a title beyond all bounds stay what they were, rather than a part that looks whole', async () => {
    await keepAndEnd(NINE, facts(NINE));
    await keepAndEnd(TEN, facts(TEN, 25_000));

    expect((await open(store.db).findAvailability([HOLDING])).get(HOLDING)).toEqual(facts(NINE));
  });

  it('are one statement for all that is asked in one turn', async () => {
    await keepAndEnd(NINE, facts(NINE));
    await keepAndEnd(NINE, facts(NINE), OTHER);
    const counter = countStatements(store.open());
    const lastKnown = open(counter.db);

    await Promise.all([lastKnown.findAvailability([HOLDING]), lastKnown.findAvailability([OTHER])]);
    await lastKnown.findAvailability([HOLDING, OTHER]);

    expect(counter.reads()).toBe(1);
  });
});

describe('without a store that answers', () => {
  it('memory is all there is, where there is no database', async () => {
    const lastKnown = open(null);
    lastKnown.keepAvailability(HOLDING, facts(NINE));

    expect(await lastKnown.findAvailability([HOLDING, OTHER])).toEqual(new Map([[HOLDING, facts(NINE)]]));
    await lastKnown.close();
  });

  it('nothing fails: what was just kept is told, the rest could not be read, and the log says so once', async () => {
    const db = openDatabase({
      target: { connection: { ...store.connection, host: '/nowhere' } },
      applicationName: 'test',
      poolSize: 1,
      statementTimeoutMs: 1_000,
    });
    const log: string[] = [];
    const lastKnown = open(db, log);

    lastKnown.keepAvailability(HOLDING, facts(NINE));
    expect(await lastKnown.findAvailability([HOLDING, OTHER])).toEqual(
      new Map<HoldingId, unknown>([
        [HOLDING, facts(NINE)],
        [OTHER, NOT_READ],
      ]),
    );
    clock.at += 2_000;
    expect(await lastKnown.findAvailability([OTHER])).toEqual(new Map([[OTHER, NOT_READ]]));
    await lastKnown.close();

    expect(log).toEqual([
      'last-known facts cannot be read for now',
      'last-known facts cannot be written for now',
      'last-known facts were not kept',
    ]);
  });
});

/** The same database, counting what is read of last-known facts. */
function countStatements(db: Kysely<Database>): { readonly db: Kysely<Database>; readonly reads: () => number } {
  let reads = 0;
  const counting = db.withPlugin({
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes('FROM last_known')) reads += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  return { db: counting, reads: () => reads };
}
