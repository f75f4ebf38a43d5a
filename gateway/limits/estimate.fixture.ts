/** What a query would be estimated to cost by the gateway. */
import { readFileSync } from 'node:fs';
import { buildASTSchema, getOperationAST, getVariableValues, Kind, parse, visit, type DocumentNode } from 'graphql';
import { estimateCost, type Estimate } from './cost.ts';
import { defaultSizeOf } from './list-sizes.ts';

const supergraph = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');

/** The supergraph with the fields, types and arguments that clients see. */
export const clientSchema = buildASTSchema(
  visit<DocumentNode>(parse(supergraph), {
    enter(node) {
      if (node.kind === Kind.DIRECTIVE) return node.name.value === 'deprecated' ? undefined : null;
      const isHidden = 'directives' in node && node.directives.some(({ name }) => name.value === 'inaccessible');
      return isHidden ? null : undefined;
    },
  }),
  { assumeValid: true },
);

/** Null where the variables do not fit. */
export function estimate(
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
  sizeOf = defaultSizeOf,
): Estimate | null {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new Error('no operation');
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const { coerced } = getVariableValues(clientSchema, operation.variableDefinitions ?? [], { ...variables });
  if (coerced === undefined) return null;
  return estimateCost({ schema: clientSchema, operation, fragments, variables: coerced, sizeOf });
}
