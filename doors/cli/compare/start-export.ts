/** Exports: written down in the hub's audit before the first row is asked for, and given page after page. */
import type { ExportFormat, StartExportInput, StartExportMutation } from '../__generated__/answers.ts';
import { askGraph, type Graph } from '../ask-graph.ts';

/** Rows of one page of an export: the most that the graph gives. */
export const EXPORT_PAGE = 2_000;

export type ExportSubject = Omit<StartExportInput, 'format'>;

const START = /* asks */ `mutation StartExport($input: StartExportInput!) { startExport(input: $input) { export { id } } }`;

/** Gives the id with which the rows may be asked for. */
export async function startExport(graph: Graph, subject: ExportSubject, format: ExportFormat): Promise<string> {
  const { startExport: started } = await askGraph<StartExportMutation>(graph, START, {
    input: { ...subject, format },
  });
  return started.export.id;
}

export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every node, without holding more than a page of them. */
export async function* eachNode<Node>(
  pageAfter: (after: string | null) => Promise<Connection<Node>>,
): AsyncGenerator<Node> {
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Connection<Node> = await pageAfter(after);
    yield* nodes;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
}
