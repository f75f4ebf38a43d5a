/**
 * Limits on a document as it is written, which need neither schema nor variables: checked before it is validated and
 * planned, because both take time that grows faster than the text.
 */
import { Kind, visit } from 'graphql';
import type { ASTNode, ASTVisitor, DirectiveNode, DocumentNode, ValidationContext, ValidationRule } from 'graphql';
import { measureDocument } from '#platform/document-extent.ts';
import type { ErrorCode } from '#platform/errors.ts';
import { LimitError } from './limit-error.ts';
import type { Limits } from './limits.ts';
import { findWrittenSecret } from './secrets.ts';

/** The first limit that the document is over, or a secret or an infinite number that is written in it; null where all is well. */
export function refuseDocument(document: DocumentNode, limits: Limits): LimitError | null {
  const counts = countParts(document);
  const over =
    findOver(counts, limits) ??
    // Only now: what is written out is followed from set to set.
    findOver(measureDocument(document), limits);
  return over ?? findWrittenSecret(document) ?? findInfiniteNumber(document);
}

/** The same for a router that takes rules of validation. */
export function createDocumentRule(limits: Limits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    const refusal = refuseDocument(context.getDocument(), limits);
    if (refusal !== null) context.reportError(refusal);
    return {};
  };
}

type Counts = Partial<Record<keyof Limits, number>>;

interface Wording {
  readonly code: ErrorCode;
  readonly tell: (count: number, limit: number) => string;
}

const has =
  (things: string, advice = '') =>
  (count: number, limit: number): string =>
    `The query has ${count} ${things}; this graph answers ${limit}.${advice}`;

const WORDINGS: Partial<Record<keyof Limits, Wording>> = {
  fields: { code: 'QUERY_TOO_COMPLEX', tell: has('fields', ' Split it into several queries.') },
  aliases: { code: 'QUERY_TOO_MANY_ALIASES', tell: has('aliases', ' Ask for many things by a list.') },
  directives: { code: 'QUERY_TOO_COMPLEX', tell: has('directives') },
  conditions: { code: 'QUERY_TOO_COMPLEX', tell: has('variables in @skip and @include') },
  definitions: { code: 'QUERY_TOO_COMPLEX', tell: has('operations and fragments') },
  variables: { code: 'QUERY_TOO_COMPLEX', tell: has('variables') },
  schemaQuestions: { code: 'QUERY_TOO_COMPLEX', tell: has('questions about the schema') },
  nesting: {
    code: 'QUERY_TOO_DEEP',
    tell: (count, limit) => `The query has ${count} braces or brackets within each other; this graph reads ${limit}.`,
  },
  selections: {
    code: 'QUERY_TOO_COSTLY',
    tell: (_, limit) =>
      `The fragments of the query multiply to more than the ${limit} fields that this graph reads. ` +
      'Spread each fragment once in a place.',
  },
  depth: {
    code: 'QUERY_TOO_DEEP',
    tell: (count, limit) =>
      `The query is ${count} fields deep; this graph answers ${limit}. Ask for what is further in by its id.`,
  },
};

function findOver(counts: Counts, limits: Limits): LimitError | null {
  for (const [name, { code, tell }] of Object.entries(WORDINGS)) {
    const count = counts[name as keyof Limits] ?? 0;
    const limit = limits[name as keyof Limits];
    if (count > limit) return new LimitError(code, tell(count, limit));
  }
  return null;
}

const NESTING: ReadonlySet<string> = new Set([Kind.SELECTION_SET, Kind.LIST, Kind.OBJECT, Kind.LIST_TYPE]);
const SCHEMA_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type']);

function countParts(document: DocumentNode): Counts {
  const conditions = new Set<string>();
  const counts = { fields: 0, aliases: 0, directives: 0, variables: 0, schemaQuestions: 0, nesting: 0 };
  let open = 0;
  visit(document, {
    enter(node: ASTNode) {
      if (NESTING.has(node.kind)) counts.nesting = Math.max(counts.nesting, (open += 1));
      if (node.kind === Kind.FIELD) {
        counts.fields += 1;
        if (node.alias !== undefined) counts.aliases += 1;
        if (SCHEMA_FIELDS.has(node.name.value)) counts.schemaQuestions += 1;
      } else if (node.kind === Kind.DIRECTIVE) {
        counts.directives += 1;
        for (const variable of findConditions(node)) conditions.add(variable);
      } else if (node.kind === Kind.VARIABLE_DEFINITION) counts.variables += 1;
    },
    leave(node: ASTNode) {
      if (NESTING.has(node.kind)) open -= 1;
    },
  });
  return { ...counts, conditions: conditions.size, definitions: document.definitions.length };
}

function findConditions({ name, arguments: given = [] }: DirectiveNode): readonly string[] {
  if (name.value !== 'skip' && name.value !== 'include') return [];
  return given.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
}

/**
 * What is wrong with a document that has a number such as `1e400` written in it, with the name of the argument or variable. `graphql`
 * reads it as infinite and finds it valid; whoever plans the query fails at it. In a variable it is refused by its type.
 */
function findInfiniteNumber(document: DocumentNode): LimitError | null {
  const places: string[] = [];
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node.kind !== Kind.INT && node.kind !== Kind.FLOAT) return;
      if (!Number.isFinite(Number(node.value)))
        places.push(placeOf([...ancestors, ...(parent === undefined ? [] : [parent])]));
    },
  });
  const [place] = places;
  return place === undefined ? null : new LimitError('BAD_USER_INPUT', `${place}: the number is too large.`);
}

/** `to.latitude` of an argument, `$to.latitude` of a variable. */
function placeOf(around: readonly (ASTNode | readonly ASTNode[])[]): string {
  const names = around.flatMap((node) => {
    if (!('kind' in node)) return [];
    if (node.kind === Kind.VARIABLE_DEFINITION) return [`$${node.variable.name.value}`];
    return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD ? [node.name.value] : [];
  });
  return names.join('.');
}
