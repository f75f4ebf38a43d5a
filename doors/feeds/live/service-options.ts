/** What RTAC and DAIA need. */
import type { Region } from '#domain/region.ts';
import type { EndCallers } from '#platform/end-callers.ts';
import type { LookUpKey } from '#platform/key-lookup.ts';
import type { Logger } from '#platform/logger.ts';
import type { LoadTitle } from '../title-loader.ts';

export interface LiveServiceOptions {
  /** The region of the moment. */
  readonly region: () => Region;
  readonly loadTitle: LoadTitle;
  readonly lookUpKey: LookUpKey;
  readonly endCallers: EndCallers;
  /** Whether it may be asked without a key. */
  readonly open: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly logger: Logger;
}

/** Titles of one request, and those of one caller that are looked up at the same time. */
export const MOST_TITLES = 1_000;
