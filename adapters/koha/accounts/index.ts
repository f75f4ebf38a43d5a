/** The patron half of the adapter: accounts, what readers change in them, and loans as a whole. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { accountCapabilities } from '../../shared/accounts/access.ts';
import type { KohaClient } from '../client.ts';
import type { LiveCalls } from '../live.ts';
import type { KohaSite } from '../site.ts';
import { createLoans, createUseCounts } from './loans.ts';
import { createPatronRecords } from './patron-records.ts';
import type { AccountsContext } from './patron-records.ts';
import { createPatrons } from './patrons.ts';
import { createWrites } from './writes.ts';

export interface AccountsOptions {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly background: KohaClient;
  readonly live: LiveCalls;
  readonly now: () => number;
  readonly readerToken: AdapterContext['readerToken'];
}

export interface Accounts {
  readonly sources: Pick<LmsAdapter, 'patrons' | 'writes' | 'loans'>;
  readonly capabilities: readonly Capability[];
}

/** The sources of one site, as far as the region file permits. For a service account: the public endpoints have nothing for patrons. */
export function createAccounts({ site, client, background, live, now, readerToken }: AccountsOptions): Accounts {
  const { access } = site.settings.patrons;
  const uses = createUseCounts({ site, client: background });
  if (access === 'none') return { sources: { loans: uses }, capabilities: ['LOAN_COUNTS'] };
  const context: AccountsContext = { site, client, live, now, records: createPatronRecords(site, client) };
  return {
    sources: {
      patrons: createPatrons(context),
      ...(access === 'write' && { writes: createWrites(context) }),
      loans: { ...uses, ...(readerToken && createLoans({ site, client: background, readerToken, now })) },
    },
    capabilities: [
      ...accountCapabilities(access),
      'LOAN_COUNTS',
      ...(readerToken ? (['OPEN_LOANS', 'READER_TOKENS'] as const) : []),
    ],
  };
}
