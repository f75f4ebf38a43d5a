/** The patron half of the adapter: accounts, what readers change in them, and loans as a whole. */
import type { AdapterContext, Capability, LmsAdapter } from '#contract/adapter.ts';
import { accountCapabilities } from '../../shared/accounts/access.ts';
import type { KohaClient } from '../client.ts';
import { createLoans, createUseCounts } from './loans.ts';
import { createPatronRecords, type AccountsContext } from './patron-records.ts';
import { createPatrons } from './patrons.ts';
import { createWrites } from './writes.ts';

interface AccountsOptions extends Omit<AccountsContext, 'records'> {
  readonly background: KohaClient;
  readonly readerToken: AdapterContext['readerToken'];
}

/** As far as the region file permits. For a service account: the public endpoints have nothing for patrons. */
export function createAccounts({ background, readerToken, ...options }: AccountsOptions): {
  readonly sources: Pick<LmsAdapter, 'patrons' | 'writes' | 'loans'>;
  readonly capabilities: readonly Capability[];
} {
  const { site, client, now } = options;
  const { access } = site.settings.patrons;
  const uses = createUseCounts({ site, client: background });
  if (access === 'none') return { sources: { loans: uses }, capabilities: ['LOAN_COUNTS'] };
  const context: AccountsContext = { ...options, records: createPatronRecords(site, client) };
  return {
    sources: {
      patrons: createPatrons(context),
      ...(access === 'write' && { writes: createWrites(context) }),
      loans: { ...uses, ...(readerToken && createLoans({ site, client: background, readerToken, now })) },
    },
    capabilities: [
      ...accountCapabilities(access),
      'LOAN_COUNTS',
      ...(readerToken ? (['OPEN_LOANS', 'READER_TOKENS', 'OPEN_CHARGES'] as const) : []),
    ],
  };
}
