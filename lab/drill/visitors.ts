/** Visitors who did not sign in, each of whom asks one system for titles that nobody else asks for. */
import { toLiveKeys } from '#adapters/shared/live-keys.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { CALL_TIMEOUT_MS } from './limits.ts';

const TITLES = 40;

const QUERY = `query ($holdings: [_Any!]!) {
  _entities(representations: $holdings) { ... on Holding { availability { state } } } }`;

/** One visitor asks for so many titles that nobody else asks for. */
export type AskTitles = (system: string, visitor: number, request: number) => Promise<unknown>;

export function createVisitors(execute: SubgraphExecutor, sign: ContextSigner): AskTitles {
  return async (system, visitor, request) => {
    const receivedAt = Date.now();
    const context = await sign({
      role: 'public',
      subject: null,
      caller: `visitor ${String(visitor)}`,
      correlationId: `crowd ${String(visitor)} ${String(request)}`,
      receivedAt,
      deadline: receivedAt + CALL_TIMEOUT_MS,
    });
    const holdings = Array.from({ length: TITLES }, (_, index) => {
      const record = String(1_000_000 * (visitor + 1) + TITLES * request + index);
      const library = `lib-${system}` as LibraryId;
      const id = `${system}:holding:${record}@${library}`;
      const liveKeys = toLiveKeys(record, library, 1);
      return { __typename: 'Holding', id, liveKeys, library: { __typename: 'Library', id: library } };
    });
    return execute({ query: QUERY, variables: { holdings }, context });
  };
}
