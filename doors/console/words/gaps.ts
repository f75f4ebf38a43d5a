/** Which systems are not all in the index, in words: what is not found may be there. */
import type { GapFragment } from '../__generated__/operations.ts';
import { plural, sayDayOf } from './moments.ts';

/** What a gap is, as the end of a sentence about a system. `since` is a moment as RFC 3339. */
export function sayGap({ why, since }: Pick<GapFragment, 'why' | 'since'>): string {
  const from = since === null ? '' : ` since ${sayDayOf(since)}`;
  switch (why) {
    case 'NEVER_HARVESTED':
      return 'none of its records has been read yet';
    case 'PARTIAL':
      return 'not all of its records have been read yet';
    case 'STALE':
      return `changes${from} may be missing`;
    case 'UNREADABLE':
      return `some records could not be read${from}`;
  }
}

/**
 * `2 systems are incomplete: the Hill Koha, the Bay Koha; it may be there.` Null if no system is. `gaps` is null if the index cannot
 * say. `what` is a sentence about what that means.
 */
export function sayGaps(gaps: readonly GapFragment[] | null, what: string): string | null {
  if (gaps === null) return `Which systems are incomplete cannot be said now. ${what}`;
  if (gaps.length === 0) return null;
  const names = gaps.map((gap) => `${gap.system.name} (${sayGap(gap)})`).join(', ');
  return `${plural(gaps.length, 'system is', 'systems are')} incomplete: ${names}. ${what}`;
}
