/**
 * What a reader is told of a copy, in one short line: RTAC has no other place for it, and DAIA shows it next to what it has
 * fields for. Pure. Nothing that is not known now is ever worded as "not available".
 */
import type { Due, FactState, ItemLimitation, ItemStatus, ItemUse, ReasonCode } from '#domain/facts.ts';
import type { LocalClock } from './local-clock.ts';

/** What is known of a copy, as far as it is worded. */
export interface WordedCopy {
  readonly state: FactState;
  readonly asOf: string | null;
  readonly reason: ReasonCode | null;
  readonly status: ItemStatus;
  readonly limitations: readonly ItemLimitation[];
  readonly use: ItemUse;
  readonly due: Due | null;
}

/** Any state: now, as last known, or not known. */
export function describeCopy(copy: WordedCopy, clock: LocalClock): string {
  const { state, asOf, reason, use } = copy;
  if (state === 'LIVE') return describeNow(copy, clock);
  if (state === 'LAST_KNOWN' && asOf !== null) return describeThen(copy, asOf, clock);
  return describeUnknown(reason ?? (state === 'NOT_SUPPORTED' ? 'NOT_SUPPORTED' : 'UNREACHABLE'), use === 'ONLINE');
}

/** That nothing is known, and what that means for a reader. */
export function describeUnknown(reason: ReasonCode, online = false): string {
  const mayBe = online ? 'it may be readable online' : 'it may be on the shelf';
  switch (reason) {
    case 'NOT_SUPPORTED':
      return `This library does not tell us; ${mayBe}`;
    case 'FROZEN':
      return `This library's system is being moved; ${mayBe}`;
    case 'TOO_MANY_ITEMS':
      return online ? `We could not check; ${mayBe}` : 'Too many copies to check; some may be on the shelf';
    case 'TIMEOUT':
    case 'UNREACHABLE':
    case 'REFUSED':
    case 'BAD_ANSWER':
    case 'RATE_LIMITED':
    case 'CIRCUIT_OPEN':
      return `We could not check; ${mayBe}`;
  }
}

type Answers = readonly (boolean | null)[];

/** The state of many copies together, such as the issues of a journal: whether what can be done with them can be done, null if unknown. */
export function describeMany(
  { shelved = [null], online = [] }: { readonly shelved?: Answers | undefined; readonly online?: Answers | undefined },
  { state, asOf, reason }: Pick<WordedCopy, 'state' | 'asOf' | 'reason'>,
  clock: LocalClock,
): string {
  if (state !== 'LIVE' && (state !== 'LAST_KNOWN' || asOf === null)) return describeUnknown(reason ?? 'UNREACHABLE');
  const words = online.length > 0 && shelved.length === 0 ? describeOnline(online) : describeShelved(shelved, online);
  return state === 'LIVE' || asOf === null ? words : `${words} (as of ${clock.sayMoment(asOf)})`;
}

function describeOnline(online: Answers): string {
  if (online.includes(true)) return 'Online';
  return online.includes(null) ? 'It may be readable online' : 'Not online at the moment';
}

/** What is read online is on no shelf. */
function describeShelved(shelved: Answers, online: Answers): string {
  const also = online.includes(true) ? '; also online' : '';
  if (shelved.includes(true)) return `Some are on the shelf${also}`;
  return `${shelved.includes(null) ? 'Some may be on the shelf' : 'None is in its place at the moment'}${also}`;
}

function describeNow(copy: WordedCopy, clock: LocalClock): string {
  if (copy.status === 'AVAILABLE') return describeInPlace(copy);
  return describeElsewhere(copy, clock);
}

function describeThen(copy: WordedCopy, asOf: string, clock: LocalClock): string {
  const moment = clock.sayMoment(asOf);
  if (copy.status === 'AVAILABLE' && copy.limitations.length === 0) return `${describeInPlace(copy)} ${moment}`;
  return `${describeNow(copy, clock)} (as of ${moment})`;
}

function describeInPlace({ use, limitations }: WordedCopy): string {
  if (use === 'ONLINE') return 'Online';
  if (limitations.length > 0) {
    return limitations.includes('HOLD_SHELF_NOT_TOLD')
      ? 'Probably on the shelf; it may be kept for another reader'
      : 'Probably on the shelf; it may be on its way to another site';
  }
  switch (use) {
    case 'LOAN':
      return 'On the shelf';
    case 'SHORT_LOAN':
      return 'Short loan, on the shelf';
    case 'HOURLY':
      return 'Lent by the hour, on the shelf';
    case 'REFERENCE':
      return 'Reference only, on the shelf';
    case 'RESTRICTED':
      return 'Ask the library to use it, on the shelf';
    case 'UNKNOWN':
      return 'Ask whether it is lent, on the shelf';
  }
}

function describeElsewhere(copy: WordedCopy, clock: LocalClock): string {
  switch (copy.status) {
    case 'ON_LOAN':
      return `On loan${describeDue(copy.due, clock)}`;
    case 'IN_USE_ON_SITE':
      return `In use in the library${describeDue(copy.due, clock)}`;
    case 'ON_HOLD_SHELF':
      return 'Kept for a reader who asked for it';
    case 'IN_TRANSIT':
      return 'On its way between sites';
    case 'RESHELVING':
      return 'Returned, soon back on the shelf';
    case 'ON_ORDER':
      return 'On order';
    case 'IN_PROCESS':
      return 'Arrived, being prepared for the shelf';
    case 'AT_BINDERY':
      return 'Being bound or repaired';
    case 'CLAIMED_RETURNED':
      return 'Said to be returned, being looked for';
    case 'MISSING':
      return 'Missing from its place';
    case 'LOST':
      return 'Lost';
    case 'WITHDRAWN':
      return 'Withdrawn';
    case 'DAMAGED':
      return 'Damaged';
    case 'UNAVAILABLE':
      return 'Not available; ask the library';
    case 'UNKNOWN':
    case 'AVAILABLE':
      return 'This library does not tell us; it may be on the shelf';
  }
}

/** `, due 3 Dec`; nothing if no day is known. */
function describeDue(due: Due | null, clock: LocalClock): string {
  if (due === null) return '';
  const when = due.at === null ? clock.sayDay(due.on) : clock.sayMoment(due.at);
  return clock.isPast(due) ? `, was due ${when}` : `, due ${when}`;
}
