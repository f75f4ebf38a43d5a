/** The patrons part over a real database and the circulation router that it asks, over one adapter: joined as a region joins them. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner, createContextVerifier, type InternalContext } from '#platform/signed-context.ts';
import type { Database } from '#store/tables.ts';
import { createCirculationSubgraph, createPatronDependencies } from '#subgraphs/circulation/index.ts';
import { createCardLookup, createPatronKeys, createPatronsSubgraph } from '#subgraphs/patrons/index.ts';
import { createRegion, type RegionOptions } from '#tests/circulation/support/region-of.ts';
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import { PATRON_SECRET } from './patrons-world.ts';

const CONTEXT_SECRET = 'a secret that only the parts of this region know';

type Caller = Pick<InternalContext, 'role' | 'subject' | 'libraries' | 'accounts' | 'grants'>;

export interface AskedPart {
  readonly part: 'patrons' | 'circulation';
  readonly caller: Caller;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly budgetMs?: number;
}

/** Asks either part; what the graph itself cannot answer fails the test. */
export function openPatronsOver(adapter: LmsAdapter, db: Kysely<Database>, options: RegionOptions) {
  const region = createRegion([adapter], options);
  const logger = createLogger('silent');
  const verify = createContextVerifier(CONTEXT_SECRET);
  const sign = createContextSigner(CONTEXT_SECRET);
  const circulation = createCirculationSubgraph({
    region,
    adapters: new Map<SystemId, LmsAdapter>([[adapter.system.id, adapter]]),
    patrons: createPatronDependencies({ secret: PATRON_SECRET, db: null, now: Date.now }),
    verify,
    clock: Date.now,
    logger,
  });
  const patrons = createPatronsSubgraph({
    region,
    patronData: {
      db,
      keys: createPatronKeys(PATRON_SECRET, Date.now),
      cards: createCardLookup(circulation.execute, sign, logger),
      groups: { find: () => Promise.resolve(null) },
    },
    verify,
    clock: () => new Date(),
    logger,
  });
  let requests = 0;
  return async (query: string, { part, caller, variables = {}, budgetMs = 5_000 }: AskedPart): Promise<unknown> => {
    const receivedAt = Date.now();
    const correlationId = `c-${(requests += 1)}`;
    const context = await sign({ ...caller, correlationId, receivedAt, deadline: receivedAt + budgetMs });
    const { execute } = part === 'patrons' ? patrons : circulation;
    const { data, errors } = await execute({ query, variables, context });
    expect(errors).toBeUndefined();
    return data;
  };
}
