/** What a hold is for, by barcode: SIP2 knows neither records nor a system's own numbers of copies. */
import type { WantedHold } from '#domain/accounts.ts';
import { refuse } from '../../shared/accounts/write-once.ts';
import type { Refused } from '../../shared/accounts/write-once.ts';
import type { AccountsSite } from './context.ts';
import { NEEDS_COPY, NO_COPY, TITLES_ALONE, VOLUME_WITHOUT_COPY } from './refusal-words.ts';

export interface HoldTarget {
  /** Barcodes to ask with, the likeliest first. */
  readonly ask: readonly string[];
  /** Barcodes by which an account may name the same hold: of one copy that one, of a title those of all its copies. */
  readonly same: readonly string[];
}

/** A title has many copies, of which any will do. */
const MOST_ASKED = 5;

/** A hold on a title names any of its copies: the server looks for the title by it. */
export function barcodesOf({ patrons, dialect }: AccountsSite, wanted: WantedHold): HoldTarget | Refused {
  const { itemLocalId, enumeration, copies = [] } = wanted;
  if (!dialect.holdsCopies && (itemLocalId !== null || enumeration !== null)) return refuse(TITLES_ALONE);
  const isKnownByBarcode = patrons.copyIds === 'BARCODE';
  const barcodes = copies.flatMap(({ barcode }) => barcode ?? []);
  if (itemLocalId !== null) {
    const known = copies.find(({ localId }) => localId === itemLocalId)?.barcode ?? null;
    const barcode = known ?? (isKnownByBarcode ? itemLocalId : null);
    if (barcode !== null) return { ask: [barcode], same: [barcode] };
    return refuse(copies.length > 0 ? NO_COPY : NEEDS_COPY);
  }
  if (enumeration !== null) return refuse(VOLUME_WITHOUT_COPY);
  return barcodes.length === 0 ? refuse(NEEDS_COPY) : { ask: barcodes.slice(0, MOST_ASKED), same: barcodes };
}
