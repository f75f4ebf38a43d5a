/** Files → domain, pure: how copies stood when the files were written. */
import { descriptionOf } from '#domain/facts.ts';
import type { Due, HoldingFacts, ItemFacts, ItemLimitation, ItemStatus } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { limitationsOf, mayBeOnLoan } from '#domain/item-status.ts';
import { dayOf, type FileCopy } from './copy.ts';
import type { FilesSite } from './site.ts';
import { stateOf } from './status.ts';

export interface NamedCopy {
  readonly localId: string;
  readonly copy: FileCopy;
}

/** These copies as they stood at the moment when the files were written. */
export function toFactsAtHarvest(site: FilesSite, copies: readonly NamedCopy[], asOf: string): HoldingFacts {
  return { asOf, items: copies.map((each) => toItemFacts(site, each)), holdQueue: null, limitation: null };
}

function toItemFacts(site: FilesSite, { localId, copy }: NamedCopy): ItemFacts {
  const { status, use, code, isTold } = stateOf(site, copy);
  const { location, itemType, publicNote } = copy;
  const name = location === null ? null : (site.settings.locations[location] ?? null);
  return {
    id: createId(site.system.id, 'item', localId),
    ...descriptionOf(copy),
    status,
    limitations: use === 'ONLINE' ? [] : limitationsOf(status, notTold(site)),
    statusAtSource: code,
    use,
    due: mayBeOnLoan(status) ? toDue(copy.due) : null,
    permanentLocation: location === null ? null : { code: location, name, siteCode: site.ownerCodeOf(copy) },
    currentLocation: null,
    itemType: itemType === null ? null : (site.settings.itemTypes[itemType]?.name ?? itemType),
    holdQueue: null,
    publicNotes: publicNote === null ? [] : [publicNote],
    reason: isTold
      ? null
      : {
          code: 'NOT_SUPPORTED',
          message: 'The files do not say how this copy stands',
          system: site.system.id,
        },
  };
}

const TOLD_BY: Readonly<Record<ItemLimitation, ItemStatus>> = {
  HOLD_SHELF_NOT_TOLD: 'ON_HOLD_SHELF',
  TRANSIT_NOT_TOLD: 'IN_TRANSIT',
};

/** What no code of these files says. */
function notTold({ settings }: FilesSite): readonly ItemLimitation[] {
  const told = new Set(Object.values(settings.statuses).map(({ status }) => status));
  return (Object.keys(TOLD_BY) as ItemLimitation[]).filter((limitation) => !told.has(TOLD_BY[limitation]));
}

function toDue(text: string | null): Due | null {
  const on = text === null ? null : dayOf(text);
  return on === null ? null : { on, at: null };
}
