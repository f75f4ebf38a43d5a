/**
 * Matches the records that wait for it, batch after batch in one transaction, in three steps that go on at the same time:
 *
 *     gatherBatches    takes a batch, and reads the evidence for it over a second connection
 *     decideBatches    decides the links of the batch before it, partly in a second thread
 *     writeBatches     writes the links and editions of the batch before that one
 */
import type { Database, Tx } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { isLockWanted, lockEditions, lookUpByIndex } from '../repositories/editions.ts';
import { findAllIgnoredKeys } from '../repositories/match-keys.ts';
import { takeUnmatched, type TakenRecord } from '../repositories/unmatched.ts';
import { gather, type BatchScope, type Gathered } from './gather.ts';
import { createEditionIds } from './edition-ids.ts';
import { applyLinks, endLinks, type DecidedRecords } from './match-records.ts';
import { startWork, type Work } from './overlapping-work.ts';
import { loadSurroundings, recluster, type ClusterSettings, type ClusterTurn } from './recluster.ts';
import { createRecordLoader } from './record-loader.ts';
import { decideLinks } from './update-links.ts';
import type { PairScorer } from './weigh/weigh-pairs.ts';

/** Records matched together: enough for the records of a title to meet, few enough to fit into memory. */
const BATCH = 500;
/** Above so many, keys that are no evidence are asked for as they are met: all of them are gone through with each batch. */
const IGNORED_MAX = 20_000;
/** Batches matched in one transaction, unless another waits for the lock. A killed process has to repeat them. */
const BATCHES_MAX = 80;

interface Connections {
  /** Holds the lock of the editions. */
  readonly transaction: Tx;
  readonly reader: Tx;
  /** What goes on over either. */
  readonly work: Work;
}

/** A batch that was taken, and what deciding its links needs. */
interface GatheredBatch {
  readonly taken: readonly TakenRecord[];
  readonly gathered: Gathered;
  readonly scope: Omit<BatchScope, 'uncommitted' | 'scorer'>;
}

interface DecidedBatch extends DecidedRecords {
  readonly scope: BatchScope;
}

interface WaitingOptions {
  /** Where in the queue to begin; at its beginning if absent. */
  readonly from?: number | undefined;
  readonly batch?: number | undefined;
  readonly scorer?: PairScorer | null;
}

/**
 * Matches records that wait from a place of the queue on, until enough are or another process waits for the lock of the editions.
 * Gives the place to go on from; null if none waits from there on.
 */
export async function matchNextWaiting(
  db: Kysely<Database>,
  settings: ClusterSettings,
  at: Date,
  { from = 0, batch = BATCH, scorer = null }: WaitingOptions = {},
): Promise<number | null> {
  // Both connections are at hand before the lock is: who waits for the lock holds one, and must not have the last.
  return db.transaction().execute((reader) =>
    db.transaction().execute(async (transaction) => {
      await lockEditions(transaction);
      await lookUpByIndex(reader);
      const work = startWork();
      const connections = { transaction, reader, work };
      return work.settle(async () => {
        const queue: Queue = { from };
        const gathered = gatherBatches(connections, queue, settings.keyCap, batch);
        const decided = decideBatches(connections, work.readAhead(gathered), scorer);
        const turn = { newIds: createEditionIds(), settings, at };
        await writeBatches(connections, work.readAhead(decided), turn);
        return queue.from;
      });
    }),
  );
}

interface Queue {
  /** The place from which records are taken next; null if none waits from there on. */
  from: number | null;
}

async function* gatherBatches(
  { transaction, reader, work }: Connections,
  queue: Queue,
  keyCap: number,
  size: number,
): AsyncGenerator<GatheredBatch, void> {
  const allIgnored = await findAllIgnoredKeys(reader, IGNORED_MAX);
  const batchOf = new Map<number, number>();
  for (let number = 0; number < BATCHES_MAX && queue.from !== null; number += 1) {
    if (number > 0 && (await work.begin(isLockWanted(reader)))) return;
    const taken = await work.begin(takeUnmatched(transaction, size, queue.from));
    queue.from = taken.at(-1)?.place ?? null;
    if (queue.from === null) return;
    for (const { record } of taken) batchOf.set(record, number);
    const scope = {
      keyCap,
      loader: createRecordLoader(new Map()),
      isMatched: (record: number) => (batchOf.get(record) ?? number) < number,
      allIgnored,
    };
    const touched = { records: taken.map(({ record }) => record), formerKeys: [] };
    yield { taken, gathered: await work.begin(gather(reader, touched, scope)), scope };
  }
}

async function* decideBatches(
  { reader, work }: Connections,
  batches: AsyncIterable<GatheredBatch>,
  scorer: PairScorer | null,
): AsyncGenerator<DecidedBatch, void> {
  let uncommitted: BatchScope['uncommitted'] = new Map();
  for await (const { taken, gathered, scope: gatheredScope } of batches) {
    const scope = { ...gatheredScope, uncommitted, scorer };
    const records = new Set(taken.map(({ record }) => record));
    const newcomers = new Set(taken.filter(({ isNew }) => isNew).map(({ record }) => record));
    const decided = await work.begin(decideLinks(reader, records, gathered, scope));
    uncommitted = decided.uncommitted;
    yield { records, newcomers, decided, scope };
  }
}

async function writeBatches(
  connections: Connections,
  batches: AsyncIterable<DecidedBatch>,
  turn: ClusterTurn,
): Promise<void> {
  let former: Awaited<ReturnType<typeof writeBatch>> = {
    written: Promise.resolve(),
    writeEditions: () => Promise.resolve(),
  };
  for await (const batch of batches) {
    const next = await connections.work.begin(writeBatch(connections, batch, turn, former.writeEditions));
    await former.written;
    former = next;
  }
  await former.written;
  await former.writeEditions();
}

/** What the editions of the batch before say is written while those of this one are made. */
async function writeBatch(
  { transaction, work }: Connections,
  batch: DecidedBatch,
  turn: ClusterTurn,
  writeFormerEditions: () => Promise<void>,
) {
  const { records, newcomers, scope } = batch;
  const known = [...records].filter((record) => !newcomers.has(record));
  const reached = await applyLinks(transaction, { ...batch, formerly: await endLinks(transaction, known) }, scope);
  const around = await loadSurroundings(transaction, reached, scope.loader);
  const formerEditions = work.begin(writeFormerEditions());
  const { members, writeEditions } = await recluster(transaction, around, turn);
  const written: Promise<unknown> = work.begin(Promise.all([formerEditions, work.begin(members)]));
  return { written, writeEditions };
}
