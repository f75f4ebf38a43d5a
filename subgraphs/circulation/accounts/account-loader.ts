/** Accounts for one request, each with its state. Apart from the loaders of copies, because nothing here outlives the request. */
import type { AccountFacts } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { GrantVerifier } from '#platform/account-grant.ts';
import type { Role } from '#platform/signed-context.ts';
import type { SystemIdentity, WantedOfAccount } from '#adapters/adapter.ts';
import type { FactCounts } from '../fact-counts.ts';
import { unknownSystemReason } from '../reasons.ts';
import type { RequestDeadline } from '../request-deadline.ts';
import { accountReason } from './account-reason.ts';
import type { AccountFactsModel, AccountModel } from './account-models.ts';
import type { ReadAccount } from './account-reader.ts';
import { endOfRequest } from './end-of-request.ts';
import type { OpenedAccount, SealedIds } from './sealed-ids.ts';
import { toldToAnalyst } from './for-analysts.ts';
import { tellAccount, tellUnknownAccount } from './tell-account.ts';

export interface AccountLoader {
  /**
   * Null where there is no leave to read it, and where its system has it no more. Throws FORBIDDEN for leave that is over
   * or another's; never rejects for what a system does.
   */
  factsOf(account: AccountModel, wanted: WantedOfAccount): Promise<AccountFactsModel | null>;
}

/** What may be read, and how; without the region's secret for patron data there is none. */
export interface AccountMeans {
  readonly ids: SealedIds;
  readonly verifyGrant: GrantVerifier;
}

export interface AccountLoaderOptions extends AccountMeans {
  readonly readWith: (wanted: WantedOfAccount) => ReadAccount;
  readonly systems: ReadonlyMap<SystemId, SystemIdentity>;
  /** Reads that are under way, of all requests: one request comes here as several. */
  readonly underWay: Map<string, Promise<AccountFacts | null>>;
  readonly caller: { readonly role: Role; readonly subject: string | null; readonly correlationId: string };
  readonly deadline: RequestDeadline;
  readonly tally: FactCounts;
}

export function createAccountLoader(options: AccountLoaderOptions): AccountLoader {
  const { ids, verifyGrant, readWith, systems, underWay, caller, deadline, tally } = options;
  const asked = new Map<string, Promise<AccountFactsModel | null>>();

  /** Two parts of one request that want the same of one account share the call; two requests never do. */
  function readOnce(account: OpenedAccount, wanted: WantedOfAccount): Promise<AccountFacts | null> {
    const nameWith = (renewable: boolean): string =>
      JSON.stringify([caller.correlationId, account.system, account.account, renewable]);
    const name = nameWith(wanted.renewable);
    // Who wants less is told from what was asked for somebody who wants more.
    const joined = underWay.get(name) ?? underWay.get(nameWith(true));
    if (joined !== undefined) return joined;
    const { signal, forget } = endOfRequest(deadline);
    const reading = readWith(wanted)(account, signal).finally(() => {
      forget();
      underWay.delete(name);
    });
    underWay.set(name, reading);
    return reading;
  }

  async function tell(id: string, wanted: WantedOfAccount): Promise<AccountFactsModel | null> {
    const account = ids.openAccount(id);
    if (account === null) return null;
    const system = systems.get(account.system);
    if (system === undefined) return tellUnknownAccount(unknownSystemReason(account.system));
    const facts = await readOnce(account, wanted).catch((error: unknown) => {
      if (isMerciaError(error)) return error;
      throw error;
    });
    deadline.settled();
    if (facts === null) return null;
    const told = isMerciaError(facts)
      ? tellUnknownAccount(accountReason(facts, system))
      : tellAccount(facts, account, ids);
    tally.add(system, told);
    return caller.role === 'migration' ? toldToAnalyst(told, system) : told;
  }

  return {
    async factsOf({ id, grant }, wanted) {
      if (grant === null) return null;
      await verifyGrant(grant, { subject: caller.subject, account: id });
      // One part of a request wants the same of all its accounts.
      const known = asked.get(id);
      if (known !== undefined) return known;
      const telling = tell(id, wanted);
      asked.set(id, telling);
      return telling;
    },
  };
}
