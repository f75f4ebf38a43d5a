/**
 * The patrons subgraph: `schema/subgraphs/patrons.graphql`. It knows which accounts belong to whom, who may read
 * them and who did, and nothing of what is in an account.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier, InternalContext } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { PatronsContext } from './context.ts';
import { createLibraryDirectory } from './library-directory.ts';
import { createPatronService, type PatronServiceDependencies } from './patron-service.ts';
import { resolvers } from './resolvers.ts';

export { isReviewOverdue } from './agreement.ts';
export { createCardLookup } from './card-lookup.ts';
export type { CardAnswer, CardLookup } from './card-lookup.ts';
export { createLibraryDirectory } from './library-directory.ts';
export type { GroupedAccount, ReaderGroups } from './look-at-duplicates.ts';
export { createPatronKeys } from './patron-keys.ts';
export type { PatronKeys } from './patron-keys.ts';
export { erasePatron, exportPatron, type PatronRecordDependencies } from './patron-record.ts';
export { countLinks } from './secret-report.ts';
export { applyRetention } from './retention.ts';

/** What keeping patron data needs. */
export type PatronDataDependencies = Omit<PatronServiceDependencies, 'libraries' | 'clock'>;

export interface PatronsOptions {
  readonly region: Pick<Region, 'id' | 'libraries'>;
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
