/** Requests whose outcome is not known yet, in words: what not to do, where to look, and how to ask again without doing anything twice. */
import { plural, sayWhen } from '../../words/moments.ts';
import type { Account } from './asked.ts';
import type { Seal } from './references.ts';
import { quote, type Unsure } from './unsure.ts';
import { waysToReach } from '../../words/contact.ts';

export function toUnsure(all: readonly Unsure[], accounts: readonly Account[], seal: Seal, now: number) {
  return all.map((one) => {
    const account = accounts.find(({ id }) => id === one.account);
    const words = wordsOf(one, account);
    return {
      heading: words.heading,
      paragraphs: [
        words.what,
        words.doNot,
        `We last asked ${sayWhen(new Date(one.at).toISOString(), now)}. You can ask again here: it is never done twice. If the library’s system still does not answer, ask the library.`,
      ],
      contact: waysToReach(account?.library.contact ?? null),
      again: sealAgain(one, account, seal),
    };
  });
}

function wordsOf(one: Unsure, account: Account | undefined) {
  if (one.to === 'PLACE') return sayPlacing(one);
  return one.to === 'CANCEL' ? sayCancel(one, account) : sayRenewal(one, account);
}

function sayPlacing({ library }: Pick<Unsure, 'library'>) {
  return {
    heading: 'We cannot tell whether it was requested',
    what: `A title that you asked for at ${library}: the library’s system has not said what became of it.`,
    doNot: 'Do not ask for it again, here or elsewhere: it would be in the queue twice.',
  };
}

function sayRenewal(one: Extract<Unsure, { readonly loans: readonly unknown[] }>, account: Account | undefined) {
  const titles = one.loans.map(({ id }) => account?.facts?.loans?.find((loan) => loan.id === id)?.title ?? null);
  const known = titles.filter((title) => title !== null);
  const what =
    known.length === titles.length && known.length > 0
      ? `${known.map(quote).join(', ')} at ${one.library}: the library’s system has not said what became of it.`
      : `${one.loans.length === 0 ? 'Your loans' : plural(one.loans.length, 'loan')} at ${one.library}: the library’s system has not said what became of it.`;
  const looked = account?.facts?.loans ?? null;
  return {
    heading: titles.length === 1 ? 'We cannot tell whether it was renewed' : 'We cannot tell whether they were renewed',
    what,
    doNot:
      looked === null
        ? 'Do not renew it again, here or elsewhere. Look at this page again later: a later due day shows that it was renewed. Until you know, keep to the day that you knew before.'
        : 'Do not renew it again, here or elsewhere. The due day below is what the library’s system says now: keep to it.',
  };
}

function sayCancel(one: Extract<Unsure, { readonly to: 'CANCEL' }>, account: Account | undefined) {
  const title = account?.facts?.holds?.find(({ id }) => id === one.hold)?.title ?? null;
  const what = title === null ? 'A request' : `“${title}”`;
  return {
    heading: 'We cannot tell whether the request was cancelled',
    what: `${what} at ${one.library}: the library’s system has not said what became of it.`,
    doNot: 'As long as it is in your list below, the library may still keep a copy for you.',
  };
}

function sealAgain(one: Unsure, account: Account | undefined, seal: Seal): string {
  if (one.to === 'CANCEL') {
    const { key, hold, library } = one;
    return seal({ to: 'CANCEL', key, hold, account: one.account, library, called: 'Your request' });
  }
  if (one.to === 'PLACE') {
    const { key, library, holding, record, page, had, chosen } = one;
    const called = 'What you asked for';
    return seal({ to: 'PLACE', key, account: one.account, library, holding, record, called, page, had, chosen });
  }
  const loans = one.loans.map(({ id, due, renewals }) => ({
    id,
    account: one.account,
    library: one.library,
    called: quote(account?.facts?.loans?.find((loan) => loan.id === id)?.title ?? null),
    due,
    renewals,
  }));
  const [loan] = loans;
  return one.to === 'RENEW' && loan !== undefined
    ? seal({ to: 'RENEW', key: one.key, loan })
    : seal({
        to: 'RENEW_ALL',
        key: one.key,
        accounts: [{ id: one.account, library: one.library }],
        loans,
      });
}
