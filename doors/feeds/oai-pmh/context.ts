import type { FeedRules } from '#domain/feeds.ts';
import type { Region } from '#domain/region.ts';
import type { FeedReader } from '#feed-log/index.ts';

/** What one request is answered from. */
export interface OaiContext {
  readonly reader: FeedReader;
  readonly region: Region;
  readonly rules: FeedRules;
  /** `editions`, or `library/<id>`. */
  readonly repository: string;
  readonly baseUrl: string;
  /** Before anything of the answer is read: what is published later is not older. */
  readonly responseDate: Date;
  /** Entries of a list in one answer. */
  readonly pageSize: number;
}
