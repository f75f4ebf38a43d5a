/** How pages ask the graph: as the public, within the time that a reader waits for a page. */
import { createMerciaClient, type MerciaClient } from '#clients/typescript/index.ts';

/** What a page allows the library systems, milliseconds: what has not answered by then is last known or unknown. */
export const PAGE_BUDGET_MS = 2_000;

export interface Graph {
  readonly ask: MerciaClient['ask'];
}

/** `url` is the address of the graph. */
export function createGraph(url: string): Graph {
  const client = createMerciaClient({ url, budgetMs: PAGE_BUDGET_MS, retries: 1 });
  return { ask: (document, variables, options) => client.ask(document, variables, options) };
}
