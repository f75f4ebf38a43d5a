/** Deletes what is older than its library wants it kept. */
import { deleteOldAttempts } from './repositories/attempts.ts';
import { forgetAudit, listAuditedLibraries } from './repositories/audit.ts';
import { deleteLinks, listUnusedLinks } from './repositories/links.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { LibraryDirectory } from './library-directory.ts';
import { openLink } from './account-links.ts';
import { FORGIVEN_AFTER_MS } from './lock-out.ts';
import type { PatronKeys } from './patron-keys.ts';

export interface Forgotten {
  readonly links: number;
  readonly attempts: number;
  readonly auditEntries: number;
}

const DAY_MS = 86_400_000;

/** Safe to run at any time, while requests go on. */
export async function applyRetention(
  db: Kysely<Database>,
  keys: PatronKeys,
  libraries: LibraryDirectory,
  now: Date,
): Promise<Forgotten> {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);

  let auditEntries = 0;
  for (const library of await listAuditedLibraries(db)) {
    auditEntries += await forgetAudit(db, library, daysAgo(libraries.auditDays(library)), now);
  }
  let links = 0;
  for (const stored of await listUnusedLinks(db, daysAgo(1))) {
    const link = openLink(stored, keys)?.link ?? null;
    // One that cannot be opened leads to nobody and is of no use.
    if (link !== null && stored.usedAt >= daysAgo(libraries.linkDays(link.library))) continue;
    if (await deleteLinks(db, [stored.accountKey], [stored.subject])) links += 1;
  }
  const attempts = await deleteOldAttempts(db, new Date(now.getTime() - FORGIVEN_AFTER_MS), now);
  return { links, attempts, auditEntries };
}
