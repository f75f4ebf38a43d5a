/**
 * Barcodes that more than one copy of a system bears. A system without a catalogue finds copies by barcode alone, so neither
 * of two copies may be told what it says: it could be the other's. What was asked for before is remembered, because the two
 * may stand under different records.
 */
import { LRUCache } from 'lru-cache';

export type BarcodeWatch = ReturnType<typeof createBarcodeWatch>;

/** Some ten megabytes. */
const MOST = 50_000;
/** A list of copies that was mended is believed soon. */
const REMEMBERED_MS = 3_600_000;
/** Stands for the copies of a barcode that has several. */
const SEVERAL = '';

export function createBarcodeWatch() {
  const ownerOf = new LRUCache<string, string>({ max: MOST, ttl: REMEMBERED_MS });
  return {
    /** Notes copies that are about to be asked for. */
    see(copies: readonly { readonly localId: string; readonly barcode: string | null }[]): void {
      for (const { localId, barcode } of copies) {
        if (barcode === null) continue;
        const owner = ownerOf.get(barcode);
        if (owner === undefined) ownerOf.set(barcode, localId);
        else if (owner !== localId && owner !== SEVERAL) ownerOf.set(barcode, SEVERAL);
      }
    },
    /** Whether another copy that was seen bears it, too. */
    isDoubtful: (barcode: string): boolean => ownerOf.get(barcode) === SEVERAL,
  };
}
