/** Asks for all decisions of one state, in pages of the graph. */
import type { AnswerError } from '#clients/typescript/index.ts';
import { DecisionsDocument, type DecisionsQuery, type DecisionState } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { COMPARE_MS } from '../compare/refused.ts';

export type AskedDecision = NonNullable<DecisionsQuery['decisions']>['nodes'][number];

export interface DecisionList {
  readonly data: DecisionsQuery;
  readonly errors: readonly AnswerError[];
  readonly decisions: readonly AskedDecision[];
  /** Whether there are more than are shown on a page. */
  readonly hasMore: boolean;
}

/** Pages of the graph: who has more decisions than these sees the first ones. */
const MOST_PAGES = 5;

export async function askDecisions(
  graph: Graph,
  asked: { readonly state: DecisionState; readonly snapshot: string; readonly library: string | null },
): Promise<DecisionList> {
  const decisions: AskedDecision[] = [];
  let after: string | null = null;
  for (let page = 1; ; page += 1) {
    const answer: Awaited<ReturnType<typeof askPage>> = await askPage(graph, { ...asked, after });
    const { data, errors } = answer;
    decisions.push(...(data.decisions?.nodes ?? []));
    const { hasNextPage = false, endCursor = null } = data.decisions?.pageInfo ?? {};
    if (errors.length > 0 || !hasNextPage || page === MOST_PAGES) {
      return { data, errors, decisions, hasMore: hasNextPage };
    }
    after = endCursor;
  }
}

function askPage(
  graph: Graph,
  variables: {
    readonly state: DecisionState;
    readonly snapshot: string;
    readonly library: string | null;
    readonly after: string | null;
  },
) {
  return graph.ask(DecisionsDocument, variables, { budgetMs: COMPARE_MS });
}
