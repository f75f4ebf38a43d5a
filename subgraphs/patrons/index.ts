/**
 * The patrons subgraph: `schema/subgraphs/patrons.graphql`. Whose account is whose, who may read it, who did. It knows
 * nothing that stands in an account.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { PatronsContext } from './context.ts';
import { resolvers } from './resolvers/index.ts';

export interface PatronsOptions {
  readonly verify: ContextVerifier;
  readonly logger: Logger;
}

const sdl = new URL('../../schema/subgraphs/patrons.graphql', import.meta.url);

export function createPatronsSubgraph({ verify, logger }: PatronsOptions): Subgraph {
  return createSubgraph<PatronsContext>({
    name: 'patrons',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers,
    verify,
    logger,
    createContext: (caller) => ({ caller }),
  });
}
