/** How much of a first load is in hand at a time: the more, the less each record costs, and the more memory it takes. */
export interface HarvestPace {
  /** Systems harvested at a time; each takes a connection of the pool. */
  readonly concurrency: number;
  /** Records of a full harvest that are written in one transaction, where they come quickly. */
  readonly recordsAtOnce: number;
  /** Waiting records that are matched together. */
  readonly matchedTogether: number;
}

/** In a process that answers readers too. */
export const BESIDE_READERS: HarvestPace = { concurrency: 2, recordsAtOnce: 250, matchedTogether: 500 };

/** In a process that only harvests: while some pages wait for the disk, others are read. */
export const HARVESTING_ALONE: HarvestPace = { concurrency: 4, recordsAtOnce: 1_000, matchedTogether: 1_000 };
