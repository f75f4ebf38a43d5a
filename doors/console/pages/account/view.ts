/** What somebody has on loan at all their libraries, what they asked for and owe, and which libraries could not be asked. */
import { listNames } from '../../words/lists.ts';
import { plural, sayDay, sayWhen } from '../../words/moments.ts';
import type { SessionMemory } from '../page.ts';
import type { Account } from './asked.ts';
import { sayUntold, toHolds } from './holds.ts';
import { toLoans } from './loans.ts';
import { sealIn, type Seal } from './references.ts';
import { standingOf, type Standing, type Stood } from './standing.ts';
import { type Settled, quote, type Unsure } from './unsure.ts';
import { sayBlock, sayMoney, sayTotal } from './words.ts';
import { libraryHref } from '../hrefs.ts';
import { waysToReach } from '../../words/contact.ts';

export interface Asked {
  readonly accounts: readonly Account[];
  /** Of accounts whose contents the graph itself could not give. */
  readonly failed: ReadonlySet<string>;
}

export function accountView(
  { accounts, failed }: Asked,
  { still, found }: Settled,
  memory: Pick<SessionMemory, 'sealer'>,
  now: number,
) {
  const seal = sealIn(memory);
  const stood = accounts.map((account) => ({ account, standing: standingOf(account, failed.has(account.id), now) }));
  const loans = toLoans(stood, still, seal, now);
  return {
    title: 'Your account',
    current: '/account',
    summary: sayLoans(stood, loans),
    found,
    unsure: toUnsure(still, accounts, seal, now),
    missing: stood.flatMap(({ standing }) => standing.words ?? []),
    loans,
    holds: toHolds(stood, still, seal),
    holdsUntold: sayUntold(stood),
    ...toCharges(accounts, stood),
    cards: stood.map(({ account, standing }) => toCard(account, standing, seal, now)),
  };
}

/** What is certain; a library that could not be asked is always counted beside it. */
function sayLoans(stood: readonly Stood[], { loans, overdue }: ReturnType<typeof toLoans>): string {
  if (stood.length === 0) return 'No card is linked yet. Link a card to see your loans and to request titles.';
  const told = stood.filter(({ standing }) => standing.is === 'TOLD');
  const missing = stood.length - told.length;
  if (told.length === 0) {
    return missing === 1
      ? 'Your library could not be asked, so your loans are not shown.'
      : `None of your ${missing} libraries could be asked, so your loans are not shown.`;
  }
  const late = overdue === 0 ? '' : `, ${overdue} of them overdue`;
  if (missing === 0) {
    return loans.length === 0 ? 'You have nothing on loan.' : `You have ${plural(loans.length, 'loan')}${late}.`;
  }
  const silent = `${plural(missing, 'library', 'libraries')} could not be asked, so there may be more.`;
  const where = listNames([...new Set(told.map(({ account }) => account.library.name))]);
  return loans.length === 0
    ? `You have nothing on loan at ${where}. ${silent}`
    : `At least ${plural(loans.length, 'loan')}${late}. ${silent}`;
}

function toCharges(accounts: readonly Account[], stood: readonly Stood[]) {
  const owed = accounts.flatMap(({ library, facts }) => (facts?.charges ?? []).map((charge) => ({ library, charge })));
  const charges = owed.map(({ library, charge: { amount, reason, raisedOn } }) => ({
    header: library.name,
    cells: [
      reason ?? 'Not given',
      raisedOn === null ? 'Not given' : sayDay(raisedOn),
      { text: sayMoney(amount), numeric: true as const },
    ],
  }));
  const total = sayTotal(owed.map(({ charge }) => charge.amount));
  const untold = stood.filter(({ account }) => (account.facts?.charges ?? null) === null);
  if (untold.length === 0) {
    return { charges, total: `You owe ${total} in all.`, noCharges: charges.length > 0 ? null : 'Nothing is owed.' };
  }
  const names = listNames([...new Set(untold.map(({ account }) => account.library.name))]);
  const nothing = charges.length === 0 && untold.length < stood.length ? 'Nothing is owed at the others. ' : '';
  return {
    charges,
    total: `You owe ${total} at the libraries that told us.`,
    noCharges: `${nothing}Whether anything is owed at ${names} is not known.`,
  };
}

function toCard({ id, library, linkedAt, facts }: Account, { is, move }: Standing, seal: Seal, now: number) {
  const sentences = [
    linkedAt === null ? '' : `Linked ${sayWhen(linkedAt, now)}.`,
    is === 'TOLD' && typeof facts?.asOf === 'string' ? `Read ${sayWhen(facts.asOf, now)}.` : '',
    typeof facts?.expiresOn === 'string' ? `Your registration ends on ${sayDay(facts.expiresOn)}.` : '',
    ...(facts?.blocks ?? []).map(sayBlock),
    move ?? '',
  ].filter((fact) => fact !== '');
  return {
    library: library.name,
    href: libraryHref(library.id),
    facts: sentences,
    unlink: seal({ to: 'UNLINK', account: id, library: library.name }),
  };
}

function toUnsure(all: readonly Unsure[], accounts: readonly Account[], seal: Seal, now: number) {
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
