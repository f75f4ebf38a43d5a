/** What somebody has on loan at all their libraries, what they asked for and owe, and which libraries could not be asked. */
import { listNames } from '../../words/lists.ts';
import { plural, sayDay, sayWhen } from '../../words/moments.ts';
import type { SessionMemory } from '../page.ts';
import type { Account } from './asked.ts';
import { sayUntold, toHolds } from './holds.ts';
import { toLoans } from './loans.ts';
import { sealIn, type Seal } from './references.ts';
import { standingOf, type Standing, type Stood } from './standing.ts';
import { toUnsure } from './unsure-view.ts';
import type { Settled } from './unsure.ts';
import { sayBlock, sayMoney, sayTotal } from './words.ts';
import { libraryHref } from '../hrefs.ts';

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
