/** What came of a form, in words, for the page that follows it. Nothing is said here of what is not known: that stays on the page. */
import { done, notDone, type Notice } from '../page.ts';
import type { AllOutcomes, LoanOutcome, Outcome, Placed } from './changes.ts';
import { sayDueDay } from './words.ts';

/** Null if it is not known what became of it. */
export function noticeOfRenewal({ loan, is }: LoanOutcome, now: number): Notice | null {
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
export function noticeOfRenewals({ loans, notTried, unknown }: AllOutcomes, now: number): Notice | null {
  const of = (outcome: Outcome['outcome']): number => loans.filter(({ is }) => is.outcome === outcome).length;
  const [renewed, refused, unsure] = [of('DONE'), of('REFUSED'), of('UNKNOWN') + unknown.length];
  if (renewed + refused + notTried.length === 0) {
    return unsure > 0 ? null : notDone('Nothing to renew', 'There is nothing on loan at these libraries any more.');
  }
  const say = refused + notTried.length + unsure === 0 ? done : notDone;
  return say(
    sayHowMany(renewed, loans.length, unknown.length + notTried.length > 0),
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

function sayHowMany(count: number, all: number, more: boolean): string {
  if (count === 0) return 'Nothing was renewed for certain';
  const renewed = `${count} renewed`;
  if (count === all && !more) return all === 1 ? 'Renewed' : `All ${all} renewed`;
  return more ? `${renewed}, others not` : `${count} of ${all} renewed`;
}

/** Null if it is not known what became of it. */
export function noticeOfPlacing(called: string, library: string, placed: Placed): Notice | null {
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

export function noticeOfCancelling(called: string, library: string, outcome: Outcome): Notice | null {
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

export function noticeOfUnlinking(library: string, outcome: Outcome['outcome']): Notice {
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
export const NOT_OF_THIS_SESSION: Notice = notDone(
  'Nothing was done',
  'This form is not of this session, or its page is out of date. Here is how things are now: use the buttons on this page.',
);

/** For a form of an older page, about something of which it is not known what became of it. */
export const NOT_TOLD_YET: Notice = notDone(
  'Nothing was sent now',
  'We cannot tell yet what became of it when it was asked for before. Ask again with the button below.',
);
