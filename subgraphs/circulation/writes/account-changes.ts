/** What one request may change, and what became of it in the time that the request has. */
import type { AccountFacts, HoldFacts, LoanFacts, Refusal } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import { withinTime } from '#platform/deadline.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { CirculationSource, LmsAdapter, SystemIdentity } from '#adapters/adapter.ts';
import type {
  CancelHoldInput,
  PlaceHoldInput,
  RenewAllLoansInput,
  RenewLoanInput,
} from '../__generated__/types.ts';
import type { ReadAccount } from '../accounts/account-reader.ts';
import { endOfRequest } from '../accounts/end-of-request.ts';
import type { OpenedAccount, OpenedEntry, SealedIds } from '../accounts/sealed-ids.ts';
import type { RequestDeadline } from '../request-deadline.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import { assertPatron, findOwn, type Changer } from './own-account.ts';
import { refusedHold, refusedRenewal, toHoldPayload, toRenewLoan } from './payloads.ts';
import type { HoldPayloadModel, RenewAllLoansModel, RenewLoanModel } from './payloads.ts';
import { cannotWrite, NOT_FOUND, stillUnderWay, turnedAway } from './refusals.ts';
import { tracesOfCancelling, tracesOfNewHold, tracesOfRenewal } from './traces.ts';
import { toWantedHold, type WantedHoldMeans } from './wanted-hold.ts';
import type { WriteResult } from './write.ts';
import type { CarryOut } from './write-desk.ts';

/**
 * Each throws FORBIDDEN for whoever is no patron and BAD_USER_INPUT for what cannot be read; what a system does is always
 * an outcome. What is another's is refused as what does not exist is.
 */
export interface AccountChanges {
  renewLoan(input: RenewLoanInput): Promise<RenewLoanModel>;
  renewAllLoans(input: RenewAllLoansInput): Promise<RenewAllLoansModel>;
  placeHold(input: PlaceHoldInput): Promise<HoldPayloadModel>;
  cancelHold(input: CancelHoldInput): Promise<HoldPayloadModel>;
}

export interface AccountChangesOptions {
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  readonly wantedHoldMeans: WantedHoldMeans;
  readonly ids: SealedIds;
  readonly read: ReadAccount;
  readonly loans: CarryOut<LoanFacts>;
  readonly holds: CarryOut<HoldFacts>;
  readonly caller: Changer;
  readonly deadline: RequestDeadline;
}

export function createAccountChanges(options: AccountChangesOptions): AccountChanges {
  const { adapters, wantedHoldMeans, ids, read, loans, holds, caller, deadline } = options;

  function own<Opened extends OpenedAccount>(opened: Opened | null): Opened | null {
    assertPatron(caller);
    return findOwn(opened, caller, ids);
  }

  /** Of a system that the region no longer has, a name and nothing that it can do. */
  function sourceOf(id: SystemId): { readonly system: SystemIdentity; readonly source: CirculationSource } {
    const { system, circulation } = adapters.get(id) ?? { system: { id, kind: 'unknown', name: id } };
    return { system, source: circulation ?? {} };
  }

  async function renew(loan: OpenedEntry, key: string | null, before?: AccountFacts): Promise<RenewLoanModel> {
    const { system, source } = sourceOf(loan.system);
    const send = source.renew?.bind(source, loan.account, loan.localId);
    if (send === undefined) return refusedRenewal(cannotWrite(system));
    const wish = { kind: 'renew', system, account: loan, input: loan.localId, idempotencyKey: key, before } as const;
    const result = loans({ ...wish, ...tracesOfRenewal(loan.localId), send });
    return toRenewLoan(await inTime(system, result, deadline), loan, ids);
  }

  return {
    async renewLoan({ loan: id, idempotencyKey }) {
      const loan = own(ids.openLoan(id));
      if (loan === null) return refusedRenewal(NOT_FOUND);
      return renew(loan, readIdempotencyKey(idempotencyKey));
    },

    async renewAllLoans({ account: id, idempotencyKey }) {
      const account = own(ids.openAccount(id));
      const key = readIdempotencyKey(idempotencyKey);
      if (account === null) return { results: null, refusal: NOT_FOUND };
      const { system } = sourceOf(account.system);
      const before = await readInTime(read, account, system, deadline);
      if ('code' in before) return { results: null, refusal: before };
      if (before.loans === null) return { results: null, refusal: cannotWrite(system) };
      // All at once: the desk takes those of one account in turn, and each is told as it stands when the time is over.
      const keyOf = (loan: string): string | null => (key === null ? null : JSON.stringify([key, loan]));
      const results = before.loans.map(({ localId }) => renew({ ...account, localId }, keyOf(localId), before));
      return { results: await Promise.all(results), refusal: null };
    },

    async placeHold(input) {
      const account = own(ids.openAccount(input.account));
      const key = readIdempotencyKey(input.idempotencyKey);
      if (account === null) return refusedHold(NOT_FOUND);
      const wanted = toWantedHold(input, account.system, wantedHoldMeans);
      if ('code' in wanted) return refusedHold(wanted);
      const { system, source } = sourceOf(account.system);
      const send = source.placeHold?.bind(source, account.account, wanted);
      if (send === undefined) return refusedHold(cannotWrite(system));
      const wish = { kind: 'place_hold', system, account, input: JSON.stringify(wanted), idempotencyKey: key } as const;
      const result = holds({ ...wish, ...tracesOfNewHold(wanted), send });
      return toHoldPayload(await inTime(system, result, deadline), account, ids);
    },

    async cancelHold({ hold: id, idempotencyKey }) {
      const hold = own(ids.openHold(id));
      const key = readIdempotencyKey(idempotencyKey);
      if (hold === null) return refusedHold(NOT_FOUND);
      const { system, source } = sourceOf(hold.system);
      const send = source.cancelHold?.bind(source, hold.account, hold.localId);
      if (send === undefined) return refusedHold(cannotWrite(system));
      const wish = { kind: 'cancel_hold', system, account: hold, input: hold.localId, idempotencyKey: key } as const;
      const result = holds({ ...wish, ...tracesOfCancelling(hold.localId), send });
      return toHoldPayload(await inTime(system, result, deadline), hold, ids);
    },
  };
}

/** The write goes on when the request's time is over: it cannot be taken back, and whoever asks again joins it. */
async function inTime<Done>(
  system: SystemIdentity,
  result: Promise<WriteResult<Done>>,
  deadline: RequestDeadline,
): Promise<WriteResult<Done>> {
  try {
    return await withinTime(result, deadline.endsAt - performance.now(), () => ({
      outcome: 'UNKNOWN',
      reason: stillUnderWay(system),
    }));
  } finally {
    deadline.settled();
  }
}

async function readInTime(
  read: ReadAccount,
  account: OpenedAccount,
  system: SystemIdentity,
  deadline: RequestDeadline,
): Promise<AccountFacts | Refusal> {
  const { signal, forget } = endOfRequest(deadline);
  try {
    return (await read(account, signal)) ?? NOT_FOUND;
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    return turnedAway(error, system);
  } finally {
    forget();
    deadline.settled();
  }
}
