/** Keys, codes of the target and a decision are there; one snapshot failed, one is being taken, and one waits. */
import { doNextJob, snapshotWork, TAKE_SNAPSHOT, type JobWork } from '#comparison/index.ts';
import { createApiKey } from '#platform/api-key.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { insertApiKey } from '#store/repositories/api-keys/api-keys.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import type { Stage, World } from './world.ts';

const DAY_MS = 86_400_000;
/** Keys by what they are for, and the days for which they are good. */
const KEYS: readonly (readonly [name: string, days: number | null])[] = [
  ['Discovery at Severnhythe', 12],
  ['Lost on a train', null],
];
const TARGETS = `mutation { changeTargetCodes(input: { codes: [
  { list: ITEM_TYPE, code: "SHORT", label: "Short loan" }, { list: ITEM_TYPE, code: "BOOK", label: "Book" }
] }) { taken } }`;
const RAISE = `mutation { makeDecision(input: { snapshot: "spring", of: ITEMS, question: "What becomes of the journals?",
  where: [{ dimension: ITEM_TYPE, in: ["JR"] }], dueOn: "2026-01-31" }) { decision { id } } }`;
const TAKE = 'mutation ($name: String!) { takeSnapshot(input: { name: $name }) { job { id } } }';

export function workWorld({ graph, url, places, prepare }: Stage): World {
  const { db } = graph.database;
  const over = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const ask = async <Data>(query: string, name = ''): Promise<Data> => {
    const { data, errors } = await graph.ask<Data>(query, {
      token: await graph.tokenOf('migration'),
      ...(name === '' ? {} : { variables: { name } }),
    });
    if (errors !== undefined) throw new Error(errors[0]?.message);
    return data;
  };
  const work = (by: JobWork): Promise<boolean> =>
    doNextJob({
      db,
      kinds: { [TAKE_SNAPSHOT]: by },
      clock: () => new Date(),
      logger: createLogger('silent'),
      signal: over.signal,
    });
  return {
    name: 'work under way',
    begin: async () => {
      await prepare();
      for (const [name, days] of KEYS) await makeKey(graph, name, days);
      await ask(TARGETS);
      const { makeDecision } = await ask<{ makeDecision: { decision: { id: string } } }>(RAISE);
      places.decision = `/compare/spring/decisions/${encodeURIComponent(makeDecision.decision.id)}`;
      await ask(TAKE, 'broken');
      await work(snapshotWork({ db, finders: [{ what: 'barcodes', find: fail }], clock: () => new Date() }));
      await ask(TAKE, 'half');
      const began = Promise.withResolvers<undefined>();
      running = work(async (_job, progress, signal) => {
        await progress.step('looking for barcodes', 3, 12);
        began.resolve(undefined);
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        signal.throwIfAborted();
      });
      await began.promise;
      await ask(TAKE, 'next');
      return url;
    },
    end: async () => {
      over.abort();
      await running;
    },
  };
}

async function fail(): Promise<void> {
  throw new MerciaError('STORE_UNAVAILABLE', 'The database did not answer in time.');
}

/** As `mercia keys create` does. */
async function makeKey({ database }: DemoGraph, name: string, days: number | null): Promise<void> {
  const { id, hash } = createApiKey();
  const createdAt = new Date();
  const expiresAt = days === null ? null : new Date(createdAt.getTime() + days * DAY_MS);
  await insertApiKey(database.db, {
    id,
    hash,
    name,
    role: 'operator',
    service: null,
    budgetMs: null,
    createdAt,
    expiresAt,
    revokedAt: null,
  });
}
