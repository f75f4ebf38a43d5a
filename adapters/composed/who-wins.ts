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
  UNKNOWN: PASSES,
};

/** Whose word counts for the status of a copy of which the live system answered. */
export function whoWins(harvested: ItemStatus | null, live: ItemStatus): Winner {
  const answer: LiveAnswer = live === 'AVAILABLE' ? 'in' : live === 'UNKNOWN' ? 'unknown' : 'other';
  return WHO_WINS[harvested ?? 'UNKNOWN'][answer];
}

/** The rule for a copy is what harvest says, so that REFERENCE outranks a live "in"; the live system's where harvest tells none. */
export function useOf(harvested: ItemUse | null, live: ItemUse | null): ItemUse {
  return harvested === null || harvested === 'UNKNOWN' ? (live ?? 'UNKNOWN') : harvested;
}
