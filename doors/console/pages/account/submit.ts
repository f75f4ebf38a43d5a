/** What the forms of the account do, and what the session keeps of those whose outcome is not known. */
import { isSignInOver, type Graph } from '../../graph.ts';
import { given, type Notice, type SessionMemory, type Shown, type Submission, done, notDone } from '../page.ts';
import {
  cancelHold,
  placeHold,
  renewAll,
  renewOne,
  unlink,
  type AllOutcomes,
  type LoanOutcome,
  type Outcome,
  type Placed,
} from './changes.ts';
import { openReference, type Chosen, type LoanReference, type Reference } from './references.ts';
import { begin, end, type Unsure } from './unsure.ts';
import { sayDueDay } from './words.ts';

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
    // Then nothing was done.
    if (isSignInOver(error)) await end(memory, sent, [], now);
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

/** Null if it is not known what became of it. */
function noticeOfRenewal({ loan, is }: LoanOutcome, now: number): Notice | null {
  const what = `${loan.called} (${loan.library})`;
  switch (is.outcome) {
    case 'DONE':
      return done('Renewed', `${what} ${sayNewDue(is, now)}`);
    case 'REFUSED':
      return notDone('Not renewed', `${what} was not renewed. ${is.why}`);
    case 'UNKNOWN':
      return null;
  }
}

function sayNewDue({ due }: Extract<Outcome, { readonly outcome: 'DONE' }>, now: number): string {
  return due === null ? 'was renewed. Its new due day is not known yet.' : `is now due ${sayDueDay(due, now)}.`;
}

/** Of some or all that were to be renewed. Null if nothing is known of any. */
function noticeOfRenewals({ loans, notTried, unknown }: AllOutcomes, now: number): Notice | null {
  const of = (outcome: Outcome['outcome']): number => loans.filter(({ is }) => is.outcome === outcome).length;
  const [renewed, refused, unsure] = [of('DONE'), of('REFUSED'), of('UNKNOWN') + unknown.length];
  if (renewed + refused + notTried.length === 0) {
    return unsure > 0 ? null : notDone('Nothing to renew', 'There is nothing on loan at these libraries any more.');
  }
  const say = refused + notTried.length + unsure === 0 ? done : notDone;
  return say(
    sayHowMany(renewed, loans.length, unsure, notTried.length > 0),
    ...loans.flatMap(({ loan, is }) =>
      is.outcome === 'DONE' ? [`Renewed: ${loan.called} (${loan.library}) ${sayNewDue(is, now)}`] : [],
    ),
    ...loans.flatMap(({ loan, is }) =>
      is.outcome === 'REFUSED' ? [`Not renewed: ${loan.called} (${loan.library}). ${is.why}`] : [],
    ),
    ...notTried.map(({ library, why }) => `Nothing was renewed at ${library}. ${why}`),
    ...(unsure === 0 ? [] : ['Of the others we cannot tell yet: see below.']),
  );
}

function sayHowMany(count: number, all: number, unsure: number, more: boolean): string {
  if (count === 0) return 'Nothing was renewed for certain';
  const renewed = `${count} renewed`;
  if (unsure > 0) return `${renewed}; of others we cannot tell yet`;
  if (count === all && !more) return all === 1 ? 'Renewed' : `All ${all} renewed`;
  return more ? `${renewed}, others not` : `${count} of ${all} renewed`;
}

/** Null if it is not known what became of it. */
function noticeOfPlacing(called: string, library: string, placed: Placed): Notice | null {
  switch (placed.outcome) {
    case 'DONE': {
      const { queuePosition, pickup } = placed;
      return done(
        'Requested',
        `${called} is requested for you at ${library}.`,
        ...(queuePosition === null ? [] : [`You are number ${queuePosition} in the queue.`]),
        ...(pickup === null ? [] : [`Collect it at ${pickup} when the library says that it is ready.`]),
      );
    }
    case 'REFUSED':
      return notDone('Not requested', `${called} was not requested at ${library}. ${placed.why}`);
    case 'UNKNOWN':
      return null;
  }
}

function noticeOfCancelling(called: string, library: string, outcome: Outcome): Notice | null {
  const what = `${called} (${library})`;
  switch (outcome.outcome) {
    case 'DONE':
      return done('Request cancelled', `${what} is no longer requested for you.`);
    case 'REFUSED':
      return notDone('Request not cancelled', `${what} was not cancelled. ${outcome.why}`);
    case 'UNKNOWN':
      return null;
  }
}

function noticeOfUnlinking(library: string, outcome: Outcome['outcome']): Notice {
  switch (outcome) {
    case 'DONE':
      return done(
        'Card unlinked',
        `Your card of ${library} is no longer linked. Your account at the library did not change.`,
      );
    case 'REFUSED':
      return notDone('Nothing was unlinked', `No card of ${library} was linked.`);
    case 'UNKNOWN':
      return notDone(
        'We cannot tell whether the card was unlinked',
        `Look at your cards below: if ${library} is not among them, it was.`,
      );
  }
}

/** For a form that this session did not make. */
const NOT_OF_THIS_SESSION: Notice = notDone(
  'Nothing was done',
  'This form is not of this session, or its page is out of date. Here is how things are now: use the buttons on this page.',
);

/** For a form of an older page, about something of which it is not known what became of it. */
const NOT_TOLD_YET: Notice = notDone(
  'Nothing was sent now',
  'We cannot tell yet what became of it when it was asked for before. Ask again with the button below.',
);
