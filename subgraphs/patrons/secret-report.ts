/** What hangs on which of the region's secrets, for an operator who replaces one. */
import { listAllLinks } from './repositories/links.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { openLink } from './account-links.ts';
import type { PatronKeys } from './patron-keys.ts';

interface LinksBySecret {
  readonly current: number;
  /** Written with the other secret: their patrons have not used them since. */
  readonly accepted: number;
  /** When one of those was last used, to the day; null if there is none. */
  readonly acceptedUsedAt: string | null;
  /** Written with neither: retention removes them. */
  readonly unreadable: number;
}

export async function countLinks(db: Kysely<Database>, keys: PatronKeys): Promise<LinksBySecret> {
  let [current, accepted, unreadable] = [0, 0, 0];
  let last: Date | null = null;
  for (const stored of await listAllLinks(db)) {
    const opened = openLink(stored, keys);
    if (opened === null) unreadable += 1;
    else if (opened.keys === keys.current) current += 1;
    else {
      accepted += 1;
      if (last === null || stored.usedAt > last) last = stored.usedAt;
    }
  }
  return { current, accepted, acceptedUsedAt: last?.toISOString() ?? null, unreadable };
}
