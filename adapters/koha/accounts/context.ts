import type { KohaClient } from '../client.ts';
import type { LiveCalls } from '../live.ts';
import type { KohaSite } from '../site.ts';
import type { PatronRecords } from './patron-records.ts';

/** What every question about an account is asked with. */
export interface AccountsContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly records: PatronRecords;
  readonly live: LiveCalls;
  readonly now: () => number;
}
