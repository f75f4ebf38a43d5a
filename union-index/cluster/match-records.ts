import { isLockWanted, lockEditions, lookUpByIndex } from '../repositories/editions.ts';
import { findAllIgnoredKeys } from '../repositories/match-keys.ts';
import { deleteLinksOf } from '../repositories/links.ts';
import type { StoredDescription } from '../repositories/public-descriptions.ts';
import { deleteUnmatched, takeUnmatched, unmatchAll } from '../repositories/unmatched.ts';
import type { TakenRecord } from '../repositories/unmatched.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import { createEditionIds } from './edition-ids.ts';
import { gather, type Touched, type Unseen } from './gather.ts';
import type { ClusterSettings, ClusterTurn, Reclustered } from './recluster.ts';
import { recluster } from './recluster.ts';
import { createRecordLoader, type RecordLoader } from './record-loader.ts';
import type { PairWeigher } from './weigh/pair-weigher.ts';
import { decideLinks, writeLinks, type Decided } from './update-links.ts';

type Tx = Transaction<Database>;

const NOTHING_KNOWN: ReadonlyMap<number, StoredDescription> = new Map();
/** Records matched together: so many that a title's records come together, so few that they fit into memory. */
const BATCH = 500;
/** Above so many, keys that are no evidence are asked for as they are met: all of them are gone through with each batch. */
const IGNORED_MAX = 20_000;
/** Batches matched in one transaction, where nobody else wants the lock: what a killed process has to do again. */
const STRETCH = 80;

/**
 * Finds the records that belong together with those that were written or taken away, and makes the editions around them
 * true again. Waits for others who do the same. `known` are descriptions at hand, so that they need not be read again.
 */
export async function matchRecords(
  transaction: Tx,
  touched: Touched,
  settings: ClusterSettings,
  at: Date,
  known: ReadonlyMap<number, StoredDescription> = NOTHING_KNOWN,
): Promise<void> {
  if (touched.records.length === 0) return;
  await lockEditions(transaction);
  await deleteUnmatched(transaction, touched.records);
  const unseen: Unseen = { isMatched: () => false, ignored: new Map(), allIgnored: null };
  const loader = createRecordLoader(known);
  const formerly = await endLinks(transaction, touched.records);
  const gathered = await gather(transaction, touched, settings.keyCap, loader, unseen);
  const own = new Set(touched.records);
  const decided = await decideLinks(transaction, own, gathered, settings.keyCap, loader, unseen);
  const turn = { loader, newIds: createEditionIds(), settings, at };
  const { members, writeEditions } = await matchDecided(
    transaction,
    { records: own, newcomers: new Set(), formerly, decided, unseen },
    turn,
  );
  await members;
  await writeEditions();
}

export interface StretchOptions {
  /** Records matched together; five hundred where not said. */
  readonly batch?: number | undefined;
  /** Compares pairs apart. */
  readonly weigher?: PairWeigher | null;
}

/**
 * Matches the next records that wait for it, and says whether there were any. While a batch is matched, what the next one
 * needs is read over a second connection, so that process and database work at the same time.
 */
export async function matchNextWaiting(
  db: Kysely<Database>,
  settings: ClusterSettings,
  at: Date,
  options: StretchOptions = {},
): Promise<boolean> {
  // Both connections are at hand before the lock is: who waits for the lock holds one, and must not have the last.
  return db.transaction().execute((reader) =>
    db.transaction().execute(async (transaction) => {
      await lockEditions(transaction);
      await lookUpByIndex(reader);
      return matchStretch(transaction, reader, options, settings, at);
    }),
  );
}

/** Lets everything be matched again, as it must be where the rules of matching have changed. */
export async function matchAllAgain(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute((transaction) => unmatchAll(transaction));
}

/**
 * Matches batch after batch until nobody waits or somebody else wants the lock, and says whether there was one. Three things
 * go on at the same time: evidence of a batch is read over the second connection, the links of the one before it are
 * decided, and the editions around the one before that are written.
 */
