/** Answers operations over one supergraph: the plan is made and carried out by Apollo's libraries, the shape is ours. */
import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { operationFromDocument } from '@apollo/federation-internals';
import type { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import { getVariableValues, Kind, visit } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createAnswerShape } from './answer-shape.ts';
import type { AnswerShape } from './answer-shape.ts';
import { toRawOperation, withRawRoots } from './raw-answer.ts';

type RequestContext = Parameters<typeof executeQueryPlan>[2];
type OperationContext = Parameters<typeof executeQueryPlan>[3];
type Answer = Awaited<ReturnType<typeof executeQueryPlan>>;

export type Execute = (request: RequestContext) => Promise<Answer>;

export interface ExecutorOptions {
  readonly supergraph: Supergraph;
  /** By name; one for each part of the supergraph. */
  readonly dataSources: Readonly<Record<string, GraphQLDataSource>>;
}

export interface Executor {
  /** What clients may ask for. */
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
}

/** A few hundred queries' plans; those of a discovery system are few. */
const PLANS_BYTES = 8 * 1024 * 1024;
/** Of one operation: one for each way in which its `@skip` and `@include` came out. */
const SHAPES = 16;

interface Planned {
  readonly plan: QueryPlan;
  readonly asked: OperationContext;
  readonly raw: OperationContext;
  readonly shapeFor: (variables: Readonly<Record<string, unknown>>) => AnswerShape;
}

export function createExecutor({ supergraph, dataSources }: ExecutorOptions): Executor {
  const apiSchema = supergraph.apiSchema();
  const rawSchema = withRawRoots(apiSchema);
  const schema = apiSchema.toGraphQLJSSchema();
  const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
  // A subgraph in the same process takes the parsed query as it is.
  const planner = new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true });
  const plans = new LRUCache<string, Planned>({
    maxSize: PLANS_BYTES,
    sizeCalculation: ({ plan }) => JSON.stringify(plan).length,
  });

  function planFor({ document, queryHash, request: { operationName } }: RequestContext): Planned {
    const name = `${queryHash} ${operationName ?? ''}`;
    const known = plans.get(name);
    if (known !== undefined) return known;
    const asked = buildOperationContext({
      schema,
      operationDocument: document,
      ...(operationName === undefined ? {} : { operationName }),
    });
    const { operation, fragments } = asked;
    const planned: Planned = {
      plan: planner.buildQueryPlan(
        operationFromDocument(apiSchema, document, operationName === undefined ? {} : { operationName }),
      ),
      asked,
      // Written out, it spreads none: on a schema of other types the fragments would not hold.
      raw: { ...asked, operation: toRawOperation(operation, fragments), fragments: {} },
      shapeFor: createShapes(asked, document),
    };
    plans.set(name, planned);
    return planned;
  }

  return {
    schema,
    async execute(context) {
      const { plan, asked, raw, shapeFor } = planFor(context);
      const variables = readVariables(schema, asked.operation, context);
      if ('errors' in variables) return { errors: variables.errors };
      const given = await executeQueryPlan(plan, dataSources, context, raw, supergraphSchema, rawSchema);
      if (given.data === null || given.data === undefined) return given;
      const { data, faults } = shapeFor(variables.coerced)(given.data);
      // Where a subgraph told an error, a null that it left is no further one.
      if (given.errors !== undefined || faults.length === 0) return { ...given, data };
      return { data, extensions: { valueCompletion: faults } };
    },
  };
}

function readVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  { request }: RequestContext,
) {
  return getVariableValues(schema, variableDefinitions, { ...request.variables });
}

function createShapes({ schema, operation, fragments }: OperationContext, document: DocumentNode): Planned['shapeFor'] {
  const names = findConditions(document);
  const shapes = new LRUCache<string, AnswerShape>({ max: SHAPES });
  return (variables) => {
    const name = names.map((variable) => String(variables[variable])).join();
    const known = shapes.get(name);
    if (known !== undefined) return known;
    const shape = createAnswerShape({ schema, operation, fragments, conditions: variables });
    shapes.set(name, shape);
    return shape;
  };
}

/** Names of the variables that say what is skipped and what is included. */
function findConditions(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
