import type { Caller } from '#platform/signed-context.ts';

/** What the resolvers of one request are given. */
export interface PatronsContext {
  readonly caller: Caller;
}