async function matchStretch(
  transaction: Tx,
  reader: Tx,
  { batch: size = BATCH, weigher = null }: StretchOptions,
  settings: ClusterSettings,
  at: Date,
): Promise<boolean> {
  const batchOf = new Map<number, number>();
  const ignored = new Map<number, boolean>();
  const allIgnored = await findAllIgnoredKeys(reader, IGNORED_MAX);
  let from = 0;
  let isOver = false;
  const failures: unknown[] = [];

  /** Waited for when its turn comes. */
  function begun<T>(work: Promise<T>): Promise<T> {
    work.catch((error: unknown) => failures.push(error));
    return work;
  }

  async function take(number: number): Promise<readonly TakenRecord[]> {
    isOver ||= number === STRETCH || (number > 0 && (await isLockWanted(reader)));
    const batch = isOver ? [] : await takeUnmatched(transaction, size, from);
    for (const { record } of batch) batchOf.set(record, number);
    from = batch.at(-1)?.place ?? from;
    isOver ||= batch.length === 0;
    return batch;
  }

  let read: Promise<unknown> = Promise.resolve();
  let judged: Promise<unknown> = Promise.resolve();
  function begin(number: number): Promise<Ahead> {
    const unseen: Unseen = { isMatched: (record) => (batchOf.get(record) ?? number) < number, ignored, allIgnored };
    const loader = createRecordLoader(NOTHING_KNOWN);
    const gathered = read.then(async () => {
      const batch = await take(number);
      const touched = { records: batch.map(({ record }) => record), formerKeys: [] };
      return { batch, evidence: await gather(reader, touched, settings.keyCap, loader, unseen) };
    });
    const decided = Promise.all([gathered, judged]).then(async ([{ batch, evidence }]) => {
      const records = new Set(batch.map(({ record }) => record));
      const newcomers = new Set(batch.filter(({ isNew }) => isNew).map(({ record }) => record));
      const links = await decideLinks(reader, records, evidence, settings.keyCap, loader, unseen, weigher);
      return { records, newcomers, decided: links, loader, unseen };
    });
    [read, judged] = [gathered, decided];
    return begun(decided);
  }

  const newIds = createEditionIds();
  /** Members that are being written, and what the editions of the batch before them say. */
  let underWay: readonly Promise<void>[] = [];
  let writeFormer = (): Promise<void> => Promise.resolve();
  const ahead = [begin(0), begin(1)];
  try {
    for (let number = 0; ; number += 1) {
      // What was matched is let go: a stretch is many times what fits into memory.
      const next = await ahead.shift();
      if (next === undefined || next.records.size === 0) {
        await Promise.all(underWay);
        await writeFormer();
        return number > 0;
      }
      ahead.push(begin(number + 2));
      const before = [...next.records].filter((record) => !next.newcomers.has(record));
      const formerly = before.length === 0 ? [] : await endLinks(transaction, before);
      const earlier = underWay;
      const turn = { loader: next.loader, newIds, settings, at };
      const { members, writeEditions } = await matchDecided(transaction, { ...next, formerly }, turn, () => {
        underWay = [...earlier, begun(writeFormer())];
      });
      writeFormer = writeEditions;
      underWay = [...underWay, begun(members)];
      await Promise.all(earlier);
      underWay = underWay.slice(earlier.length);
    }
  } catch (error) {
    // Where a statement fails, those behind it on its connection say no more than that one did.
    throw failures[0] ?? error;
  } finally {
    // Nothing may be asked of connections that are given back.
    isOver = true;
    await Promise.allSettled([...ahead, ...underWay]);
  }
}

/** Records whose links are decided. */
interface DecidedBatch {
  readonly records: ReadonlySet<number>;
  /** Those of them that were in no edition and had no links. */
  readonly newcomers: ReadonlySet<number>;
  /** Records that were linked to them before. */
  readonly formerly: readonly number[];
  readonly decided: Decided;
  readonly unseen: Unseen;
}

interface Ahead extends Omit<DecidedBatch, 'formerly'> {
  readonly loader: RecordLoader;
}

/** `meanwhile`: see {@link recluster}. */
async function matchDecided(
  transaction: Tx,
  { records, newcomers, formerly, decided, unseen }: DecidedBatch,
  turn: ClusterTurn,
  meanwhile?: () => void,
): Promise<Reclustered> {
  const { affected, links, ignored } = await writeLinks(transaction, decided, turn.loader, unseen);
  const all = new Set([...records, ...formerly, ...affected]);
  const known = { of: records, links, newcomers };
  return recluster(transaction, { affected: all, known, rewritten: records, ignored }, turn, meanwhile);
}

/** Takes the links of records away, and gives the records at both ends. */
async function endLinks(transaction: Tx, records: readonly number[]): Promise<readonly number[]> {
  return (await deleteLinksOf(transaction, records)).flatMap(({ a, b }) => [a, b]);
}
