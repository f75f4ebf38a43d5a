/** Accounts for one request, each with its state. Separate from the loaders of copies: nothing here outlives the request. */
import type { AccountFacts } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import type { AccountGrant, GrantVerifier } from '#platform/account-grant.ts';
import { subjectsOf, type Caller } from '#platform/signed-context.ts';
import type { SystemIdentity, AccountReadOptions } from '#contract/adapter.ts';
import type { FactCounts } from '../fact-counts.ts';
import type { Freezes } from '../freezes.ts';
import { reasonFor, reasonForFreeze, unknownSystemReason } from '../reasons.ts';
import { endOfRequest, type RequestDeadline } from '../request-deadline.ts';
import { toAccountFacts, toUnknownAccount, type AccountFactsModel, type AccountModel } from './account-models.ts';
import { continueIds } from './continued-account.ts';
import type { HomeLibrary } from './home-library.ts';
import type { ReadAccount } from './patron-call.ts';
import type { OpenedAccount, SealedIds } from './sealed-ids.ts';

export interface AccountLoader {
  /**
   * Null if there is no grant to read it, if its system no longer has it, or says that its reader belongs to a library for which the
   * grant was not given. Throws FORBIDDEN for a grant that has expired or is another's; never rejects for what a system does.
   */
  factsOf(account: AccountModel, wanted: AccountReadOptions): Promise<AccountFactsModel | null>;
}

export interface AccountLoaderOptions {
  readonly ids: SealedIds;
  readonly verifyGrant: GrantVerifier;
  readonly readWith: (wanted: AccountReadOptions) => ReadAccount;
  readonly systems: ReadonlyMap<SystemId, SystemIdentity>;
  readonly freezes: Pick<Freezes, 'ofSite'>;
  /** The library that a reader belongs to now, if it has an agreement. */
  readonly agreedLibrary: HomeLibrary;
  /** Calls under way, of all requests: the gateway sends one request as several. */
  readonly underWay: Map<string, Promise<AccountFacts | null>>;
  readonly caller: Pick<Caller, 'role' | 'subject' | 'subjects'> & { readonly correlationId: string };
  readonly deadline: RequestDeadline;
  readonly counts: FactCounts;
}

export function createAccountLoader(options: AccountLoaderOptions): AccountLoader {
  const { ids, verifyGrant, readWith, systems, freezes, agreedLibrary, underWay, caller, deadline, counts } = options;
  const asked = new Map<string, Promise<AccountFactsModel | null>>();

  /** Parts of one request share the call for an account; two requests never do. */
  function readOnce(account: OpenedAccount, wanted: AccountReadOptions): Promise<AccountFacts | null> {
    const nameWith = (renewable: boolean): string =>
      JSON.stringify([caller.correlationId, account.system, account.account, renewable]);
    const name = nameWith(wanted.renewable);
    // A smaller request reuses the answer to a larger one.
    const joined = underWay.get(name) ?? underWay.get(nameWith(true));
    if (joined !== undefined) return joined;
    const { signal, forget } = endOfRequest(deadline);
    const withinMs = Math.max(0, deadline.endsAt - performance.now());
    const reading = readWith({ ...wanted, withinMs })(account, signal).finally(() => {
      forget();
      underWay.delete(name);
    });
    underWay.set(name, reading);
    return reading;
  }

  async function load(id: string, grant: AccountGrant, wanted: AccountReadOptions): Promise<AccountFactsModel | null> {
    const ownIds = continueIds(ids, grant.continued);
    const account = ownIds.openAccount(id);
    if (account === null) return null;
    const system = systems.get(account.system);
    if (system === undefined) return toUnknownAccount(unknownSystemReason(account.system));
    const facts = await readOnce(account, wanted).catch((error: unknown) => {
      if (isMerciaError(error)) return error;
      throw error;
    });
    deadline.settled();
    if (facts === null || (!isMerciaError(facts) && !isFor(grant, facts, system))) return null;
    const model = isMerciaError(facts)
      ? toUnknownAccount(accountReason(facts, system))
      : toAccountFacts(facts, account, ownIds, reasonOfMove(facts, system));
    counts.add(system, model);
    return caller.role === 'migration' ? showToAnalyst(model, system) : model;
  }

  /** The grant is for a reader of the library that was known when it was given; the system says which one it is now. */
  function isFor({ library, purpose }: AccountGrant, { homeSite }: AccountFacts, system: SystemIdentity): boolean {
    const home = agreedLibrary(system.id, homeSite);
    return home !== null && (purpose === 'SELF_SERVICE' || home === library);
  }

  /** A book that was brought back meanwhile is still on loan at a system that the library no longer lends from. */
  function reasonOfMove({ homeSite }: AccountFacts, system: SystemIdentity): Reason | null {
    const freeze = freezes.ofSite(system.id, homeSite);
    return freeze === null ? null : reasonForFreeze(system, freeze);
  }

  return {
    async factsOf({ id, grant: signed }, wanted) {
      if (signed === null) return null;
      const grant = await verifyGrant(signed, { subjects: subjectsOf(caller), account: id });
      // One part of a request wants the same of all its accounts.
      const name = JSON.stringify([id, grant]);
      const known = asked.get(name);
      if (known !== undefined) return known;
      const loading = load(id, grant, wanted);
      asked.set(name, loading);
      return loading;
    },
  };
}

/** Names the system, never the account. */
function accountReason(error: MerciaError, system: SystemIdentity): Reason {
  const reason = reasonFor(error, system);
  if (reason.code !== 'NOT_SUPPORTED') return reason;
  return { ...reason, message: `${system.name} cannot show accounts here; ask the library.` };
}

const LEFT_OUT = { title: null, item: null, recordId: null } as const;

/**
 * An account as it is shown to an analyst of a move. Dates and sums are enough to see whether two accounts are one person's, so what
 * somebody reads is left out.
 */
function showToAnalyst(facts: AccountFactsModel, system: SystemIdentity): AccountFactsModel {
  const { loans, holds, charges, reason } = facts;
  if (loans === null && holds === null && charges === null) return facts;
  return {
    ...facts,
    loans: loans?.map((loan) => ({ ...loan, ...LEFT_OUT })) ?? null,
    holds: holds?.map((hold) => ({ ...hold, ...LEFT_OUT, enumeration: null })) ?? null,
    charges: charges?.map((charge) => ({ ...charge, reason: null })) ?? null,
    reason: reason ?? notShown(system),
  };
}

function notShown({ id }: SystemIdentity): Reason {
  return {
    code: 'NOT_SUPPORTED',
    message: 'The role that compares accounts is not shown what is borrowed or requested.',
    system: id,
  };
}
