import type { RecordLoader } from './record-loader.ts';
import type { PairScorer } from './weigh/pair-scorer.ts';

/**
 * What the steps of matching some records together share. Matching may go on for many batches in one transaction, and reads
 * over another connection, which does not see what the batches before have changed: that is kept here.
 */
export interface BatchScope {
  /** Keys that more records share than this are no evidence. */
  readonly keyCap: number;
  readonly loader: RecordLoader;
  /** Whether the record was matched in a batch before. */
  readonly isMatched: (record: number) => boolean;
  /** Keys that, by the batches before, count no longer (true), or again (false). */
  readonly uncommitted: ReadonlyMap<number, boolean>;
  /** Every key that was no evidence at the last commit; null if they are asked for record by record. */
  readonly allIgnored: ReadonlySet<number> | null;
  /** Compares pairs in another thread; null to compare them in this one. */
  readonly scorer: PairScorer | null;
}
