/**
 * The patrons subgraph: `schema/subgraphs/patrons.graphql`. Whose account is whose, who may read it, who did. It knows
 * nothing that stands in an account.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { CardDesk } from './card-desk.ts';
import type { PatronsContext } from './context.ts';
import { createLibraryDirectory } from './library-directory.ts';
import type { ReaderGroups } from './look-at-duplicates.ts';
import { createPatronDesk } from './patron-desk.ts';
import type { PatronKeys } from './patron-keys.ts';
import { resolvers } from './resolvers/index.ts';

export { isReviewOverdue } from './agreement.ts';
export { createCardDesk } from './card-desk.ts';
export type { CardAnswer, CardDesk } from './card-desk.ts';
export { createLibraryDirectory } from './library-directory.ts';
export type { GroupedAccount, ReaderGroups } from './look-at-duplicates.ts';
export { createPatronKeys } from './patron-keys.ts';
export type { PatronKeys } from './patron-keys.ts';
export { erasePatron, exportPatron } from './patron-record.ts';
export { applyRetention } from './retention.ts';

/** What it takes to keep patron data. */
export interface PatronDataMeans {
  readonly db: Kysely<Database>;
  readonly keys: PatronKeys;
  readonly cards: CardDesk;
  readonly groups: ReaderGroups;
}

export interface PatronsOptions {
  readonly region: Pick<Region, 'id' | 'libraries'>;
  /** Null where the region has no secret for patron data: then `me` is null and everything else is refused. */
  readonly patronData: PatronDataMeans | null;
  readonly verify: ContextVerifier;
  readonly clock: () => Date;
  readonly logger: Logger;
}

const sdl = new URL('../../schema/subgraphs/patrons.graphql', import.meta.url);

/** Closes nothing: the store belongs to whoever opened it. */
export function createPatronsSubgraph({ region, patronData, verify, clock, logger }: PatronsOptions): Subgraph {
  const libraries = createLibraryDirectory(region);
  const desk = patronData === null ? null : createPatronDesk({ ...patronData, libraries, clock });
  return createSubgraph<PatronsContext>({
    name: 'patrons',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers,
    verify,
    logger,
    createContext: (caller) => ({ caller, libraries, desk, now: clock }),
  });
}
