import { findMatched } from '../repositories/editions.ts';
import { findIgnoredKeys, findKeyStates } from '../repositories/match-keys.ts';
import { findOutlines } from '../repositories/public-descriptions.ts';
import { findRulingsOf } from '../repositories/rulings.ts';
import type { Tx } from '#store/tables.ts';
import { PairSet } from './judge-pairs.ts';
import type { RecordLoader } from './record-loader.ts';
import type { PairScorer } from './weigh/weigh-pairs.ts';

/** Records that were written or taken away. */
export interface Touched {
  readonly records: readonly number[];
  readonly formerKeys: readonly number[];
}

/** What must be known of some records and of those that share a key with them, before links are decided. */
export type Gathered = Awaited<ReturnType<typeof gather>>;

/**
 * Reads what deciding the links of the touched records needs, and lets the loader have the descriptions. It reads nothing
 * that matching writes, so that it may be read over another connection while the records before are matched: whoever changes
 * a matched record holds the lock of the editions when they commit.
 */
export async function gather(
  reader: Tx,
  { records, formerKeys }: Touched,
  { keyCap, loader, isMatched, allIgnored }: Omit<BatchScope, 'uncommitted' | 'scorer'>,
) {
  const states = await findKeyStates(reader, records, formerKeys, keyCap);
  const rulings = await findRulingsOf(reader, records);
  const outlines = await findOutlines(reader, [...new Set(states.flatMap((state) => state.records))]);
  const touched = new Set(records);
  const pairs = new PairSet();
  for (const state of states) pairs.addTouched(state.records, touched, outlines);
  for (const { a, b } of rulings) pairs.add(a, b);
  const met = new Set([...records, ...pairs.members()]);
  const all = [...met];
  const matched = await findMatched(reader, all);
  const ignoredKeys = allIgnored ?? (await findIgnoredKeys(reader, all));
  await loader.load(
    reader,
    all.filter((record) => touched.has(record) || matched.has(record) || isMatched(record)),
  );
  return {
    states,
    /** That share a key which counts and that their outlines do not tell apart, or that have a ruling; one of each was touched. */
    pairs,
    /** Over the touched records. */
    rulings,
    matched,
    /** Every record of which is known whether it is matched, and which of its keys are no evidence. */
    met,
    ignoredKeys,
  };
}

/**
 * What the steps of matching some records together share. Matching may go on for many batches in one transaction, and reads
 * over another connection, which does not see what the batches before have changed: that is kept here.
 */
export interface BatchScope {
  /** Keys that more records share than this are no evidence. */
  readonly keyCap: number;
  readonly loader: RecordLoader;
  readonly isMatched: (record: number) => boolean;
  /** Keys that, by the batches before, count no longer (true), or again (false). */
  readonly uncommitted: ReadonlyMap<number, boolean>;
  /** Every key that was no evidence at the last commit; null if they are asked for record by record. */
  readonly allIgnored: ReadonlySet<number> | null;
  /** Compares pairs in another thread; null to compare them in this one. */
  readonly scorer: PairScorer | null;
}
