/** Loans of all accounts in one list, due soonest first: when each is due, whether it can be renewed, and why not. */
import { plural } from '../../words/moments.ts';
import { titleHref } from '../hrefs.ts';
import { CAN_END, type Account, type Loan } from './asked.ts';
import { newKey, type LoanReference, type Seal } from './references.ts';
import type { Stood } from './standing.ts';
import { dueOf, quote, type Unsure } from './unsure.ts';
import { isOverdue, sayDueDay, sayRenewalRefusal, titleLanguage } from './words.ts';

interface Placed extends Stood {
  readonly loan: Loan;
}

export function toLoans(told: readonly Stood[], unsure: readonly Unsure[], seal: Seal, now: number) {
  const placed = told
    .flatMap(({ account, standing }) => (account.facts?.loans ?? []).map((loan) => ({ loan, account, standing })))
    .toSorted((a, b) => compareDue(a.loan, b.loan));
  const models = placed.map((one) => toLoan(one, unsure, seal, now));
  return {
    loans: models,
    overdue: models.filter(({ overdue }) => overdue).length,
    all: toAll(placed, unsure, seal),
  };
}

/** What has no due day comes last. A day counts to its end. */
export function compareDue(a: Pick<Loan, 'due'>, b: Pick<Loan, 'due'>): number {
  const [one, other] = [sortable(a), sortable(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function sortable({ due }: Pick<Loan, 'due'>): string {
  return due === null ? '~' : `${due.on} ${due.at ?? '~'}`;
}

function toLoan({ loan, account, standing }: Placed, unsure: readonly Unsure[], seal: Seal, now: number) {
  const overdue = isOverdue(loan.due, loan.overdue, now);
  const { may, renewal } = renewalOf({ loan, account, standing }, unsure);
  return {
    title: sayTitle(loan),
    lang: titleLanguage(loan),
    href: hrefOf(loan),
    library: account.library.name,
    due: sayDue(loan, overdue, now),
    overdue,
    renewal,
    // Of none, and where the system does not say, nothing is said.
    renewals: loan.renewals === null || loan.renewals === 0 ? null : `${plural(loan.renewals, 'renewal')} so far.`,
    renew: may ? seal({ to: 'RENEW', key: newKey(), loan: referenceTo(loan, account) }) : null,
  };
}

/** Null where the title is not in the index. */
export function hrefOf({ record }: Pick<Loan, 'record'>): string | null {
  const id = record?.edition?.id;
  return id === undefined ? null : titleHref(id);
}

export function sayTitle({ title, reason }: Pick<Loan, 'title' | 'reason'>): string {
  if (title !== null) return title;
  return reason === null ? 'Title not given by the library’s system' : 'Title could not be read this time';
}

/** That it is overdue is said beside it. */
export function sayDue({ due }: Pick<Loan, 'due'>, overdue: boolean, now: number): string {
  if (due === null) return `The library’s system does not say when it ${overdue ? 'was' : 'is'} due`;
  return `${overdue ? 'Was due' : 'Due'} ${sayDueDay(due, now)}`;
}

function renewalOf(
  { loan, account, standing: { readOnly } }: Placed,
  unsure: readonly Unsure[],
): { readonly may: boolean; readonly renewal: string } {
  if (isUnsure(loan.id, unsure)) {
    return { may: false, renewal: 'We cannot tell yet whether it was renewed: see the top of this page.' };
  }
  if (readOnly !== null) return { may: false, renewal: `Cannot be renewed here now: ${readOnly}` };
  const possible = loan.renewable?.possible ?? null;
  if (possible === true) return { may: true, renewal: 'Can be renewed.' };
  if (possible === null) {
    return { may: true, renewal: 'The library’s system says only when it is tried whether it can be renewed.' };
  }
  const refusal = loan.renewable?.refusal ?? null;
  const isWaitedFor = refusal?.code === 'ON_HOLD_FOR_OTHER' ? sayWhoWaits(loan, account) : null;
  return {
    may: false,
    renewal:
      isWaitedFor ??
      `Cannot be renewed. ${refusal === null ? 'The library’s system does not say why.' : sayRenewalRefusal(refusal)}`,
  };
}

/** Systems do not say whose request stands in the way: it may be the reader's own. Null if that cannot be known. */
function sayWhoWaits({ record }: Loan, { facts }: Account): string | null {
  const waiting = facts?.holds?.filter(({ status }) => CAN_END.has(status)) ?? null;
  if (record !== null && waiting?.some((hold) => hold.record?.id === record.id))
    return 'Cannot be renewed. Your own request waits for it: cancel that first, under “What you asked for”.';
  const isOfOthers = record !== null && waiting?.every((hold) => hold.record !== null) === true;
  return isOfOthers ? 'Cannot be renewed. Another reader is waiting for it.' : null;
}

function isUnsure(loan: string, unsure: readonly Unsure[]): boolean {
  return unsure.some((one) => 'loans' in one && one.loans.some(({ id }) => id === loan));
}

function referenceTo(loan: Loan, account: Account): LoanReference {
  return {
    id: loan.id,
    account: account.id,
    library: account.library.name,
    called: quote(loan.title),
    due: dueOf(loan),
    renewals: loan.renewals,
  };
}

/**
 * Accounts with something that may be renewed. One with a renewal whose outcome is not known is left out: to ask for all of its loans
 * would ask for that one with another key.
 */
function toAll(placed: readonly Placed[], unsure: readonly Unsure[], seal: Seal) {
  const isOpen = ({ account }: Placed): boolean => !unsure.some((one) => 'loans' in one && one.account === account.id);
  const may = placed.filter((one) => renewalOf(one, unsure).may);
  const asked = may.filter(isOpen);
  if (asked.length < 2) return null;
  const accounts = new Map(asked.map(({ account }) => [account.id, account.library.name]));
  const loans = placed
    .filter(({ account }) => accounts.has(account.id))
    .map(({ loan, account }) => referenceTo(loan, account));
  return {
    reference: seal({
      to: 'RENEW_ALL',
      key: newKey(),
      accounts: [...accounts].map(([id, library]) => ({ id, library })),
      loans,
    }),
    label: 'Renew all that can be renewed',
    note:
      asked.length === may.length
        ? null
        : 'Libraries with a renewal of which we cannot tell yet are left out, so that nothing is renewed twice.',
  };
}
