/**
 * Live keys that the index adds where it gives a holding away: copies whose barcode another copy of their system bears, too. A live part
 * without a catalogue finds copies by barcode alone, and sees only those that it is asked for. Never stored, so always of now.
 */

/** No adapter's key begins so. */
const SHARED = '=';

export function withSharedBarcodes(liveKeys: readonly string[], copies: readonly string[]): readonly string[] {
  return copies.length === 0 ? liveKeys : [...liveKeys, ...copies.map((localId) => `${SHARED}${localId}`)];
}

/** The system's own ids of these copies. */
export function sharedBarcodesIn(liveKeys: readonly string[]): ReadonlySet<string> {
  return new Set(liveKeys.filter((key) => key.startsWith(SHARED)).map((key) => key.slice(SHARED.length)));
}
