/** The account of somebody at a desk: each part with when it was read and where. What is not known is never shown as nothing. */
import type { DeskAccountQuery, Purpose } from '../../__generated__/operations.ts';
import type { TableRow } from '../../templates/cells.ts';
import { plural, sayDay } from '../../words/moments.ts';
import { PURPOSE_WORDS } from '../../words/purposes.ts';
import { placeOf, rankOf, sayHeld } from '../account/holds.ts';
import { compareDue, sayDue, sayTitle } from '../account/loans.ts';
import {
  HOLD_WORDS,
  isOverdue,
  sayAsked,
  sayBlockOfReader,
  sayMoney,
  sayTotal,
  SILENT_WHY,
  titleLanguage,
} from '../account/words.ts';

export type DeskAccount = NonNullable<NonNullable<DeskAccountQuery['accountByCard']>['account']>;
type Facts = NonNullable<DeskAccount['facts']>;

export interface Looked {
  readonly account: DeskAccount;
  /** The graph itself could not give something of it. */
  readonly failed: boolean;
  readonly purpose: Purpose;
}

export function deskView({ account, failed, purpose }: Looked, now: number) {
  const { library, facts } = account;
  const isTold = facts?.state === 'LIVE';
  const from = isTold ? `Read ${sayAsked(facts.asOf, now)} from ${library.system.name}.` : null;
  const overdue = (facts?.loans ?? []).filter((loan) => isOverdue(loan.due, loan.overdue, now)).length;
  return {
    title: 'The account of this card',
    current: '/desk',
    summary: sumOf(facts, overdue),
    looked: `A reader of ${library.name}. Why you look: ${PURPOSE_WORDS[purpose].toLowerCase()}. This look is written down.`,
    missing: missingOf(account, failed, now),
    parts: [
      { ...loansOf(facts, now), from },
      { ...holdsOf(facts), from },
      { ...chargesOf(facts), from },
      { ...standingOf(facts), from },
    ],
  };
}

const NOT_TOLD = 'Not known: the library’s system did not tell us. It does not mean that there is nothing.';

function sumOf(facts: Facts | null, overdue: number): string {
  const loans = facts?.loans ?? null;
  if (loans === null) return 'What is on loan is not known.';
  const late = overdue === 0 ? '' : `, ${String(overdue)} of them overdue`;
  return loans.length === 0 ? 'Nothing is on loan.' : `${plural(loans.length, 'loan')}${late}.`;
}

/** What could not be reached and why, as sentences; null if nothing is missing. */
function missingOf({ library, facts }: DeskAccount, failed: boolean, now: number): string | null {
  const system = library.system.name;
  if (facts === null) {
    return failed
      ? 'The account could not be read: something is wrong here. Nothing of what is below is known.'
      : `${system} does not have this account any more, or its reader belongs to another library now. Enter the card again.`;
  }
  if (facts.state === 'NOT_SUPPORTED') return `${system} cannot show accounts here. Use the system itself.`;
  if (facts.state !== 'LIVE') {
    const why = facts.reason === null ? 'its system is not answering' : SILENT_WHY[facts.reason.code];
    return `We could not ask ${system} ${sayAsked(null, now)}: ${why}. Use the system itself, or try again later.`;
  }
  const told = facts.reason === null ? null : `${system} could not tell us everything. ${facts.reason.message}`;
  return failed ? [told ?? '', 'Something of the account could not be read.'].join(' ').trim() : told;
}

interface DeskPart {
  readonly heading: string;
  readonly head: readonly (string | { readonly text: string; readonly numeric: true })[];
  readonly rows: readonly TableRow[];
  readonly sentences: readonly string[];
}

/** A list that is null is not known; only an empty one says that there is nothing. */
function part(
  heading: string,
  head: DeskPart['head'],
  rows: readonly TableRow[] | null,
  { nothing, more = [] }: { readonly nothing: string; readonly more?: readonly string[] },
): DeskPart {
  const sentences = rows === null ? [NOT_TOLD] : rows.length === 0 ? [nothing] : more;
  return { heading, head, rows: rows ?? [], sentences };
}

function loansOf(facts: Facts | null, now: number): DeskPart {
  const rows = facts?.loans?.toSorted(compareDue).map((loan) => {
    const overdue = isOverdue(loan.due, loan.overdue, now);
    return {
      header: { text: sayTitle(loan), lang: titleLanguage(loan) },
      cells: [
        `${overdue ? 'Overdue. ' : ''}${sayDue(loan, overdue, now)}`,
        loan.renewals === null ? 'Not told' : String(loan.renewals),
      ],
    };
  });
  return part('On loan, due soonest first', ['Title', 'Due', 'Renewed so often'], rows ?? null, {
    nothing: 'Nothing is on loan.',
  });
}

function holdsOf(facts: Facts | null): DeskPart {
  const rows = facts?.holds
    ?.toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((hold) => ({
      header: { text: sayHeld(hold), lang: titleLanguage(hold) },
      cells: [
        HOLD_WORDS[hold.status],
        hold.queuePosition === null ? '' : `Number ${String(hold.queuePosition)}`,
        placeOf(hold.pickup) ?? 'Not told',
        hold.expiresOn === null ? '' : sayDay(hold.expiresOn),
      ],
    }));
  return part('Asked for', ['Title', 'How far', 'In the queue', 'Collected at', 'Until'], rows ?? null, {
    nothing: 'Nothing is asked for.',
  });
}

function chargesOf(facts: Facts | null): DeskPart {
  const charges = facts?.charges ?? null;
  const rows = charges?.map(({ amount, reason, raisedOn }) => ({
    header: reason ?? 'Not given',
    cells: [raisedOn === null ? 'Not given' : sayDay(raisedOn), { text: sayMoney(amount), numeric: true as const }],
  }));
  return part('Owed', ['For', 'Since', { text: 'Amount', numeric: true }], rows ?? null, {
    nothing: 'Nothing is owed.',
    more: [`${sayTotal((charges ?? []).map(({ amount }) => amount))} in all.`],
  });
}

function standingOf(facts: Facts | null): DeskPart {
  const blocks = facts?.blocks ?? null;
  const ends = facts?.expiresOn ?? null;
  return {
    heading: 'Borrowing',
    head: [],
    rows: [],
    sentences: [
      ...(blocks === null
        ? [NOT_TOLD]
        : blocks.length === 0
          ? ['Nothing stops borrowing.']
          : blocks.map(sayBlockOfReader)),
      ...(ends === null ? [] : [`The registration ends on ${sayDay(ends)}.`]),
    ],
  };
}
