/** The copies that the lists of an account name, asked for by 17 one by one. */
import { isMerciaError } from '#platform/errors.ts';
import type { MerciaError } from '#platform/errors.ts';
import { readItemEntry } from './item-entries.ts';
import type { ItemEntry } from './item-entries.ts';
import type { ItemAnswer } from './item-answer.ts';
import type { PatronRecords } from './patron-records.ts';

/** An entry of a list, and what the system says of its copy. */
export interface NamedCopy {
  readonly entry: ItemEntry;
  /** Null if the system knows none by it; an error if it could not be asked this time. */
  readonly copy: ItemAnswer | MerciaError | null;
}

/** In the order of the entries. Never rejects for what the system does. */
export async function findCopies(
  records: Pick<PatronRecords, 'item'>,
  entries: readonly string[],
  signal: AbortSignal,
): Promise<readonly NamedCopy[]> {
  const read = entries.map(readItemEntry).filter((entry) => entry !== null);
  return Promise.all(read.map(async (entry) => ({ entry, copy: await findCopy(records, entry, signal) })));
}

/** By the first of what may be its barcode that the system knows. */
export async function findCopy(
  records: Pick<PatronRecords, 'item'>,
  { candidates }: Pick<ItemEntry, 'candidates'>,
  signal: AbortSignal,
): Promise<ItemAnswer | MerciaError | null> {
  try {
    for (const candidate of candidates) {
      const found = await records.item(candidate, signal);
      if (found !== null) return found;
    }
    return null;
  } catch (error) {
    if (isMerciaError(error)) return error;
    throw error;
  }
}

/** The barcode by which a copy is asked for again, or the whole entry where the system explains it no further. */
export function nameOf({ entry, copy }: NamedCopy): string {
  return copy === null || isMerciaError(copy) ? (entry.candidates[0] ?? entry.text) : copy.barcode;
}
