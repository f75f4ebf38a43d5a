/**
 * How a copy stands, from what harvest knows of it and from what the live system says: the one table of who wins. The same
 * table is in docs/composition.md, and a test compares the two.
 */
import type { CopyState, ItemStatus, ItemUse } from '#domain/facts.ts';

/**
 * LIVE, HARVEST: that one's word counts. DOUBT: neither does, because the live system may have no word for what the list
 * says; the copy is UNKNOWN, with a reason.
 */
export type Winner = 'LIVE' | 'HARVEST' | 'DOUBT';

/** What the live system said: that the copy is in its place, something else, or that it cannot tell. */
export type LiveAnswer = 'in' | 'other' | 'unknown';

type Row = Readonly<Record<LiveAnswer, Winner>>;

/** Whatever the live system says: no server tells that a copy has left the stock, and stock Koha says "available" of it. */
const LASTS: Row = { in: 'HARVEST', other: 'HARVEST', unknown: 'HARVEST' };
/** Many servers call these "available", because only circulation counts for them. */
const SELDOM_TOLD: Row = { in: 'DOUBT', other: 'LIVE', unknown: 'LIVE' };
/** Comes and goes with circulation, which the live system knows better. */
const PASSES: Row = { in: 'LIVE', other: 'LIVE', unknown: 'LIVE' };

/** By the status at harvest; a copy of which harvest tells none is as UNKNOWN. */
export const WHO_WINS: Readonly<Record<ItemStatus, Row>> = {
  WITHDRAWN: LASTS,
  LOST: PASSES,
  CLAIMED_RETURNED: PASSES,
  ON_LOAN: PASSES,
  IN_USE_ON_SITE: PASSES,
  ON_HOLD_SHELF: PASSES,
  IN_TRANSIT: PASSES,
  MISSING: PASSES,
  DAMAGED: SELDOM_TOLD,
  AT_BINDERY: SELDOM_TOLD,
  IN_PROCESS: SELDOM_TOLD,
  ON_ORDER: SELDOM_TOLD,
  UNAVAILABLE: PASSES,
  RESHELVING: PASSES,
  AVAILABLE: PASSES,
  // A code that nobody has mapped may stand for any of these.
  UNKNOWN: SELDOM_TOLD,
};

/** The part of a copy that harvest decides by. */
export interface Harvested {
  readonly status: ItemStatus | null;
  /** The list's own word for the status; null where it has none. */
  readonly statusAtSource: string | null;
  readonly use: ItemUse | null;
}

/** States that come and go with the lending of a copy; any other may be why one is not lent. */
const OF_LENDING: ReadonlySet<ItemStatus> = new Set([
  ...(['ON_LOAN', 'IN_USE_ON_SITE', 'ON_HOLD_SHELF', 'IN_TRANSIT', 'RESHELVING', 'AVAILABLE'] as const),
]);

/** Whose word counts for the status of a copy of which the live system answered. */
export function whoWins(harvested: Harvested, live: Pick<CopyState, 'status' | 'use'>): Winner {
  const answer: LiveAnswer = live.status === 'AVAILABLE' ? 'in' : live.status === 'UNKNOWN' ? 'unknown' : 'other';
  const status = statusOf(harvested);
  const winner = (status === null ? PASSES : WHO_WINS[status])[answer];
  if (answer !== 'in' || winner !== 'LIVE' || !isKept(live.use)) return winner;
  return hasCause(status) || isOutdated(harvested, live.use) ? 'DOUBT' : winner;
}

/** Null where the list says nothing of how the copy stands; a word that nobody has mapped is something. */
function statusOf({ status, statusAtSource }: Harvested): ItemStatus | null {
  return status === 'UNKNOWN' && statusAtSource === null ? null : status;
}

/** Whether harvest knows something that may be why the copy is not lent. */
function hasCause(status: ItemStatus | null): boolean {
  return status !== null && !OF_LENDING.has(status);
}

/**
 * Whether the live system does not lend a copy of which harvest knows nothing that keeps it from that. Something was changed since: it
 * may as well be missing.
 */
export function isOutdated(harvested: Harvested, live: ItemUse | null): boolean {
  const { use } = harvested;
  if (!isKept(live) || use === null || use === 'UNKNOWN' || isKept(use)) return false;
  return !hasCause(statusOf(harvested));
}

/** Whether it is said that a copy is not lent. */
function isKept(use: ItemUse | null): boolean {
  return use === 'REFERENCE' || use === 'RESTRICTED' || use === 'ONLINE';
}

/** The rule for a copy is what harvest says, so that REFERENCE outranks a live "in"; the live system's where harvest tells none. */
export function useOf(harvested: Harvested, live: ItemUse | null): ItemUse {
  if (isOutdated(harvested, live)) return 'UNKNOWN';
  const { use } = harvested;
  if (use !== null && use !== 'UNKNOWN') return use;
  return hasCause(statusOf(harvested)) ? 'UNKNOWN' : (live ?? 'UNKNOWN');
}
