import type { LibraryId } from '#domain/ids.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { FeedClock } from '../clock.ts';
import type { FeedRenderer } from '../contract.ts';
import type { Candidates } from './candidates.ts';
import type { Differences } from './compare.ts';
import type { FeedScope } from './gather.ts';
import type { LogState } from './state.ts';

/** What a region passes on, by the file of the moment. */
export interface FeedPublication {
  readonly region: string;
  readonly scope: FeedScope;
  readonly renderer: FeedRenderer;
  readonly withheld: readonly LibraryId[];
  readonly holdPercent: number;
  readonly keepDays: number;
}

export interface PublishOptions {
  /** May be a single connection. */
  readonly db: Kysely<Database>;
  readonly publication: FeedPublication;
  readonly clock: FeedClock;
  readonly logger: Logger;
  /** Editions looked at together. */
  readonly batch?: number;
}

/** What a batch comes to, before it is decided what of it may be written. */
export interface Batch extends Differences {
  readonly state: LogState;
  readonly candidates: Candidates;
  /** Numbers of the public records that it tells of. */
  readonly records: readonly number[];
  /** Editions of which something must not be served any longer, so that they never wait. */
  readonly unheld: ReadonlySet<number>;
  /** Why editions could not be rendered. */
  readonly problems: ReadonlyMap<number, string>;
}
