/** What came of a form, in words, for the page that follows it. Nothing is said here of what is not known: that stays on the page. */
import type { Notice } from '../page.ts';
import type { AllOutcomes, LoanOutcome, Outcome } from './changes.ts';
import { sayDueDay } from './words.ts';

/** Null if it is not known what became of it. */
export function noticeOfRenewal({ loan, is }: LoanOutcome, now: number): Notice | null {
  const what = `${loan.called} (${loan.library})`;
  switch (is.outcome) {
    case 'DONE':
      return { kind: 'success', heading: 'Renewed', paragraphs: [`${what} ${sayNewDue(is, now)}`] };
    case 'REFUSED':
      return { kind: 'important', heading: 'Not renewed', paragraphs: [`${what} was not renewed. ${is.why}`] };
    case 'UNKNOWN':
      return null;
  }
}

function sayNewDue({ due }: Extract<Outcome, { readonly outcome: 'DONE' }>, now: number): string {
  return due === null ? 'was renewed. Its new due day is not known yet.' : `is now due ${sayDueDay(due, now)}.`;
}

/** Of some or all that were to be renewed. Null if nothing is known of any. */
export function noticeOfRenewals({ loans, notTried, unknown }: AllOutcomes, now: number): Notice | null {
  const of = (outcome: Outcome['outcome']): readonly LoanOutcome[] => loans.filter(({ is }) => is.outcome === outcome);
  const [done, refused, unsure] = [of('DONE'), of('REFUSED'), of('UNKNOWN')];
  if (done.length + refused.length + notTried.length === 0) {
    return unsure.length + unknown.length > 0
      ? null
      : {
          kind: 'important',
          heading: 'Nothing to renew',
          paragraphs: ['There is nothing on loan at these libraries any more.'],
        };
  }
  const complete = refused.length + notTried.length + unsure.length + unknown.length === 0;
  return {
    kind: complete ? 'success' : 'important',
    heading: sayHowMany(done.length, loans.length, unknown.length + notTried.length > 0),
    paragraphs: [
      ...done.flatMap(({ loan, is }) =>
        is.outcome === 'DONE' ? [`Renewed: ${loan.called} (${loan.library}) ${sayNewDue(is, now)}`] : [],
      ),
      ...refused.flatMap(({ loan, is }) =>
        is.outcome === 'REFUSED' ? [`Not renewed: ${loan.called} (${loan.library}). ${is.why}`] : [],
      ),
      ...notTried.map(({ library, why }) => `Nothing was renewed at ${library}. ${why}`),
      ...(unsure.length + unknown.length === 0 ? [] : ['Of the others we cannot tell yet: see below.']),
    ],
  };
}

function sayHowMany(done: number, all: number, more: boolean): string {
  if (done === 0) return 'Nothing was renewed for certain';
  const renewed = `${done} renewed`;
  if (done === all && !more) return all === 1 ? 'Renewed' : `All ${all} renewed`;
  return more ? `${renewed}, others not` : `${done} of ${all} renewed`;
}

export function noticeOfCancelling(called: string, library: string, outcome: Outcome): Notice | null {
  const what = `${called} (${library})`;
  switch (outcome.outcome) {
    case 'DONE':
      return { kind: 'success', heading: 'Request cancelled', paragraphs: [`${what} is no longer requested for you.`] };
    case 'REFUSED':
      return {
        kind: 'important',
        heading: 'Request not cancelled',
        paragraphs: [`${what} was not cancelled. ${outcome.why}`],
      };
    case 'UNKNOWN':
      return null;
  }
}

export function noticeOfUnlinking(library: string, outcome: Outcome['outcome']): Notice {
  switch (outcome) {
    case 'DONE':
      return {
        kind: 'success',
        heading: 'Card unlinked',
        paragraphs: [`Your card of ${library} is no longer linked. Your account at the library did not change.`],
      };
    case 'REFUSED':
      return { kind: 'important', heading: 'Nothing was unlinked', paragraphs: [`No card of ${library} was linked.`] };
    case 'UNKNOWN':
      return {
        kind: 'important',
        heading: 'We cannot tell whether the card was unlinked',
        paragraphs: [`Look at your cards below: if ${library} is not among them, it was.`],
      };
  }
}

/** For a form that this session did not make. */
export const NOT_OF_THIS_SESSION: Notice = {
  kind: 'important',
  heading: 'Nothing was done',
  paragraphs: [
    'The form came from a page that is out of date. Here is how things are now: use the buttons on this page.',
  ],
};

/** For a form of an older page, about something of which it is not known what became of it. */
export const NOT_TOLD_YET: Notice = {
  kind: 'important',
  heading: 'Nothing was sent now',
  paragraphs: ['We cannot tell yet what became of it when it was asked for before. Ask again with the button below.'],
};
