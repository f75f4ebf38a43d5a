/** Which accounts are a patron's own, asked of `patrons` before the context of a request that writes is signed. */
import { z } from 'zod';
import { MerciaError } from '#platform/errors.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';

/** In the same order. */
export interface OwnAccountList {
  readonly accounts: readonly string[];
  readonly grants: readonly string[];
}

/**
 * The accounts that the patron whom a signed context names may use: one that may not be read, because its library
 * has no agreement any more, may not be changed either. Throws SUBGRAPH_UNAVAILABLE where it cannot be said.
 */
export type OwnAccounts = (signedContext: string) => Promise<OwnAccountList>;

const QUERY = '{ me { accounts { id grant } } }';

const answer = z.object({
  // Without a patron there are none; a patron whose accounts are null has some that cannot be told.
  data: z.object({
    me: z.object({ accounts: z.array(z.object({ id: z.string(), grant: z.string().nullable() })) }).nullable(),
  }),
});

export function createOwnAccounts(execute: SubgraphExecutor): OwnAccounts {
  return async (context) => {
    const result = await execute({ query: QUERY, variables: {}, context, readsOnly: true });
    const read = answer.safeParse(result);
    if (!read.success || (result.errors?.length ?? 0) > 0) {
      throw new MerciaError(
        'SUBGRAPH_UNAVAILABLE',
        'The patrons part did not say which accounts belong to the caller.',
      );
    }
    const own = (read.data.data.me?.accounts ?? []).flatMap(({ id, grant }) => (grant === null ? [] : [{ id, grant }]));
    return { accounts: own.map(({ id }) => id), grants: own.map(({ grant }) => grant) };
  };
}
