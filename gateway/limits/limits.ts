/** What one request may ask for. Each limit has its own error code (`docs/errors.md`). */
export interface Limits {
  /** Bytes of the request's body. */
  readonly bodyBytes: number;
  /** Bytes of the query text within it, blanks and comments included. */
  readonly queryBytes: number;
  /** Values in the variables, those in lists and inputs included. */
  readonly values: number;
  /** Characters of one text among them: a search for a whole book would keep the index busy. */
  readonly valueCharacters: number;
  /** Lexical tokens of the query text. */
  readonly tokens: number;
  /** Fields as they are written, once each. */
  readonly fields: number;
  readonly aliases: number;
  readonly directives: number;
  /** Different variables that `@skip` and `@include` go by: each may double what is planned. */
  readonly conditions: number;
  /** Operations and fragments of the document. */
  readonly definitions: number;
  /** Variables that the document declares. */
  readonly variables: number;
  /** Fields within fields; introspection is not counted. */
  readonly depth: number;
  /** Braces and brackets within each other, of selections, values and types. */
  readonly nesting: number;
  /** Fields of the query with every fragment written out. */
  readonly selections: number;
  /** Questions about the schema itself (`__schema`, `__type`) in one document. */
  readonly schemaQuestions: number;
  /** Values in any one list argument, from literals or variables. */
  readonly listLength: number;
  /** Points that the query could cost, by the sizes of its lists (`cost.ts`) and by its prices (`prices.ts`). */
  readonly cost: number;
}

/**
 * Room for 200 editions by literal keys with all their holdings, or 50 with the items as well; a query that walks in
 * circles (`edition { holdings { edition … } }`) or asks one thing under a hundred names is none that people need. What
 * stands before the cost bounds the time that checking and planning take (`docs/gateway.md`).
 */
export const LIMITS: Limits = {
  bodyBytes: 256 * 1024,
  queryBytes: 64 * 1024,
  values: 5_000,
  valueCharacters: 8 * 1024,
  tokens: 4_000,
  fields: 500,
  aliases: 50,
  directives: 100,
  conditions: 16,
  definitions: 100,
  variables: 100,
  depth: 14,
  nesting: 64,
  selections: 20_000,
  schemaQuestions: 4,
  listLength: 200,
  cost: 1_000_000,
};
