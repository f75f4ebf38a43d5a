/** What the forms of the account do, and what the session keeps of those whose outcome is not known. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import type { Notice, SessionMemory, Shown, Submission } from '../page.ts';
import { cancelHold, renewAll, renewOne, unlink, type AllOutcomes } from './changes.ts';
import {
  noticeOfCancelling,
  noticeOfRenewal,
  noticeOfRenewals,
  noticeOfUnlinking,
  NOT_OF_THIS_SESSION,
  NOT_TOLD_YET,
} from './notices.ts';
import { openReference, type LoanReference, type Reference } from './references.ts';
import { begin, end, type Unsure } from './unsure.ts';

type Of<To extends Reference['to']> = Extract<Reference, { readonly to: To }>;

/** Always leads back to the account, which shows how things are then. Throws UNAUTHENTICATED: then nothing was done. */
export async function submitReference(submission: Submission, memory: SessionMemory): Promise<Shown> {
  const reference = openReference(memory, submission.form.get('reference') ?? '');
  if (reference === null) return backWith(NOT_OF_THIS_SESSION);
  return backWith(await carryOut(submission, memory, reference));
}

/** What is not known has no notice: the account shows it until it is. */
function backWith(notice: Notice | null): Shown {
  return notice === null ? { redirect: '/account' } : { redirect: '/account', notice };
}

async function carryOut(
  { graph, now }: Submission,
  memory: SessionMemory,
  reference: Reference,
): Promise<Notice | null> {
  switch (reference.to) {
    case 'RENEW': {
      const sent = unsureRenewal(reference, now);
      const result = await sendOnce(
        { memory, now, sent: [sent] },
        () => renewOne(graph, reference),
        ({ is }) => (is.outcome === 'UNKNOWN' ? [sent] : []),
      );
      return result === null ? NOT_TOLD_YET : noticeOfRenewal(result, now);
    }
    case 'RENEW_ALL': {
      const sent = unsureRenewals(reference, now);
      const result = await sendOnce(
        { memory, now, sent },
        () => renewAll(graph, reference),
        (outcomes) => stillUnsure(sent, outcomes),
      );
      return result === null ? NOT_TOLD_YET : noticeOfRenewals(result, now);
    }
    case 'CANCEL': {
      const { key, hold, account, library, called } = reference;
      const sent: Unsure = { to: 'CANCEL', key, account, library, hold, at: now };
      const result = await sendOnce(
        { memory, now, sent: [sent] },
        () => cancelHold(graph, reference),
        ({ outcome }) => (outcome === 'UNKNOWN' ? [sent] : []),
      );
      return result === null ? NOT_TOLD_YET : noticeOfCancelling(called, library, result);
    }
    case 'UNLINK':
      return noticeOfUnlinking(reference.library, await unlink(graph, reference));
  }
}

interface Sending {
  readonly memory: SessionMemory;
  readonly now: number;
  readonly sent: readonly Unsure[];
}

/**
 * Sends what the session then holds to be not known, until the answer says more. Null if something of it is not known from before,
 * under another key: nothing was sent.
 */
async function sendOnce<Result>(
  { memory, now, sent }: Sending,
  send: () => Promise<Result>,
  still: (result: Result) => readonly Unsure[],
): Promise<Result | null> {
  if (!(await begin(memory, sent, now))) return null;
  try {
    const result = await send();
    await end(memory, sent, still(result), now);
    return result;
  } catch (error) {
    const nothingDone = error instanceof MerciaClientError && error.code === 'UNAUTHENTICATED';
    if (nothingDone) await end(memory, sent, [], now);
    throw error;
  }
}

function unsureRenewal({ key, loan }: Of<'RENEW'>, now: number): Unsure {
  const { account, library } = loan;
  return { to: 'RENEW', key, account, library, loans: [toKept(loan)], at: now };
}

function unsureRenewals({ key, accounts, loans }: Of<'RENEW_ALL'>, now: number): readonly Unsure[] {
  return accounts.map(({ id, library }) => {
    const own = loans.filter(({ account }) => account === id).map(toKept);
    return { to: 'RENEW_ALL', key, account: id, library, loans: own, at: now };
  });
}

/** No title is kept. */
function toKept({ id, due, renewals }: LoanReference): Pick<LoanReference, 'id' | 'due' | 'renewals'> {
  return { id, due, renewals };
}

/** Of an account that gave no answer, every loan; of others those of which it is not known. */
function stillUnsure(sent: readonly Unsure[], { loans, unknown }: AllOutcomes): readonly Unsure[] {
  return sent.flatMap((one): readonly Unsure[] => {
    if (one.to === 'CANCEL' || unknown.some(({ id }) => id === one.account)) return [one];
    const own = loans.flatMap(({ loan, is }) =>
      loan.account === one.account && is.outcome === 'UNKNOWN' ? [toKept(loan)] : [],
    );
    return own.length === 0 ? [] : [{ ...one, loans: own }];
  });
}
