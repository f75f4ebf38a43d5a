/** How pages ask the graph: as the public, within the time that a reader waits for a page. */
import { createMerciaClient, MerciaClientError, type Answer, type MerciaClient } from '#clients/typescript/index.ts';

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

/** A part of an answer. Throws if it is null because it could not be told: nobody may take that for "there is none". */
export function partOf<Data extends object, Name extends keyof Data>(
  { data, errors }: Pick<Answer<Data>, 'data' | 'errors'>,
  name: Name,
): Data[Name] {
  const error = errors.find(({ path }) => path[0] === name);
  if (data[name] === null && error !== undefined) throw new MerciaClientError(error.code, error.message, { errors });
  return data[name];
}
