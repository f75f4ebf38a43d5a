/**
 * How a copy stands, from what harvest knows of it and from what the live system says: the one table of who wins. The same
 * table is in docs/composition.md, and a test compares the two.
 */
import type { ItemStatus, ItemUse } from '#domain/facts.ts';

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

/** Whose word counts for the status of a copy of which the live system answered. */
export function whoWins(harvested: Pick<Harvested, 'status' | 'statusAtSource'>, live: ItemStatus): Winner {
  const answer: LiveAnswer = live === 'AVAILABLE' ? 'in' : live === 'UNKNOWN' ? 'unknown' : 'other';
  const { status } = harvested;
  const tellsNothing = status === null || (status === 'UNKNOWN' && harvested.statusAtSource === null);
  return (tellsNothing ? PASSES : WHO_WINS[status])[answer];
}

/**
 * Whether the live system says that a copy is not lent of which harvest knows nothing that keeps it from that. Something was changed
 * since: it may as well be missing.
 */
export function isOutdated({ status, use }: Harvested, live: ItemUse | null): boolean {
  if (live === null || isLending(live) || use === null || !isLending(use)) return false;
  return status !== null && WHO_WINS[status].in === 'LIVE';
}

/** Of a rule that nobody knows, it is not said that it forbids lending. */
function isLending(use: ItemUse): boolean {
  return use !== 'REFERENCE' && use !== 'RESTRICTED' && use !== 'ONLINE' && use !== 'UNKNOWN';
}

/** The rule for a copy is what harvest says, so that REFERENCE outranks a live "in"; the live system's where harvest tells none. */
export function useOf(harvested: Harvested, live: ItemUse | null): ItemUse {
  if (isOutdated(harvested, live)) return 'UNKNOWN';
  const { use } = harvested;
  if (use !== null && use !== 'UNKNOWN') return use;
  // What keeps a copy from its place may be all that keeps it from being lent.
  return whoWins(harvested, 'AVAILABLE') === 'LIVE' ? (live ?? 'UNKNOWN') : 'UNKNOWN';
}
