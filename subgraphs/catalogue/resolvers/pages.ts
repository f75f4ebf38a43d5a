/** What every page of the graph has: its entries without cursors, and where it begins and ends. */
import type { Page } from '#union-index/index.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import type { Placed } from '../models.ts';

/** Resolvers of any connection; a connection with more of its own spreads them. */
export const connection = {
  nodes: <Node>({ edges }: Page<Node>): readonly Node[] => edges.map(({ node }) => node),
  pageInfo: <Connection>(page: Connection): Connection => page,
};

/** A page, and whether it was asked for behind a cursor: then something came before it. */
export async function placed<P extends object>(
  page: P | Promise<P>,
  cursor: string | null | undefined,
): Promise<Placed<P>> {
  return { ...(await page), hasPreviousPage: cursor !== null && cursor !== undefined };
}

export const pageResolvers: Resolvers = {
  PageInfo: {
    startCursor: ({ edges }) => edges[0]?.cursor ?? null,
    endCursor: ({ edges }) => edges.at(-1)?.cursor ?? null,
  },
};
