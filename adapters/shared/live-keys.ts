/**
 * What a holding is asked for with: written at harvest, kept in the index for months, and read with every question, perhaps by a newer
 * version than the one that wrote it. So keys say by which layout they are written, and keys of another one are refused, never guessed at.
 */
import type { LibraryId } from '#domain/ids.ts';
import type { HoldingRef } from '#domain/facts.ts';
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from './lms-error.ts';

export interface LiveKeys {
  /** The system's own number of the record. */
  readonly record: string;
  readonly library: string;
  /** Copies of the record, of all libraries, if they are many; else null. */
  readonly copies: number | null;
}

const VERSION_KEY = 'v:';

/**
 * Layout of the keys below, and of those that a kind adds to them. Goes up when a key gets another meaning; `live-keys.test.ts` of the
 * kinds pin what each writes. Reading rules hold it too: with another one, the index reads all its records again, which writes new keys.
 */
export const LIVE_KEYS_VERSION = 1;

/** The key that says by which layout the others are written. */
export function versionKey(version: number): string {
  return `${VERSION_KEY}${version}`;
}

/** The layout of some keys: 0 if they were written before layouts had numbers; null if it cannot be read. */
export function versionOf(keys: readonly string[]): number | null {
  const stated = keys.filter((key) => key.startsWith(VERSION_KEY)).map((key) => Number(key.slice(VERSION_KEY.length)));
  const [version = 0, ...others] = stated;
  return others.length === 0 && Number.isSafeInteger(version) ? version : null;
}

/**
 * What finds these copies again: the record, whose owner codes count, and how many copies the record has if they are many.
 * Codes are looked up when the holding is asked for, so that a new one counts at once.
 */
export function toLiveKeys(record: string, library: LibraryId, copiesOfRecord: number): readonly string[] {
  return [versionKey(LIVE_KEYS_VERSION), `r:${record}`, `l:${library}`, ...sizeKeys(copiesOfRecord)];
}

/**
 * Reads what {@link toLiveKeys} wrote; null for anything else. For systems that number their records. Keys without a version say the
 * same by the same names.
 */
export function readLiveKeys(keys: readonly string[]): LiveKeys | null {
  const version = versionOf(keys);
  if (version !== 0 && version !== LIVE_KEYS_VERSION) return null;
  const record = keys.find((key) => /^r:\d+$/.test(key))?.slice(2);
  const library = keys.find((key) => key.startsWith('l:'))?.slice(2);
  if (record === undefined || library === undefined) return null;
  return { record, library, copies: copiesOfLargeTitle(keys) };
}

/**
 * Copies of one record, of all its libraries, from which it is large (a journal of 4,000 issues): asked for apart, because it takes
 * seconds and no other title of a page should wait for it. A Koha tells of about 250 copies a second.
 */
export const LARGE_FROM = 250;
/** A title with more copies is not asked for live: no system lists them all within the limit of a call. */
export const LIVE_COPIES_MAX = 5_000;

const LARGE_KEY = /^n:(\d+)$/;

/** What the live keys of a record's holdings say of its size: nothing for most. */
function sizeKeys(copies: number): readonly string[] {
  return copies < LARGE_FROM ? [] : [`n:${copies}`];
}

/** The copies of a large title, as {@link sizeKeys} wrote them down; null for every other. */
export function copiesOfLargeTitle(liveKeys: readonly string[]): number | null {
  for (const key of liveKeys) {
    const copies = LARGE_KEY.exec(key)?.[1];
    if (copies !== undefined) return Number(copies);
  }
  return null;
}

/** Whether a holding's title is large: `isLarge` of an adapter's item source. */
export function isLarge({ liveKeys }: HoldingRef): boolean {
  return copiesOfLargeTitle(liveKeys) !== null;
}

/** The error in the slot of a title that is too large to be asked for. */
export function tooManyCopies(system: string, title: string, copies: number): MerciaError {
  const what = `title ${title} has ${copies} copies, and no more than ${LIVE_COPIES_MAX} are asked for live`;
  return lmsError(system, 'LMS_TOO_MANY_ITEMS', `live items: ${what}`);
}
