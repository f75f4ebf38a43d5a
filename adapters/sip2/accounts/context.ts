import type { SystemConfig } from '#domain/region.ts';
import type { Sip2Client } from '../../protocols/sip2/client.ts';
import type { Sip2Settings } from '../config.ts';
import type { AccountDialect } from './dialects.ts';
import type { PatronRecords } from './patron-records.ts';
import type { PatronSettings } from './settings.ts';

/** One system, as questions about accounts need it. */
export interface AccountsSite {
  readonly system: SystemConfig;
  readonly patrons: PatronSettings;
  readonly barcodes: Sip2Settings['barcodes'];
  readonly dialect: AccountDialect;
}

/** What every question about an account is asked with. */
export interface AccountsContext {
  readonly site: AccountsSite;
  readonly client: Sip2Client;
  readonly records: PatronRecords;
  readonly now: () => number;
}
