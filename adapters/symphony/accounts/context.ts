import type { SymphonyClient } from '../client.ts';
import type { PolicyList } from '../policies.ts';
import type { SymphonySite } from '../site.ts';
import type { PatronRecords } from './patron-records.ts';

/** What every question about an account is asked with. */
export interface AccountsContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly records: PatronRecords;
  /** The words for libraries; empty if the site does not give them now. */
  readonly libraries: (signal: AbortSignal) => Promise<PolicyList>;
  readonly now: () => number;
}
