/** Pages of the graph's lists, one after another. */

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Null if there are no more. */
  readonly next: string | null;
}

export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export function toPage<Node, Row>({ nodes, pageInfo }: Connection<Node>, toRow: (node: Node) => Row): Page<Row> {
  return { rows: nodes.map(toRow), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}

/** Every row, without holding more than a page of them. */
export async function* eachRow<Row>(pageAfter: (after: string | null) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let after: string | null = null;
  do {
    const { rows, next }: Page<Row> = await pageAfter(after);
    yield* rows;
    after = next;
  } while (after !== null);
}
