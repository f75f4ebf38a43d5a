/** The changes that one request may ask for, and their outcomes in the time that the request has. */
import { isCalled, type AccountFacts, type HoldFacts, type LoanFacts, type Refusal } from '#domain/accounts.ts';
import { partsOfHolding, toId, type SystemId } from '#domain/ids.ts';
import { withinTime } from '#platform/deadline.ts';
import { badUserInput, isMerciaError, MerciaError } from '#platform/errors.ts';
import type { WriteSource, LmsAdapter, SystemIdentity } from '#contract/adapter.ts';
import type { CancelHoldInput, PlaceHoldInput, RenewAllLoansInput, RenewLoanInput } from '../__generated__/types.ts';
import type { ReadAccount } from '../accounts/patron-call.ts';
import { endOfRequest, type RequestDeadline } from '../request-deadline.ts';
import type { OpenedAccount, OpenedEntry, SealedIds } from '../accounts/sealed-ids.ts';
import { refusedHold, refusedRenewal, toHoldPayload, toRenewLoan } from './payloads.ts';
import type { HoldPayloadModel, RenewAllLoansModel, RenewLoanModel } from './payloads.ts';
import { type KnownCopies, type OwnersOfCopies, toWantedHold, type IsOfRegion } from './wanted-hold.ts';
import { NO_PATRON_DATA, NOT_FOUND, turnedAwayRefusal, underWayReason, unsupportedRefusal } from './refusals.ts';
import { tracesOfCancelling, tracesOfNewHold, tracesOfRenewal } from './traces.ts';
import type { WriteResult } from './write.ts';
import type { SendOnceOptions } from './send-once.ts';
import type { CarryOut } from './write-queue.ts';
import type { Caller } from '#platform/signed-context.ts';

/**
 * Each throws FORBIDDEN for everybody but a patron and BAD_USER_INPUT for input that cannot be read; what a system does is
 * always an outcome. What belongs to somebody else is refused as if it did not exist.
 */
export type AccountChanges = ReturnType<typeof createAccountChanges>;

/** In a region without a secret for patron data there are no accounts to change. */
export const NO_CHANGES: AccountChanges = {
  renewLoan: async () => refusedRenewal(NO_PATRON_DATA),
  renewAllLoans: async () => ({ results: null, refusal: NO_PATRON_DATA }),
  placeHold: async () => refusedHold(NO_PATRON_DATA),
  cancelHold: async () => refusedHold(NO_PATRON_DATA),
};

export interface AccountChangesOptions {
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  readonly isOfRegion: IsOfRegion;
  readonly copiesOf: KnownCopies;
  readonly ownersOfCopies: OwnersOfCopies;
  /** How the caller's accounts and loans are called. Throws FORBIDDEN for a grant that is another's, or over. */
  readonly idsOf: () => Promise<SealedIds>;
  readonly read: ReadAccount;
  readonly refuse: SendOnceOptions['refuse'];
  readonly loans: CarryOut<LoanFacts>;
  readonly holds: CarryOut<HoldFacts>;
  readonly caller: Changer;
  readonly deadline: RequestDeadline;
}

interface Changing extends AccountChangesOptions {
  readonly ids: SealedIds;
}

export function createAccountChanges(options: AccountChangesOptions) {
  const changing = async (): Promise<Changing> => ({ ...options, ids: await options.idsOf() });
  return {
    renewLoan: async (input: RenewLoanInput): Promise<RenewLoanModel> => renewLoan(await changing(), input),
    renewAllLoans: async (input: RenewAllLoansInput): Promise<RenewAllLoansModel> =>
      renewAllLoans(await changing(), input),
    placeHold: async (input: PlaceHoldInput): Promise<HoldPayloadModel> => placeHold(await changing(), input),
    cancelHold: async (input: CancelHoldInput): Promise<HoldPayloadModel> => cancelHold(await changing(), input),
  };
}

async function renewLoan(options: Changing, { loan: id, idempotencyKey }: RenewLoanInput): Promise<RenewLoanModel> {
  const loan = findOwn(options.ids.openLoan(id), options.caller, options.ids);
  if (loan === null) return refusedRenewal(NOT_FOUND);
  return renew(options, loan, readIdempotencyKey(idempotencyKey));
}

async function renewAllLoans(
  options: Changing,
  { account: id, idempotencyKey }: RenewAllLoansInput,
): Promise<RenewAllLoansModel> {
  const { ids, caller } = options;
  const account = findOwn(ids.openAccount(id), caller, ids);
  const key = readIdempotencyKey(idempotencyKey);
  if (account === null) return { results: null, refusal: NOT_FOUND };
  const { system } = sourceOf(options, account.system);
  const before = await readInTime(options.read, account, system, options.deadline);
  if ('code' in before) return { results: null, refusal: before };
  const refusal = options.refuse(system, before, []);
  if (refusal !== null) return { results: null, refusal };
  if (before.loans === null) return { results: null, refusal: unsupportedRefusal(system) };
  // All at once: the queue takes those of one account in turn, and when the time is over each is reported as it stands.
  const keyOf = (loan: string): string | null => (key === null ? null : JSON.stringify([key, loan]));
  const results = before.loans.map(({ localId }) => renew(options, { ...account, localId }, keyOf(localId), before));
  return { results: await Promise.all(results), refusal: null };
}

