/** A hold of Koha → domain, pure. */
import type { HoldFacts, HoldStatus } from '#domain/accounts.ts';
import { createId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { KohaSite } from '../site.ts';
import { columnsVisibility } from '../visibility.ts';
import { limitationOf, titleText, type FoundTitle } from './titles.ts';
import type { WirePatronHold } from './wire-accounts.ts';

/**
 * The record of an interlibrary loan often carries the name of the reader it was made for. Its title is shown to the
 * reader who has it on loan, and not to those who wait for it.
 */
export function toHoldFacts(site: KohaSite, hold: WirePatronHold, found: FoundTitle): HoldFacts {
  const title = isMerciaError(found) ? null : found;
  const status = holdStatusOf(hold);
  const { branches } = site.settings;
  const isShown = title !== null && columnsVisibility(title, site.settings) !== 'ILL_TEMPORARY';
  const pickup = site.branchOrNull(hold.pickup_library_id);
  return {
    localId: String(hold.hold_id),
    recordLocalId: String(hold.biblio_id),
    title: isShown ? titleText(title) : null,
    item: hold.item_id === null ? null : createId(site.system.id, 'item', String(hold.item_id)),
    enumeration: null,
    status,
    queuePosition: queuePlaceOf(hold),
    pickup: pickup === null ? null : { code: pickup, name: branches[pickup] ?? null, siteCode: pickup },
    // Koha keeps the day alone.
    placedAt: null,
    // One column for two things: until when it is wanted, and, once it is on the hold shelf, until when it is kept there.
    neededBy: status === 'READY' ? null : hold.expiration_date,
    expiresOn: status === 'READY' ? hold.expiration_date : null,
    ...limitationOf(site, found, 'The system gave the hold, but this time not its title'),
  };
}

/** 1 for who is next; null for a hold that was caught: Koha gives it the place 0. */
export function queuePlaceOf({ status, priority }: WirePatronHold): number | null {
  return status === null && priority !== 0 ? (priority ?? null) : null;
}

export function holdStatusOf({ status, suspended }: WirePatronHold): HoldStatus {
  if (status === null) return suspended ? 'SUSPENDED' : 'QUEUED';
  if (status === 'W') return 'READY';
  return status === 'T' || status === 'P' ? 'IN_TRANSIT' : 'UNKNOWN';
}
