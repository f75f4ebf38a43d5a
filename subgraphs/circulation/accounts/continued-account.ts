/**
 * Accounts that go on at another system since their library moved there: they and their loans keep the ids that they had. Nothing of it
 * is kept here: `patrons` keeps it, sealed, with the link, and hands it over with leave to read the account.
 */
import type { AccountFacts } from '#domain/accounts.ts';
import type { AccountId, SystemId } from '#domain/ids.ts';
import type { MovedIds } from '#domain/moved-ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { CallPatrons, ReadAccount } from './patron-call.ts';
import type { ContinuedAccount, OpenedAccount, SealedIds } from './sealed-ids.ts';

/** The ids of a request: those of the account and its loans are the old ones, and lead to the new system. */
export function continueIds(ids: SealedIds, sealed: string | undefined): SealedIds {
  const continued = sealed === undefined ? null : ids.openContinued(sealed);
  if (continued === null) return ids;
  const { was, now } = continued;
  const oldLoans = new Map(continued.loans.map(([old, current]) => [current, old]));
  const newLoans = new Map(continued.loans);
  return {
    ...ids,
    account: (opened) => ids.account(isSame(opened, now) ? was : opened),
    loan(opened) {
      const old = isSame(opened, now) ? oldLoans.get(opened.localId) : undefined;
      return ids.loan(old === undefined ? opened : { ...was, localId: old });
    },
    openAccount(id) {
      const opened = ids.openAccount(id);
      return opened !== null && isSame(opened, was) ? now : opened;
    },
    openLoan(id) {
      const opened = ids.openLoan(id);
      const current = opened !== null && isSame(opened, was) ? newLoans.get(opened.localId) : undefined;
      return current === undefined ? opened : { ...now, localId: current };
    },
  };
}

function isSame(one: OpenedAccount, other: OpenedAccount): boolean {
  return one.system === other.system && one.account === other.account;
}

export interface ContinuedFrom {
  /** The account at the old system: its id goes on standing. */
  readonly account: AccountId;
  /** What is kept of it. */
  readonly sealed: string;
}

interface ContinueOptions {
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  readonly ids: SealedIds;
  readonly callPatrons: CallPatrons;
  readonly read: ReadAccount;
  readonly movedIds: MovedIds;
}

interface Continuing {
  readonly card: string;
  readonly now: OpenedAccount;
  /** Accounts of the same person at systems that their library has left. */
  readonly former: readonly string[];
  readonly until: AbortSignal;
}

/**
 * Which of a person's former accounts goes on in this one: the one that its own system finds by the same card. Null if none does, or
 * if that system does not say so now: what is not certain gets an id of its own.
 */
export type ContinueAccount = (asked: Continuing) => Promise<ContinuedFrom | null>;

export function createContinueAccount({
  adapters,
  ids,
  callPatrons,
  read,
  movedIds,
}: ContinueOptions): ContinueAccount {
  async function findAt(system: SystemId, { card, until }: Continuing): Promise<string | null> {
    const patrons = adapters.get(system)?.patrons;
    if (patrons === undefined) return null;
    const found = await callPatrons({ system, kind: 'verify', ask: (signal) => patrons.find(card, signal), until });
    return found?.account ?? null;
  }

  /** None if either system does not say its loans now: they have new ids then. */
  async function pairLoans(was: OpenedAccount, now: OpenedAccount, until: AbortSignal) {
    const both = await Promise.all([read(was, until), read(now, until)]).catch(giveUp);
    return both === null ? [] : sameLoans(both[0], both[1], movedIds);
  }

  return async (asked) => {
    const { now, former, until } = asked;
    for (const id of former) {
      const was = ids.openAccount(id);
      if (was === null || was.system === now.system) continue;
      const account = await findAt(was.system, asked).catch(giveUp);
      if (account !== was.account) continue;
      return {
        account: ids.account(was),
        sealed: ids.continued({ was, now, loans: await pairLoans(was, now, until) }),
      };
    }
    return null;
  };
}

function giveUp(error: unknown): null {
  if (isMerciaError(error)) return null;
  throw error;
}

/** The same copy, due on the same day. */
function sameLoans(
  before: AccountFacts | null,
  after: AccountFacts | null,
  movedIds: MovedIds,
): ContinuedAccount['loans'] {
  const now = new Map(after?.loans?.map((loan) => [loan.item, loan]) ?? []);
  return (before?.loans ?? []).flatMap(({ item, due, localId }): ContinuedAccount['loans'] => {
    const same = item === null ? undefined : now.get(movedIds.newOf(item));
    return same !== undefined && due !== null && same.due?.on === due.on ? [[localId, same.localId]] : [];
  });
}
