/** Copies behind which nothing stands on a shelf: e-books that a system keeps as copies to say who has them. Pure. */
import type { HoldingFacts, ItemFacts, ItemStatus } from '#domain/facts.ts';
import { isLoanable } from '#domain/copy-uses.ts';

/** Somebody has or had it in hand. */
const HANDLED: ReadonlySet<ItemStatus> = new Set([
  'ON_LOAN',
  'IN_USE_ON_SITE',
  'ON_HOLD_SHELF',
  'IN_TRANSIT',
  'RESHELVING',
  'AT_BINDERY',
  'CLAIMED_RETURNED',
  'MISSING',
  'DAMAGED',
]);

/** What a holding is known for beyond what its system says of its copies. */
export interface HoldingCarrier {
  /** Its record describes something that is read online, or a link is all there is. */
  readonly online: boolean;
}

export const PHYSICAL: HoldingCarrier = { online: false };

export function isOnlineCopy({ use }: Pick<ItemFacts, 'use'>): boolean {
  return use === 'ONLINE';
}

/** Under a record of something online, a copy that is neither lent nor handled stands for the link: it is on no hold shelf and on no van. */
export function withOnlineCopies(facts: HoldingFacts, { online }: HoldingCarrier): HoldingFacts {
  if (!online) return facts;
  return {
    ...facts,
    items: facts.items.map((item) => (isPhysical(item) ? item : { ...item, use: 'ONLINE', limitations: [] })),
  };
}

function isPhysical(item: ItemFacts): boolean {
  return isLoanable(item) === true || HANDLED.has(item.status);
}
