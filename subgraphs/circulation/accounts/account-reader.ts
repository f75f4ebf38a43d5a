/** Reads one account at its system. The answer lives as long as the request that asked for it, and no longer. */
import type { AccountFacts } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { LmsAdapter, AccountReadOptions } from '#contract/adapter.ts';
import type { CallPatrons } from './patron-call.ts';
import type { OpenedAccount } from './sealed-ids.ts';

/**
 * Null if the system no longer has the account. Rejects with a {@link MerciaError}: CAPABILITY_UNSUPPORTED if the system
 * cannot show accounts, LMS_UNAVAILABLE if the region has no such system.
 */
export type ReadAccount = (account: OpenedAccount, until?: AbortSignal) => Promise<AccountFacts | null>;

export function createAccountReader(
  adapters: ReadonlyMap<SystemId, LmsAdapter>,
  callPatrons: CallPatrons,
  wanted: AccountReadOptions,
): ReadAccount {
  return async ({ system, account }, until) => {
    const adapter = adapters.get(system);
    if (adapter === undefined) throw new MerciaError('LMS_UNAVAILABLE', `[${system}] no such system`, { system });
    const { patrons } = adapter;
    if (patrons === undefined) {
      throw new MerciaError('CAPABILITY_UNSUPPORTED', `[${system}] accounts: it cannot show them`, { system });
    }
    const ask = (signal: AbortSignal): Promise<AccountFacts | null> => patrons.account(account, signal, wanted);
    return callPatrons({ system, kind: 'account', ask, until });
  };
}
