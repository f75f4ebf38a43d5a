/** What a holding is asked for with: written at harvest, read with every question. */
import type { LibraryId } from '#domain/ids.ts';
import { copiesOfLargeTitle, sizeKeys } from './large-titles.ts';

/** What live keys say of a holding. */
export interface LiveKeys {
  /** The system's own number of the record. */
  readonly record: string;
  readonly library: string;
  /** Copies of the record, of all libraries, if they are many; else null. */
  readonly copies: number | null;
}

/**
 * What finds these copies again: the record, whose owner codes count, and how many copies the record has if they are many.
 * Codes are looked up when the holding is asked for, so that a new one counts at once.
 */
export function toLiveKeys(record: string, library: LibraryId, copiesOfRecord: number): readonly string[] {
  return [`r:${record}`, `l:${library}`, ...sizeKeys(copiesOfRecord)];
}

/** Reads what {@link toLiveKeys} wrote; null for anything else. For systems that number their records. */
export function readLiveKeys(keys: readonly string[]): LiveKeys | null {
  const record = keys.find((key) => /^r:\d+$/.test(key))?.slice(2);
  const library = keys.find((key) => key.startsWith('l:'))?.slice(2);
  if (record === undefined || library === undefined) return null;
  return { record, library, copies: copiesOfLargeTitle(keys) };
}
