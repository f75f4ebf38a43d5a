/**
 * The patrons subgraph: `schema/subgraphs/patrons.graphql`. It knows which accounts belong to whom, who may read
 * them and who did, and nothing of what is in an account.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier, InternalContext } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { PatronsContext } from './context.ts';
import { createLibraryDirectory, type RegionOfReaders } from './library-directory.ts';
import { createPatronService, type PatronServiceDependencies } from './patron-service.ts';
import { resolvers } from './resolvers.ts';
import { deleteOldAttempts } from './repositories/attempts.ts';
import { forgetAudit, listAuditedLibraries } from './repositories/audit.ts';
import { deleteLinks, listAllLinks } from './repositories/links.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { openLink } from './account-links.ts';
import { FORGIVEN_AFTER_MS } from './link-attempts.ts';
import type { PatronKeys } from './patron-keys.ts';
import type { PatronRecordDependencies } from './patron-record.ts';

export { isReviewOverdue } from './agreement.ts';
export { createCardLookup } from './card-lookup.ts';
export type { CardAnswer, CardLookup } from './card-lookup.ts';
export { createLibraryDirectory, type RegionOfReaders } from './library-directory.ts';
export type { GroupedAccount, ReaderGroups } from './look-at-duplicates.ts';
export { createPatronKeys } from './patron-keys.ts';
export type { PatronKeys } from './patron-keys.ts';
export { erasePatron, exportPatron, type PatronRecordDependencies } from './patron-record.ts';

export type PatronDataDependencies = Omit<PatronServiceDependencies, 'libraries' | 'clock'>;

export interface PatronsOptions {
  readonly region: RegionOfReaders;
  /** Null if the region has no secret for patron data: then `me` is null and everything else is refused. */
  readonly patronData: PatronDataDependencies | null;
  readonly verify: ContextVerifier;
  readonly clock: () => Date;
  readonly logger: Logger;
}

const sdl = new URL('../../schema/subgraphs/patrons.graphql', import.meta.url);

/** Closes nothing: the store belongs to the caller. */
export function createPatronsSubgraph({ region, patronData, verify, clock, logger }: PatronsOptions): Subgraph {
  const libraries = createLibraryDirectory(region);
  const service = patronData === null ? null : createPatronService({ ...patronData, libraries, clock });
  const secret = patronData?.keys.current.secret ?? '';
  // Who asks is called what this part calls them, even if the gateway writes with the other secret.
  const inOwnWords = (caller: InternalContext): InternalContext => ({
    ...caller,
    subject: caller.subjects?.[secret] ?? caller.subject,
  });
  return createSubgraph<PatronsContext>({
    name: 'patrons',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers,
    verify,
    logger,
    createContext: (asking) => ({ caller: inOwnWords(asking), libraries, service, now: clock }),
  });
}

const DAY_MS = 86_400_000;

export interface RetentionOptions extends Omit<PatronRecordDependencies, 'keys'> {
  /** Null without the region's secret: then no link can be opened. */
  readonly keys: PatronKeys | null;
  /** Whether links that none of the secrets opens are deleted at once. Without a secret they are not. */
  readonly dropUnreadable?: boolean;
}

/**
 * Deletes what is older than its library wants it kept. Safe to run at any time, while requests go on. A link that no secret opens is
 * kept as if it were of the library that keeps them longest: the right secret may come back. `links` were deleted, `unreadableLinks` are
 * those that no secret opens and that are still there.
 */
export async function applyRetention({ db, keys, libraries, now, dropUnreadable = false }: RetentionOptions) {
  const daysAgo = (days: number): Date => new Date(now.getTime() - days * DAY_MS);

  let auditEntries = 0;
  for (const library of await listAuditedLibraries(db)) {
    auditEntries += await forgetAudit(db, library, daysAgo(libraries.auditDays(library)), now);
  }
  let [links, unreadableLinks] = [0, 0];
  for (const stored of await listAllLinks(db)) {
    const link = keys === null ? null : (openLink(stored, keys)?.link ?? null);
    const isDropped = link === null && keys !== null && dropUnreadable;
    if (!isDropped && stored.usedAt >= daysAgo(libraries.linkDays(link?.library ?? null))) {
      if (link === null) unreadableLinks += 1;
    } else if (await deleteLinks(db, [stored.accountKey], [stored.subject])) links += 1;
  }
  const attempts = await deleteOldAttempts(db, new Date(now.getTime() - FORGIVEN_AFTER_MS), now);
  return { links, unreadableLinks, attempts, auditEntries };
}

/**
 * Links by the secret that they are sealed with. `accepted`: with the other one, because their patrons have not used them since;
 * `acceptedUsedAt`: when one of those was last used, to the day. `unreadable`: with neither.
 */
export async function countLinks(db: Kysely<Database>, keys: PatronKeys) {
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
