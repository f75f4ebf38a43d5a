/** How copies are named: by Koha's own number. */
import { parseId } from '#domain/ids.ts';
import type { ItemId } from '#domain/ids.ts';

/** The copy's number; null for an id that names none of Koha's. */
export function readItemId(id: ItemId): number | null {
  const local = parseId(id, 'item')?.local;
  return local !== undefined && /^\d{1,15}$/.test(local) ? Number(local) : null;
}
