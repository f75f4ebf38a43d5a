/** What one request may ask for. Each limit has its own error code (`docs/errors.md`). */
export interface Limits {
  /** Bytes of the request's body. */
  readonly bodyBytes: number;
  /** Lexical tokens of the query text. */
  readonly tokens: number;
  /** Fields within fields; introspection is not counted. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the query with every fragment written out. */
  readonly selections: number;
  /** Values in any one list argument, from literals or variables. */
  readonly listLength: number;
  /** Objects that the query could give, by the sizes of its lists (`cost.ts`). */
  readonly cost: number;
}

/**
 * Room for 200 editions by literal keys with all their holdings, or 50 with the items as well; a query that walks in
 * circles (`edition { holdings { edition … } }`) or asks one thing under a hundred names is none that people need.
 */
export const LIMITS: Limits = {
  bodyBytes: 256 * 1024,
  tokens: 4_000,
  depth: 14,
  aliases: 50,
  selections: 20_000,
  listLength: 200,
  cost: 100_000,
};
