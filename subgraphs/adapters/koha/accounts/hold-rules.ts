/** Who may have what kept. Koha's REST asks its circulation rules alone: patron and copy are looked at here, before it is asked. */
import type { BlockFacts, Refusal, WantedHold } from '#domain/accounts.ts';
import type { ItemStatus } from '#domain/facts.ts';
import { isPublic } from '../item-facts.ts';
import type { KohaCopy } from '../copy.ts';
import type { KohaSite } from '../site.ts';
import { stateOf } from '../status.ts';
import type { WirePatronHold } from './wire-patrons.ts';

/** What is known before a hold is sent. */
export interface HoldSituation {
  readonly blocks: readonly BlockFacts[];
  /** All that the patron has, of whatever title. */
  readonly holds: readonly WirePatronHold[];
  /** Copies of the record: the one that is wanted, or all. */
  readonly copies: readonly KohaCopy[];
  /** Asked only where the record has no copy. */
  readonly recordExists: boolean;
}

/** Nobody can be given these; a code without a meaning is left to Koha. */
const GONE: ReadonlySet<ItemStatus> = new Set(['WITHDRAWN', 'LOST', 'MISSING', 'CLAIMED_RETURNED', 'UNAVAILABLE']);

/** Why the hold must not be sent; null where Koha is to be asked. */
export function refuseHold(site: KohaSite, wanted: WantedHold, situation: HoldSituation): Refusal | null {
  const [block] = situation.blocks;
  if (block !== undefined) return refuse('BLOCKED', block.message ?? 'The account is blocked; ask the library.');
  if (!situation.recordExists) return refuse('NOT_FOUND', 'There is no such title.');
  if (isHeld(wanted, situation.holds)) return refuse('ALREADY_DONE', 'It is being kept for this account already.');
  const copies = situation.copies.filter((copy) => isPublic(site, copy));
  if (wanted.itemLocalId === null) {
    return copies.some((copy) => isLent(site, copy)) ? null : refuse('NOT_HOLDABLE', 'No copy of it can be lent.');
  }
  const copy = copies.find(({ itemId }) => String(itemId) === wanted.itemLocalId);
  if (copy === undefined) return refuse('NOT_FOUND', 'The title has no such copy.');
  return isLent(site, copy) ? null : refuse('NOT_HOLDABLE', 'This copy cannot be lent.');
}

/**
 * A second hold on the same title is 201 in Koha; on two copies of it, two volumes say, it may be meant. A hold on the
 * title has a copy, too, once one was caught for it.
 */
function isHeld({ recordLocalId, itemLocalId }: WantedHold, holds: readonly WirePatronHold[]): boolean {
  return holds.some((hold) => {
    if (String(hold.biblio_id) !== recordLocalId) return false;
    return itemLocalId === null || !hold.item_level || String(hold.item_id) === itemLocalId;
  });
}

function isLent(site: KohaSite, copy: KohaCopy): boolean {
  const nothingMore = { holdStatus: null, onsiteLoan: false };
  const { status, use } = stateOf(copy, nothingMore, site.settings, site.onUnmapped);
  return !GONE.has(status) && use !== 'REFERENCE' && use !== 'RESTRICTED' && use !== 'ONLINE';
}

function refuse(code: Refusal['code'], message: string): Refusal {
  return { code, message, sourceCode: null };
}
