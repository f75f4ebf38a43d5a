/** Patrons in memory on the real SDL: each subject has account 5 at every system, with leave to read it. */
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { SystemId } from '#domain/ids.ts';
import { createGrantSigner } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier, InternalContext } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { PatronDependencies } from '#subgraphs/circulation/index.ts';

export interface SmallPatronsOptions {
  readonly systems: readonly SystemId[];
  readonly secret: string;
  readonly ids: PatronDependencies['ids'];
  readonly verify: ContextVerifier;
  readonly logger: Logger;
}

interface Owned {
  readonly system: SystemId;
}

const sdl = new URL('../../../schema/subgraphs/patrons.graphql', import.meta.url);

export function createSmallPatrons({ systems, secret, ids, verify, logger }: SmallPatronsOptions): Subgraph {
  const signGrant = createGrantSigner(deriveKey(secret, 'grants'));
  const Query = {
    me: (_: unknown, __: unknown, { role, subject }: InternalContext) =>
      role !== 'patron' || subject === null
        ? null
        : { id: `region:patron:${subject}`, accounts: systems.map((system) => ({ system })) },
  };
  const Account = {
    id: ({ system }: Owned) => ids.account({ system, account: '5' }),
    grant: ({ system }: Owned, _: unknown, { subject }: InternalContext) =>
      signGrant({ subject: subject ?? '', account: ids.account({ system, account: '5' }), purpose: 'SELF_SERVICE' }),
    library: ({ system }: Owned) => ({ id: `lib-${system}` }),
  };
  return createSubgraph<InternalContext>({
    name: 'patrons',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers: { Query, Account },
    createContext: (context) => context,
    verify,
    logger,
  });
}
