import { lockEditions, lookUpByIndex } from '#store/repositories/index-write/editions.ts';
import { deleteLinksOf } from '#store/repositories/index-write/links.ts';
import type { StoredDescription } from '#store/repositories/index-write/records.ts';
import { deleteUnmatched, takeUnmatched, unmatchAll } from '#store/repositories/index-write/unmatched.ts';
import type { TakenRecord } from '#store/repositories/index-write/unmatched.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely, Transaction } from 'kysely';
import { gather, type Touched, type Unseen } from './gather.ts';
import type { ClusterSettings } from './recluster.ts';
import { recluster } from './recluster.ts';
import { createRecordLoader, type RecordLoader } from './record-loader.ts';
import { decideLinks, writeLinks, type Decided } from './update-links.ts';

type Tx = Transaction<Database>;

const NOTHING_KNOWN: ReadonlyMap<number, StoredDescription> = new Map();
/** Records matched together: so many that a title's records come together, so few that they fit into memory. */
const BATCH = 1000;
/** Batches matched in one transaction: so few that others need not wait long for the lock. */
const STRETCH = 8;

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
  const unseen: Unseen = { isMatched: () => false, ignored: new Map() };
  const loader = createRecordLoader(known);
  const formerly = await endLinks(transaction, touched.records);
  const gathered = await gather(transaction, touched, settings.keyCap, loader, unseen);
  const own = new Set(touched.records);
  const decided = await decideLinks(transaction, own, gathered, settings.keyCap, loader, unseen);
  const { written } = await matchDecided(
    transaction,
    { records: own, formerly, decided, loader, unseen },
    settings,
    at,
  );
  await written;
}

/**
 * Matches the next records that wait for it, and says whether there were any. While a batch is matched, what the next one
 * needs is read over a second connection, so that process and database work at the same time.
 */
export async function matchNextWaiting(
  db: Kysely<Database>,
  settings: ClusterSettings,
  at: Date,
  batch = BATCH,
): Promise<boolean> {
  // Both connections are at hand before the lock is: who waits for the lock holds one, and must not have the last.
  return db.transaction().execute((reader) =>
    db.transaction().execute(async (transaction) => {
      await lockEditions(transaction);
      await lookUpByIndex(reader);
      const taken = await takeUnmatched(transaction, batch * STRETCH);
      await matchStretch(transaction, reader, cut(taken, batch), settings, at);
      return taken.length > 0;
    }),
  );
}

/** Lets everything be matched again, as it must be where the rules of matching have changed. */
export async function matchAllAgain(db: Kysely<Database>): Promise<void> {
  await db.transaction().execute((transaction) => unmatchAll(transaction));
}

/**
 * Three things go on at the same time: evidence of a batch is read over the second connection, the links of the one before it
 * are decided, and the editions around the one before that are written.
 */
async function matchStretch(
  transaction: Tx,
  reader: Tx,
  batches: readonly (readonly TakenRecord[])[],
  settings: ClusterSettings,
  at: Date,
): Promise<void> {
  const batchOf = new Map(batches.flatMap((batch, number) => batch.map(({ record }) => [record, number] as const)));
  const ignored = new Map<number, boolean>();
  let read: Promise<unknown> = Promise.resolve();
  let judged: Promise<unknown> = Promise.resolve();
  const begin = (number: number): Promise<Ahead> | null => {
    const batch = batches[number];
    if (batch === undefined) return null;
    const records = new Set(batch.map(({ record }) => record));
    const unseen: Unseen = { isMatched: (record) => (batchOf.get(record) ?? number) < number, ignored };
    const loader = createRecordLoader(NOTHING_KNOWN);
    const touched = { records: [...records], formerKeys: [] };
    const gathered = read.then(() => gather(reader, touched, settings.keyCap, loader, unseen));
    const decided = Promise.all([gathered, judged]).then(([evidence]) =>
      decideLinks(reader, records, evidence, settings.keyCap, loader, unseen),
    );
    [read, judged] = [gathered, decided];
    const ahead = decided.then((links) => ({ batch, records, decided: links, loader, unseen }));
    // It is waited for when its turn comes; until then its failure is nobody's.
    ahead.catch(() => undefined);
    return ahead;
  };
  let written: Promise<void> = Promise.resolve();
  const ahead = [begin(0), begin(1)];
  for (let number = 0; number < batches.length; number += 1) {
    const next = await ahead[number];
    ahead.push(begin(number + 2));
    if (next === undefined || next === null) break;
    // A record that is new to the index was never linked.
    const before = next.batch.filter(({ isNew }) => !isNew).map(({ record }) => record);
    const formerly = before.length === 0 ? [] : await endLinks(transaction, before);
    const matched = await matchDecided(transaction, { ...next, formerly }, settings, at);
    await written;
    ({ written } = matched);
    written.catch(() => undefined);
  }
  await written;
}

function cut<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, number) =>
    list.slice(number * size, (number + 1) * size),
  );
}

/** Records whose links are decided. */
interface DecidedBatch {
  readonly records: ReadonlySet<number>;
  /** Records that were linked to them before. */
  readonly formerly: readonly number[];
  readonly decided: Decided;
  readonly loader: RecordLoader;
  readonly unseen: Unseen;
}

interface Ahead extends Omit<DecidedBatch, 'formerly'> {
  readonly batch: readonly TakenRecord[];
}

async function matchDecided(
  transaction: Tx,
  { records, formerly, decided, loader, unseen }: DecidedBatch,
  settings: ClusterSettings,
  at: Date,
): Promise<{ readonly written: Promise<void> }> {
  const { affected, ignored } = await writeLinks(transaction, decided, loader, unseen);
  const all = new Set([...records, ...formerly, ...affected]);
  return recluster(transaction, { affected: all, rewritten: records, ignored }, loader, settings, at);
}

/** Takes the links of records away, and gives the records at both ends. */
async function endLinks(transaction: Tx, records: readonly number[]): Promise<readonly number[]> {
  return (await deleteLinksOf(transaction, records)).flatMap(({ a, b }) => [a, b]);
}
