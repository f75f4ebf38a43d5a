/**
 * The circulation router: the contract of `schema/subgraphs/circulation.graphql`, answered for every system of the
 * region by its own adapter. It asks each system once for what one page wants, never lets one system's trouble cost
 * another's facts, and answers before the request's deadline whoever is still silent.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { LmsAdapter } from '#adapters/adapter.ts';
import type { CirculationContext } from './context.ts';
import { createLoaders } from './loaders.ts';
import { createRequestDeadline, remainingFor } from './request-deadline.ts';
import { Availability } from './resolvers/availability.ts';
import { Holding } from './resolvers/holding.ts';
import { Item } from './resolvers/item.ts';
import { createResolveId } from './route.ts';
import { createSystemDesks } from './system-desk.ts';

export interface CirculationOptions {
  readonly region: Region;
  /** By the system's id. A system that is missing here is answered for with UNKNOWN. */
  readonly adapters: ReadonlyMap<SystemId, LmsAdapter>;
  readonly verify: ContextVerifier;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly logger: Logger;
}

const sdl = new URL('../../schema/subgraphs/circulation.graphql', import.meta.url);

/** Closes nothing: the adapters belong to whoever made them. */
export function createCirculationSubgraph(options: CirculationOptions): Subgraph {
  const { region, adapters, verify, clock, logger } = options;
  const desks = createSystemDesks(region, adapters, logger);
  const resolveId = createResolveId();
  return createSubgraph<CirculationContext>({
    name: 'circulation',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers: { Availability, Holding, Item },
    verify,
    logger,
    createContext: ({ deadline: at }) => {
      const deadline = createRequestDeadline(remainingFor(at, clock()));
      return { loaders: createLoaders({ desks, resolveId, deadline, now: clock }) };
    },
  });
}
