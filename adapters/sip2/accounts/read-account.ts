/** A whole account: one 63 for each list that holds something, then 17 for each copy that the lists name. */
import { toWallTime } from '#domain/wall-time.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import type { Reason } from '#domain/facts.ts';
import { isMerciaError, type MerciaError } from '#platform/errors.ts';
import { withPatience } from '../../shared/accounts/patience.ts';
import { asSlot } from '../../shared/slots.ts';
import { reasonOf } from '#contract/reason-codes.ts';
import { toComparable } from '../barcodes.ts';
import { blocksOf } from './blocks.ts';
import { toChargeFacts } from './charge-facts.ts';
import type { AccountReadOptions } from '#contract/adapter.ts';
import { copyBarcodeOf, findCopies, oncePerCopy, readItemEntries, type NamedCopy } from './find-copies.ts';
import { toHoldFacts } from './hold-facts.ts';
import { toLoanFacts, type LoanSituation } from './loan-facts.ts';
import type { Counted, PatronAnswer } from './patron-answer.ts';
import { forgotten, type PatronList, type AccountsContext, type AccountsSite } from './patron-records.ts';

/** A list, why it could not be read, or null where this system does not tell it. */
type ToldList = PatronList | MerciaError | null;

interface ToldLists {
  readonly loans: PatronList;
  readonly holds: ToldList;
  readonly unavailableHolds: ToldList;
  readonly charges: ToldList;
  readonly overdue: ToldList;
}

/** Null if the system has no such patron. Rejects only if not even the loans could be read. */
export async function readAccount(
  context: AccountsContext,
  card: string,
  signal: AbortSignal,
  { withinMs }: AccountReadOptions,
): Promise<AccountFacts | null> {
  const { site, records, now } = context;
  const asOf = new Date(now()).toISOString();
  const askedAt = performance.now();
  const told = await askLists(context, card, signal);
  if (told === null) return null;
  const entriesIn = [told.loans, told.holds, told.unavailableHolds].map(entriesOf);
  // A title or a date must not cost the list that names the loan.
  const [named = [], holds = [], queued = []] = await withPatience(
    { tookMs: performance.now() - askedAt, withinMs },
    signal,
    (until) => Promise.all(entriesIn.map((entries) => findCopies(records, entries, until))),
  );
  const loans = oncePerCopy(named);
  const lists = { ...told, loans: withoutRepeats(told.loans, loans) };
  const { patron } = lists.loans;
  const isOverdue = findOverdue(site, wholeEntries(lists.overdue), loans);
  const situationOf = (named: NamedCopy): LoanSituation => ({
    flags: patron.flags,
    isOverdue: isOverdue(named),
    nowMs: now(),
  });
  const loanFacts = isTold(lists.loans) ? loans.map((named) => toLoanFacts(site, named, situationOf(named))) : null;
  // The days of the loans say it as well.
  const isOverdueKnown = lists.loans.isWhole && loanFacts?.every((loan) => loan.overdue !== null) === true;
  return {
    asOf,
    ...toRegistration(site, patron, now()),
    loans: loanFacts,
    holds: areHoldsTold(lists) ? holdsOf(site, holds, queued) : null,
    charges: chargesOf(site, lists),
    limitation: limitationOf(site, isOverdueKnown ? { ...lists, overdue: null } : lists, [
      ...loans,
      ...holds,
      ...queued,
    ]),
  };
}

/** Lists that hold nothing are not asked for: the counts of the first answer say so. */
async function askLists(
  { site, records }: AccountsContext,
  card: string,
  signal: AbortSignal,
): Promise<ToldLists | null> {
  const loans = await records.list(card, 'loans', signal);
  const { patron } = loans;
  if (!patron.exists) return null;
  const { tells } = site.patrons;
  const ask = async (list: Counted, isToldHere: boolean): Promise<ToldList> => {
    if (!isToldHere) return null;
    if (patron.counts[list] === 0) return { patron, entries: [], counted: 0, isWhole: true };
    return asSlot(
      records.list(card, list, signal).then((told) => {
        if (!told.patron.exists) throw forgotten(site);
        return told;
      }),
    );
  };
  const [holds, unavailableHolds, charges, overdue] = await Promise.all([
    ask('holds', tells.includes('HOLDS')),
    ask('unavailableHolds', tells.includes('HOLDS')),
    ask('charges', tells.includes('CHARGES')),
    ask('overdue', true),
  ]);
  return { loans, holds, unavailableHolds, charges, overdue };
}

/** Who the reader is to the library, and whether they may borrow. */
function toRegistration(
  { patrons, system }: AccountsSite,
  patron: PatronAnswer,
  nowMs: number,
): Pick<AccountFacts, 'category' | 'homeSite' | 'expiresOn' | 'blocks'> {
  const { category, homeSite, expiresOn } = patron;
  return {
    category: category === null ? null : (patrons.categories[category] ?? category),
    homeSite,
    expiresOn,
    blocks: blocksOf(patron, toWallTime(nowMs, system.timeZone).day),
  };
}

