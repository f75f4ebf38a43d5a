/**
 * Barcodes that more than one copy of a system bears. A system without a catalogue finds copies by barcode alone, so neither
 * of two copies may be told what it says: it could be the other's. The two may stand under different records: the index marks
 * those that are alike letter by letter (`hub/domain/shared-barcodes.ts`); of those that only the live part takes for one, what was
 * asked for before is remembered.
 */
import { LRUCache } from 'lru-cache';
import type { CopyRef } from '#domain/facts.ts';
import type { CopySource } from '#contract/adapter.ts';
import { steadyNow } from '#platform/steady-clock.ts';

export type BarcodeWatch = ReturnType<typeof createBarcodeWatch>;

/** Some ten megabytes. */
const MOST = 50_000;
/** A list of copies that was mended is believed soon: a copy that it has no more is asked for no more. */
const REMEMBERED_MS = 3_600_000;

/** `now` in milliseconds, never set back. */
export function createBarcodeWatch(
  { comparable = (barcode) => barcode.trim() }: Pick<CopySource, 'comparable'>,
  now: () => number = steadyNow,
) {
  /** When each copy was last asked for, by what its barcode is compared as. */
  const askedAt = new LRUCache<string, Map<string, number>>({ max: MOST });
  return {
    /** Notes copies that are about to be asked for. */
    see(copies: readonly Pick<CopyRef, 'localId' | 'barcode'>[]): void {
      const at = now();
      for (const { localId, barcode } of copies) {
        if (barcode === null) continue;
        const key = comparable(barcode);
        const recent = [...(askedAt.get(key) ?? [])].filter(([, before]) => at - before < REMEMBERED_MS);
        askedAt.set(key, new Map(recent).set(localId, at));
      }
    },
    /** Whether another copy that was seen bears it, too. */
    isDoubtful: (barcode: string): boolean => (askedAt.get(comparable(barcode))?.size ?? 0) > 1,
  };
}
