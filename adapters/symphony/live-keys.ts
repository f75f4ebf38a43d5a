/** What a holding is asked for with: the shared keys, and the copies that harvest saw shadowed. */
import { LIVE_KEYS_MAX } from '#domain/catalogue.ts';
import type { LibraryId } from '#domain/ids.ts';
import * as shared from '../shared/live-keys.ts';

const HIDDEN_TOO_MANY = 'H';

/** The shadowed copies go along because the XML of many titles does not say so. */
export function toLiveKeys(
  titleId: string,
  library: LibraryId,
  hidden: readonly string[],
  copiesOfTitle: number,
): readonly string[] {
  const keys = shared.toLiveKeys(titleId, library, copiesOfTitle);
  if (keys.length + hidden.length > LIVE_KEYS_MAX) return [...keys, HIDDEN_TOO_MANY];
  return [...keys, ...hidden.map((barcode) => `h:${barcode}`)];
}

export interface LiveKeys extends shared.LiveKeys {
  readonly hidden: ReadonlySet<string>;
  /** More is hidden than live keys can hold: the title itself has to be asked. */
  readonly hidesTooMany: boolean;
}

/** Reads what {@link toLiveKeys} wrote; null for anything else. */
export function readLiveKeys(keys: readonly string[]): LiveKeys | null {
  const known = shared.readLiveKeys(keys);
  if (known === null) return null;
  const hidden = new Set(keys.filter((key) => key.startsWith('h:')).map((key) => key.slice(2)));
  return { ...known, hidden, hidesTooMany: keys.includes(HIDDEN_TOO_MANY) };
}
