/** How much of a first load is processed at a time. A larger number costs less per record, and more memory. */
export interface HarvestPace {
  /** Systems harvested at a time; each takes a connection of the pool. */
  readonly concurrency: number;
  /** Records of a full harvest that are written in one transaction, where they come quickly. */
  readonly recordsAtOnce: number;
  /** Waiting records that are matched together. */
  readonly matchedTogether: number;
}

/** For a process that also answers readers. */
export const SHARED_PROCESS_PACE: HarvestPace = { concurrency: 2, recordsAtOnce: 250, matchedTogether: 500 };

/** For a process that only harvests: while some pages wait for the disk, others are read. */
export const HARVESTER_PACE: HarvestPace = { concurrency: 4, recordsAtOnce: 500, matchedTogether: 1_000 };