async function renew(
  options: Changing,
  loan: OpenedEntry,
  idempotencyKey: string | null,
  before?: AccountFacts,
): Promise<RenewLoanModel> {
  const { system, source, writesOff } = sourceOf(options, loan.system);
  const send = source.renew?.bind(source, loan.account, loan.localId);
  if (send === undefined) return refusedRenewal(unsupportedRefusal(system, writesOff), options.ids.loan(loan));
  const wanted = { kind: 'renew', system, account: loan, input: loan.localId, idempotencyKey, before } as const;
  const ownersOf = ({ loans }: AccountFacts) =>
    options.ownersOfCopies([loans?.find((one) => isCalled(one, loan.localId))?.item]);
  const result = options.loans({ ...wanted, ownersOf, ...tracesOfRenewal(loan.localId), send });
  return toRenewLoan(await inTime(system, result, options.deadline), loan, options.ids);
}

async function placeHold(options: Changing, input: PlaceHoldInput): Promise<HoldPayloadModel> {
  const { ids, caller } = options;
  const account = findOwn(ids.openAccount(input.account), caller, ids);
  const idempotencyKey = readIdempotencyKey(input.idempotencyKey);
  if (account === null) return refusedHold(NOT_FOUND);
  const asked = toWantedHold(input, account.system, options.isOfRegion);
  if ('code' in asked) return refusedHold(asked);
  const copies = await options.copiesOf(options.adapters.get(account.system), input.holding);
  const hold = copies === undefined ? asked : { ...asked, copies };
  const { system, source, writesOff } = sourceOf(options, account.system);
  const send = source.placeHold?.bind(source, account.account, hold);
  if (send === undefined) return refusedHold(unsupportedRefusal(system, writesOff));
  const wanted = { kind: 'place_hold', system, account, input: JSON.stringify(asked), idempotencyKey } as const;
  const owner = partsOfHolding(input.holding)?.library ?? [];
  const item = typeof input.item === 'string' ? toId(input.item, 'item') : null;
  const ownersOf = async () => (await options.ownersOfCopies([item])).concat(owner);
  const result = options.holds({ ...wanted, ownersOf, ...tracesOfNewHold(hold), send });
  return toHoldPayload(await inTime(system, result, options.deadline), account, ids);
}

async function cancelHold(
  options: Changing,
  { hold: id, idempotencyKey: key }: CancelHoldInput,
): Promise<HoldPayloadModel> {
  const { ids, caller } = options;
  const hold = findOwn(ids.openHold(id), caller, ids);
  const idempotencyKey = readIdempotencyKey(key);
  if (hold === null) return refusedHold(NOT_FOUND);
  const { system, source, writesOff } = sourceOf(options, hold.system);
  const send = source.cancelHold?.bind(source, hold.account, hold.localId);
  if (send === undefined) return refusedHold(unsupportedRefusal(system, writesOff));
  const wanted = { kind: 'cancel_hold', system, account: hold, input: hold.localId, idempotencyKey } as const;
  const ownersOf = ({ holds }: AccountFacts) =>
    options.ownersOfCopies([holds?.find((one) => isCalled(one, hold.localId))?.item]);
  const result = options.holds({ ...wanted, ownersOf, ...tracesOfCancelling(hold.localId), send });
  return toHoldPayload(await inTime(system, result, options.deadline), hold, ids);
}

/** A system that the region no longer has can do nothing, and is named by its id. */
function sourceOf(
  { adapters }: AccountChangesOptions,
  id: SystemId,
): { readonly system: SystemIdentity; readonly source: WriteSource; readonly writesOff: string | undefined } {
  const { system, writes, writesOff } = adapters.get(id) ?? { system: { id, kind: 'unknown', name: id } };
  return { system, source: writes ?? {}, writesOff };
}

/** The write goes on after the request's time: it cannot be taken back, and asking again joins it. */
async function inTime<Done>(
  system: SystemIdentity,
  result: Promise<WriteResult<Done>>,
  deadline: RequestDeadline,
): Promise<WriteResult<Done>> {
  try {
    return await withinTime(result, deadline.endsAt - performance.now(), () => ({
      outcome: 'UNKNOWN',
      reason: underWayReason(system),
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
    return turnedAwayRefusal(error, system);
  } finally {
    forget();
    deadline.settled();
  }
}

const LONGEST = 255;

/** Null if the caller gave none. Throws BAD_USER_INPUT for one that is empty or too long; the message does not repeat it. */
function readIdempotencyKey(key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  if (key.trim() !== '' && key.length <= LONGEST) return key;
  throw badUserInput(`idempotencyKey: it must have 1 to ${LONGEST} characters.`);
}

interface Changer extends Pick<Caller, 'role'> {
  readonly accounts?: readonly string[] | undefined;
}

/**
 * Null for another patron's account just as for none, so that the answer does not show that it exists. Throws FORBIDDEN for
 * everybody but a patron.
 */
function findOwn<Opened extends OpenedAccount>(
  opened: Opened | null,
  { role, accounts = [] }: Changer,
  ids: SealedIds,
): Opened | null {
  if (role !== 'patron') throw new MerciaError('FORBIDDEN', 'Only a signed-in patron can change an account.');
  if (opened === null) return null;
  const isOpened = (own: OpenedAccount | null): boolean =>
    own?.system === opened.system && own.account === opened.account;
  return accounts.some((id) => isOpened(ids.openAccount(id))) ? opened : null;
}
