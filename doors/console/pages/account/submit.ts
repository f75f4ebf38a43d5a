/** What the forms of the account do, and what the session keeps of those whose outcome is not known. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import type { Graph } from '../../graph.ts';
import { given, type Notice, type SessionMemory, type Shown, type Submission } from '../page.ts';
import { cancelHold, placeHold, renewAll, renewOne, unlink, type AllOutcomes } from './changes.ts';
import {
  noticeOfCancelling,
  noticeOfPlacing,
  noticeOfRenewal,
  noticeOfRenewals,
  noticeOfUnlinking,
  NOT_OF_THIS_SESSION,
  NOT_TOLD_YET,
} from './notices.ts';
import { openReference, type Chosen, type LoanReference, type Reference } from './references.ts';
import { begin, end, type Unsure } from './unsure.ts';

/**
 * Leads to the account, which shows how things are then; from a request that was refused back to its form, where another copy or place
 * can be chosen. Throws UNAUTHENTICATED: then nothing was done.
 */
export async function submitReference(submission: Submission, memory: SessionMemory): Promise<Shown> {
  const reference = openReference(memory, submission.form.get('reference') ?? '');
  if (reference === null) return backWith(NOT_OF_THIS_SESSION);
  const notice = await carryOut(submission, memory, chooseFrom(submission.form, reference));
  return reference.to === 'PLACE' && notice?.kind === 'important'
    ? { redirect: reference.page, notice }
    : backWith(notice);
}

/** What the form says of a copy and a place, where that was not chosen before. */
function chooseFrom(form: URLSearchParams, reference: Reference): Reference {
  if (reference.to !== 'PLACE' || reference.chosen !== null) return reference;
  return { ...reference, chosen: { item: given(form, 'item'), pickup: given(form, 'pickup') } };
}

const ANY: Chosen = { item: null, pickup: null };

/** What is not known has no notice: the account shows it until it is. */
function backWith(notice: Notice | null): Shown {
  return notice === null ? { redirect: '/account' } : { redirect: '/account', notice };
}

async function carryOut(
  { graph, now }: Submission,
  memory: SessionMemory,
  reference: Reference,
): Promise<Notice | null> {
  if (reference.to === 'UNLINK') return noticeOfUnlinking(reference.library, await unlink(graph, reference));
  const sent = await begin(memory, unsureOf(reference, now), now);
  // Something of it is not known from before, under another key: nothing is sent.
  if (sent === null) return NOT_TOLD_YET;
  try {
    const { notice, still } = await send(graph, reference, sent, now);
    await end(memory, sent, still, now);
    return notice;
  } catch (error) {
    const nothingDone = error instanceof MerciaClientError && error.code === 'UNAUTHENTICATED';
    if (nothingDone) await end(memory, sent, [], now);
    throw error;
  }
}

type Change = Exclude<Reference, { readonly to: 'UNLINK' }>;

/** What is not known until the answer says more: one for each account. */
function unsureOf(change: Change, at: number): readonly Unsure[] {
  const { key } = change;
  switch (change.to) {
    case 'RENEW': {
      const { account, library } = change.loan;
      return [{ to: 'RENEW', key, account, library, loans: [toKept(change.loan)], at }];
    }
    case 'RENEW_ALL':
      return change.accounts.map(({ id, library }) => {
        const loans = change.loans.filter(({ account }) => account === id).map(toKept);
        return { to: 'RENEW_ALL', key, account: id, library, loans, at };
      });
    case 'CANCEL': {
      const { account, library, hold } = change;
      return [{ to: 'CANCEL', key, account, library, hold, at }];
    }
    case 'PLACE': {
      const { account, library, holding, record, page, had, chosen } = change;
      return [{ to: 'PLACE', key, account, library, holding, record, page, had, chosen: chosen ?? ANY, at }];
    }
  }
}

/** Gives what to say of it, and what of `sent` is still not known. */
async function send(graph: Graph, change: Change, sent: readonly Unsure[], now: number) {
  switch (change.to) {
    case 'RENEW': {
      const result = await renewOne(graph, change);
      return { notice: noticeOfRenewal(result, now), still: result.is.outcome === 'UNKNOWN' ? sent : [] };
    }
    case 'RENEW_ALL': {
      const outcomes = await renewAll(graph, change);
      return { notice: noticeOfRenewals(outcomes, now), still: stillUnsure(sent, outcomes) };
    }
    case 'PLACE': {
      const [begun] = sent;
      const result = await placeHold(graph, change, begun?.to === 'PLACE' ? begun.chosen : ANY);
      const notice = noticeOfPlacing(change.called, change.library, result);
      return { notice, still: result.outcome === 'UNKNOWN' ? sent : [] };
    }
    case 'CANCEL': {
      const result = await cancelHold(graph, change);
      const notice = noticeOfCancelling(change.called, change.library, result);
      return { notice, still: result.outcome === 'UNKNOWN' ? sent : [] };
    }
  }
}

/** No title is kept. */
function toKept({ id, due, renewals }: LoanReference): Pick<LoanReference, 'id' | 'due' | 'renewals'> {
  return { id, due, renewals };
}

/** Of an account that gave no answer, every loan; of others those of which it is not known. */
function stillUnsure(sent: readonly Unsure[], { loans, unknown }: AllOutcomes): readonly Unsure[] {
  return sent.flatMap((one): readonly Unsure[] => {
    if (!('loans' in one) || unknown.some(({ id }) => id === one.account)) return [one];
    const own = loans.flatMap(({ loan, is }) =>
      loan.account === one.account && is.outcome === 'UNKNOWN' ? [toKept(loan)] : [],
    );
    return own.length === 0 ? [] : [{ ...one, loans: own }];
  });
}
