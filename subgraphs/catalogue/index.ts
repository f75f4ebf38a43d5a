/** The catalogue subgraph: `schema/subgraphs/catalogue.graphql`, answered from the union index and the region file. */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { Capability } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { inRequestTime } from '#store/errors.ts';
import { readHere, type Reads } from '#store/replica.ts';
import type { ContextVerifier, Role } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import { createFeedReader, type Reading } from '#feed-log/index.ts';
import type { TakeBackOrder } from '#take-back/index.ts';
import type { IndexScope, InTime } from '#union-index/index.ts';
import { createClusterSettings } from '#union-index/rulings/index.ts';
import { createAnalyst, type TokenView } from './analyst.ts';
import { createChangeFeed } from './change-feed.ts';
import type { CatalogueContext } from './context.ts';
import { createDirectory } from './directory.ts';
import { createLenderFinder } from './lender-finder.ts';
import { createLoaders } from './loaders.ts';
import { createNearest } from './nearest.ts';
import { createOperate } from './operate.ts';
import { createPlaceViews } from './place-views.ts';
import { createRulingAccess } from './ruling-access.ts';
import { createRulingRequests } from './ruling-requests.ts';
import { resolvers } from './resolvers/index.ts';
import { toViewer } from './viewer.ts';

export interface CatalogueOptions {
  readonly index: IndexScope;
  /** For what need not be of this moment; as the index if not given. */
  readonly reads?: Reads | undefined;
  /** Tokens of readers as each role sees them; null where this region keeps no patron data. */
  readonly tokenView: TokenView | null;
  readonly region: Region;
  /**
   * What each system can do, as its adapter is configured; a system that is missing here can do nothing. Read at each
   * question, because an adapter that stands elsewhere learns what it can.
   */
  readonly capabilities: Pick<ReadonlyMap<SystemId, readonly Capability[]>, 'get'>;
  readonly verify: ContextVerifier;
  /** Told who was given which changes. */
  readonly noteReading: (reading: Reading) => void;
  /** Hides records at once. */
  readonly takeBack: (order: TakeBackOrder) => Promise<void>;
  readonly clock: () => number;
  readonly logger: Logger;
}

const sdl = new URL('../../schema/subgraphs/catalogue.graphql', import.meta.url);

/** Closes nothing: the store belongs to its opener. */
export function createCatalogueSubgraph(options: CatalogueOptions): Subgraph {
  const { index, tokenView, region, capabilities, verify, clock, logger } = options;
  const directory = createDirectory(region, capabilities);
  const settings = createClusterSettings(region);
  const { reads = readHere({ db: index.db, reports: index.db }) } = options;
  const reader = region.feeds === undefined ? null : createFeedReader({ db: index.db, region, reads });
  return createSubgraph<CatalogueContext>({
    name: 'catalogue',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers,
    prices: pricesIn(region),
    verify,
    clock,
    logger,
    createContext: (caller) => {
      const { role, deadline } = caller;
      const now = clock();
      const endsAt = performance.now() + deadline - now;
      const timeLeft = (): number => endsAt - performance.now();
      const inTime: InTime = (answer) => inRequestTime(answer, timeLeft());
      const scope = { ...index, inTime, timeLeft };
      const loaders = createLoaders(scope, { ...scope, db: mayChange(role) ? index.db : reads.db });
      const places = createPlaceViews(directory, now);
      const viewer = toViewer(caller, directory);
      return {
        loaders,
        directory,
        places,
        viewer,
        // Few questions ask for any of these; each keeps nothing, and is made where it is asked for.
        get nearest() {
          return createNearest({ directory, loaders, places });
        },
        get lenderFinder() {
          return createLenderFinder({ directory, loaders, places, now });
        },
        get changeFeed() {
          const { noteReading } = options;
          return createChangeFeed({ reader, inTime, regionId: region.id, caller: caller.subject, noteReading });
        },
        get analyst() {
          return createAnalyst({ role, loaders, tokenView, regionId: region.id });
        },
        get rulings() {
          return createRulingAccess({ scope, settings, caller, now: clock });
        },
        get rulingRequests() {
          return createRulingRequests({ scope, caller, findRecord: (id) => loaders.recordById(id) });
        },
        get operate() {
          return createOperate({ scope, caller, takeBack: options.takeBack, replica: reads.state });
        },
      };
    },
  });
}

/** Who may change the index, by a ruling say, finds what they changed. */
function mayChange(role: Role): boolean {
  return role !== 'public' && role !== 'patron';
}

/** What keeps the database busy, as many values as its processor makes in that time. */
const SEARCHED = {
  'Query.search': 2_500,
  'EditionConnection.facets': 1_000,
  'EditionConnection.nearby': 5_000,
  'Query.suggest': 500,
  'Query.browse': 500,
};

function pricesIn({ libraries }: Region): Readonly<Record<string, number>> {
  // Every library of the region is looked at for each of these.
  const nearest = 2 * libraries.length;
  return {
    ...SEARCHED,
    'Query.nearest': nearest,
    'Edition.nearest': nearest,
    'Edition.lenders': 10 * libraries.length,
  };
}
