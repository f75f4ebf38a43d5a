import type { FeedRules } from '#domain/feeds.ts';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { EntrySearcher } from '#feed-log/index.ts';

/** What one request is answered from. */
export interface SruContext {
  readonly region: Region;
  /** What is passed on; undefined if nothing is. */
  readonly rules: FeedRules | undefined;
  readonly searcher: EntrySearcher;
  /** Where the public reaches this service. */
  readonly baseUrl: string;
  readonly logger: Logger;
}
