/**
 * Titles with so many copies (a journal of 4,000 issues) that their system needs seconds to tell how they stand. Harvest
 * notes them in the live keys, so that they are asked for apart and no other title of a page waits for them.
 */
import type { HoldingRef } from '#domain/facts.ts';
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from './lms-error.ts';

/** Copies of one record, of all its libraries, from which it is large. A Koha tells of about 250 copies a second. */
export const LARGE_FROM = 250;
/** A title with more copies is not asked for live: no system lists them all within the limit of a call. */
export const LIVE_COPIES_MAX = 5_000;

const LARGE_KEY = /^n:(\d+)$/;

/** What the live keys of a record's holdings say of its size: nothing for most. */
export function sizeKeys(copies: number): readonly string[] {
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
