/** A list of the graph, page after page. */
import type { Answer } from './answer.ts';
import { MerciaClientError } from './errors.ts';

/** What every list of the graph has, if it was asked for. */
export interface Connection {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface PagesOptions<Data, Page extends Connection> {
  /** The list in the data of an answer; null or undefined if it is missing there. */
  readonly of: (data: Data) => Page | null | undefined;
  /** The variable that takes the cursor. Default: `after`. */
  readonly cursor?: string;
  /** Ends after so many pages. Default: at the end of the list. */
  readonly most?: number;
}

/**
 * Yields each page with the whole answer that it came with. A page that is missing is thrown (PAGE_MISSING, with the errors
 * of its answer): a list that ends too early would look complete.
 */
export async function* readPages<Data, Page extends Connection>(
  ask: (cursor: Readonly<Record<string, string>>) => Promise<Answer<Data>>,
  { of, cursor = 'after', most = Infinity }: PagesOptions<Data, Page>,
): AsyncGenerator<{ readonly page: Page; readonly answer: Answer<Data> }, void, undefined> {
  let place: string | null = null;
  for (let count = 0; count < most; count += 1) {
    const answer: Answer<Data> = await ask(place === null ? {} : { [cursor]: place });
    const page = of(answer.data);
    if (page === null || page === undefined) {
      const [first] = answer.errors;
      const why = first === undefined ? 'The graph does not say why.' : `${first.code}: ${first.message}`;
      throw new MerciaClientError('PAGE_MISSING', `Page ${count + 1} is missing. ${why}`, { errors: answer.errors });
    }
    yield { page, answer };
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage) return;
    // A query that does not ask for the cursor has none.
    if (typeof endCursor !== 'string') {
      throw new MerciaClientError(
        'PAGE_MISSING',
        'The list goes on, but without a cursor: does its query ask endCursor?',
      );
    }
    if (endCursor === place) {
      throw new MerciaClientError(
        'PAGE_MISSING',
        `The list does not go on behind "${place}": does its query use $${cursor}?`,
      );
    }
    place = endCursor;
  }
}
