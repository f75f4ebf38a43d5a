/** What is known of the copies of a holding, for a system that can only be asked by barcode. */
import type { CopyRef } from '#domain/facts.ts';
import { parseId, recordOfHolding } from '#domain/ids.ts';
import type { HoldingId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { LastKnown } from '../last-known/last-known.ts';

/** More are not needed: any copy of a title will do. */
const MOST_COPIES = 50;

/** Undefined for a system that knows its records itself, and where nothing is known. Never rejects. */
export type KnownCopies = (adapter: LmsAdapter | undefined, holding: string) => Promise<readonly CopyRef[] | undefined>;

export function createKnownCopies({ findAvailability }: Pick<LastKnown, 'findAvailability'>): KnownCopies {
  return async (adapter, holding) => {
    const recordLocalId = recordOfHolding(holding);
    // Whoever must be told the holding of a copy knows no records.
    if (recordLocalId === null || adapter?.items?.needsHolding !== true) return undefined;
    const id = holding as HoldingId;
    const known = (await findAvailability([id])).get(id);
    if (known === undefined || isMerciaError(known)) return undefined;
    return known.items.slice(0, MOST_COPIES).flatMap(({ id: item, barcode }) => {
      const localId = parseId(item, 'item')?.local;
      return localId === undefined ? [] : [{ localId, barcode, recordLocalId }];
    });
  };
}
