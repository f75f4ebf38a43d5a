/** A query in CQL 1.2, taken apart. Names are as they were written: what they mean is found out elsewhere. */

export interface CqlQuery {
  readonly clause: CqlClause;
  readonly sortKeys: readonly CqlSortKey[];
}

export type CqlClause = CqlSearch | CqlBoolean;

export interface CqlSearch {
  readonly kind: 'SEARCH';
  /** Null if the term stands alone. */
  readonly index: CqlName | null;
  readonly relation: CqlRelation;
  readonly term: CqlTerm;
}

export interface CqlBoolean {
  readonly kind: 'BOOLEAN';
  readonly operator: CqlOperator;
  readonly left: CqlClause;
  readonly right: CqlClause;
}

export type CqlOperator = 'and' | 'or' | 'not';

export interface CqlName {
  readonly text: string;
  /** Prefixes that the query itself assigns: prefix (empty for names without one) → context set. */
  readonly assigned: ReadonlyMap<string, string>;
}

export interface CqlRelation {
  /** In lower case: `=`, `any`; `scr` if there is none. */
  readonly text: string;
  readonly modifiers: readonly CqlModifier[];
}

export interface CqlModifier {
  /** In lower case. */
  readonly name: string;
  readonly comparison: string | null;
  readonly value: string | null;
}

export interface CqlSortKey {
  readonly index: CqlName;
  readonly modifiers: readonly CqlModifier[];
}

export interface CqlTerm {
  /** As it was written, without the quotation marks: signs are still escaped. */
  readonly written: string;
  /** Where it begins, counted from 1. */
  readonly at: number;
}