/** One that is caught while the lists are read may stand in both: what is ready counts. */
function holdsOf(
  site: AccountsSite,
  caught: readonly NamedCopy[],
  queued: readonly NamedCopy[],
): AccountFacts['holds'] {
  const ready = new Set(caught.flatMap((named) => [named.entry.text, copyBarcodeOf(named) ?? []].flat()));
  return [
    ...caught.map((named) => toHoldFacts(site, named, 'holds')),
    ...queued
      .filter((named) => !ready.has(named.entry.text) && !ready.has(copyBarcodeOf(named) ?? ''))
      .map((named) => toHoldFacts(site, named, 'unavailableHolds')),
  ];
}

function chargesOf({ patrons }: AccountsSite, { loans: { patron }, charges }: ToldLists): AccountFacts['charges'] {
  if (!patrons.tells.includes('CHARGES')) return null;
  const currency = patron.currency ?? patrons.currency;
  return toChargeFacts({ total: patron.owed, entries: wholeEntries(charges), currency });
}

/** What could not be seen although the system answered, in one sentence for each kind. */
function limitationOf(site: AccountsSite, lists: ToldLists, named: readonly NamedCopy[]): Reason | null {
  const { id: system } = site.system;
  const reasons: Reason[] = [];
  for (const [name, list] of Object.entries(lists) as [string, ToldList][]) {
    const words = LIST_WORDS[name] ?? name;
    if (isMerciaError(list))
      reasons.push(reasonOf(site, list, `The system gave the loans, but this time not ${words}`));
    else if (list !== null && !list.isWhole) {
      const { counted, entries } = list;
      const message =
        counted === null
          ? `The system neither counts nor names ${words}`
          : `The system counts ${counted} of ${words}, and names ${entries.length}`;
      reasons.push({ code: 'BAD_ANSWER', message, system });
    }
  }
  const untold = (['HOLDS', 'CHARGES'] as const).filter((part) => !site.patrons.tells.includes(part));
  if (untold.length > 0) {
    const message = `This system does not tell ${untold.join(' and ').toLowerCase()} here; ask the library for them`;
    reasons.push({ code: 'NOT_SUPPORTED', message, system });
  }
  const failed = named.map(({ copy }) => copy).find((copy) => isMerciaError(copy));
  if (failed !== undefined) {
    reasons.push(reasonOf(site, failed, 'The system gave the account, but not all titles and due dates in it'));
  }
  const [first] = reasons;
  return first === undefined ? null : { ...first, message: reasons.map(({ message }) => message).join('. ') };
}

const LIST_WORDS: Readonly<Record<string, string>> = {
  loans: 'the loans',
  holds: 'the holds',
  unavailableHolds: 'the holds that wait',
  charges: 'the single charges',
  overdue: 'what is overdue',
};

/** A list that names nothing of what it counts would look empty. */
function isTold(list: ToldList): list is PatronList {
  return list !== null && !isMerciaError(list) && (list.isWhole || list.entries.length > 0);
}

/** A list that names a copy twice names less than it counts. */
function withoutRepeats(list: PatronList, once: readonly NamedCopy[]): PatronList {
  if (once.length >= list.entries.length) return list;
  const entries = once.map(({ entry }) => entry.text);
  return { ...list, entries, isWhole: list.isWhole && entries.length >= (list.counted ?? 0) };
}

/**
 * Whether the list of what is overdue has a loan; null where that is not clear. The lists may write a copy in two ways, with a title or
 * without: its barcode counts. Of loans that read the same, one alone may be overdue; and one that reads like no loan is any of them.
 */
function findOverdue(
  { barcodes }: AccountsSite,
  overdue: readonly string[] | null,
  loans: readonly NamedCopy[],
): (loan: NamedCopy) => boolean | null {
  if (overdue === null) return () => null;
  const keyOf = ({ name }: NamedCopy['entry']): string => toComparable(name, barcodes);
  const late = readItemEntries(overdue).map(keyOf);
  const lent = loans.map(({ entry }) => keyOf(entry));
  const isEachNamed = late.every((key) => lent.includes(key));
  const timesIn = (keys: readonly string[], key: string): number => keys.filter((one) => one === key).length;
  return ({ entry }) => {
    const key = keyOf(entry);
    const times = timesIn(late, key);
    if (times === 0) return isEachNamed ? false : null;
    return times >= timesIn(lent, key) ? true : null;
  };
}

/**
 * Where one list failed, half of the holds would look as if the other half were gone. A server that has no list of those that wait says
 * so each time: what it names in the other one is told, but not that there is none.
 */
function areHoldsTold({ holds, unavailableHolds }: ToldLists): boolean {
  const lists = [holds, unavailableHolds];
  if (lists.every(isTold)) return true;
  return lists.every((list) => isTold(list) || isSilent(list)) && lists.some((list) => entriesOf(list).length > 0);
}

function isSilent(list: ToldList): boolean {
  return list !== null && !isMerciaError(list) && list.counted === null && list.entries.length === 0;
}

function entriesOf(list: ToldList): readonly string[] {
  return isTold(list) ? list.entries : [];
}

function wholeEntries(list: ToldList): readonly string[] | null {
  return isTold(list) && list.isWhole ? list.entries : null;
}
