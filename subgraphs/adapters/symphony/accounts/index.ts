/** The patron half of the adapter: accounts, and what readers do themselves. */
import { isMerciaError } from '#platform/errors.ts';
import type { Capability, LmsAdapter } from '../../adapter.ts';
import type { SymphonyClient } from '../client.ts';
import type { PolicyList, PolicySource } from '../policies.ts';
import type { SymphonySite } from '../site.ts';
import { createCirculation } from './circulation.ts';
import { createPatronRecords } from './patron-records.ts';
import type { PatronRecords } from './patron-records.ts';
import { createPatrons } from './patrons.ts';

export interface AccountsContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly policies: PolicySource;
  readonly now: () => number;
}

/** What the adapter can do with accounts, if it may do all. */
export const OF_ACCOUNTS: readonly Capability[] = [
  'PATRON_ACCOUNT',
  'VERIFY_PATRON',
  'RENEW',
  'PLACE_HOLD',
  'CANCEL_HOLD',
];
const OF_READING: readonly Capability[] = ['PATRON_ACCOUNT', 'VERIFY_PATRON'];

export interface Accounts {
  readonly sources: Pick<LmsAdapter, 'patrons' | 'circulation'>;
  readonly capabilities: readonly Capability[];
  /** For `mercia doctor`. */
  readonly records: PatronRecords;
}

/** The sources of one site; null where the region file does not let the adapter near patrons. Nothing is asked. */
export function createAccounts({ site, client, policies, now }: AccountsContext): Accounts | null {
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
  const context = { site, client, records, libraries, now };
  const patrons = createPatrons(context);
  if (access === 'read') return { sources: { patrons }, capabilities: OF_READING, records };
  return { sources: { patrons, circulation: createCirculation(context) }, capabilities: OF_ACCOUNTS, records };
}
