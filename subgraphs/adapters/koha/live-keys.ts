/** What a holding is asked for with: written at harvest, read with every question. */
import type { LibraryId } from '#domain/ids.ts';
import { copiesOfLargeTitle, sizeKeys } from '../shared/large-titles.ts';

/**
 * What finds these copies again: the record, how many copies it has where they are many, and whose branches count.
 * Branches are looked up when asked, so that a new one counts at once.
 */
export function toLiveKeys(biblioId: number, library: LibraryId, copiesOfRecord: number): readonly string[] {
  return [`r:${biblioId}`, `l:${library}`, ...sizeKeys(copiesOfRecord)];
}

/** What live keys say of a holding. */
export interface LiveKeys {
  readonly biblioId: number;
  readonly library: string;
  /** Copies of the record, of all libraries, where they are many; else null. */
  readonly copies: number | null;
}

/** Reads what {@link toLiveKeys} wrote; null where it did not. */
export function readLiveKeys(keys: readonly string[]): LiveKeys | null {
  const biblioId = keys.find((key) => /^r:\d+$/.test(key))?.slice(2);
  const library = keys.find((key) => key.startsWith('l:'))?.slice(2);
  if (biblioId === undefined || library === undefined) return null;
  return { biblioId: Number(biblioId), library, copies: copiesOfLargeTitle(keys) };
}
