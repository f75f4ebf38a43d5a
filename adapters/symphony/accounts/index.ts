/** The patron half of the adapter: accounts, and what readers do themselves. */
import { isMerciaError } from '#platform/errors.ts';
import type { Capability, LmsAdapter } from '#contract/adapter.ts';
import { accountCapabilities } from '../../shared/accounts/access.ts';
import type { PolicyList, PolicySource } from '../policies.ts';
import { createPatronRecords, type AccountsContext, type PatronRecords } from './patron-records.ts';
import { createPatrons } from './patrons.ts';
import { createWrites } from './writes.ts';

/** What the adapter can do with accounts, if it may do all; `mercia doctor` looks which of it works. */
export const OF_ACCOUNTS = accountCapabilities('write');

/** The sources of one site; null if the region file does not let the adapter near patrons. No call is made. */
export function createAccounts(
  { site, client, now }: Pick<AccountsContext, 'site' | 'client' | 'now'>,
  policies: PolicySource,
): {
  readonly sources: Pick<LmsAdapter, 'patrons' | 'writes'>;
  readonly capabilities: readonly Capability[];
  /** For `mercia doctor`. */
  readonly records: PatronRecords;
} | null {
  const { access } = site.settings.patrons;
  if (access === 'none') return null;

  /** Names of places are no reason to withhold an account. */
  async function libraries(signal: AbortSignal): Promise<PolicyList> {
    try {
      return (await policies.read(signal)).libraries;
    } catch (error) {
      if (isMerciaError(error)) return new Map();
      throw error;
    }
  }
  const records = createPatronRecords(site, client, now);
  const context: AccountsContext = { site, client, records, libraries, now };
  const patrons = createPatrons(context);
  return {
    sources: access === 'write' ? { patrons, writes: createWrites(context) } : { patrons },
    capabilities: accountCapabilities(access),
    records,
  };
}
