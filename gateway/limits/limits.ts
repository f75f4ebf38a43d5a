/**
 * What one request may ask for. Each limit has its own error code (`docs/errors.md`).
 * Room for 200 editions by literal keys with all their holdings, or 50 with the items as well; a query that walks in
 * circles (`edition { holdings { edition … } }`) or asks one thing under a hundred names is none that people need. What
 * stands before the cost bounds the time that checking and planning take (`docs/gateway.md`).
 */
export const LIMITS = {
  /** Bytes of the request's body. */
  bodyBytes: 256 * 1024,
  /** Bytes of the query text within it, blanks and comments included. */
  queryBytes: 64 * 1024,
  /** Values in the variables, those in lists and inputs included. */
  values: 5_000,
  /** Characters of one text among them: a search for a whole book would keep the index busy. */
  valueCharacters: 8 * 1024,
  /** Lexical tokens of the query text. */
  tokens: 4_000,
  /** Fields as they are written, once each. */
  fields: 500,
  aliases: 50,
  directives: 100,
  /** Different variables that `@skip` and `@include` go by: each may double what is planned. */
  conditions: 16,
  /** Operations and fragments of the document. */
  definitions: 100,
  /** Variables that the document declares. */
  variables: 100,
  /** Fields within fields; introspection is not counted. */
  depth: 14,
  /** Braces and brackets within each other, of selections, values and types. */
  nesting: 64,
  /**
   * Fields of the query with every fragment written out: planning and compiling take half a millisecond each, and what is kept of
   * it 5 kB. The largest question of the pages has 142, the usual one about the schema 229.
   */
  selections: 1_000,
  /** Questions about the schema itself (`__schema`, `__type`) in one document. */
  schemaQuestions: 4,
  /** Values in any one list argument, from literals or variables. */
  listLength: 200,
  /** Points that the query could cost, by the sizes of its lists (`cost.ts`) and by its prices (`prices.ts`). */
  cost: 1_000_000,
};

export type Limits = Readonly<typeof LIMITS>;
