/** Asks the graph for two records, and says what is missing. */
import { PairDocument } from '../../__generated__/operations.ts';
import { notFound, type Shown, type Visit } from '../page.ts';
import type { Pair } from './view.ts';

/** The pair, or the page that says why it cannot be shown. Throws if the index cannot be read: nothing is known then. */
export async function loadPair(
  { graph }: Pick<Visit, 'graph'>,
  a: string,
  b: string,
): Promise<Pair | { readonly shown: Shown }> {
  const { data, errors } = await graph.ask(PairDocument, { a, b });
  if (a === b) {
    return {
      shown: notFound('These are not two records', 'Both are the same. Choose two different records of a title.'),
    };
  }
  const failed = errors.find(({ code }) => code !== 'BAD_USER_INPUT');
  if (failed !== undefined) throw new Error(`the graph could not show two records: ${failed.code}`);
  const { a: first, b: second, match } = data;
  if (first === null || second === null || match === null) {
    const missing = [first === null ? a : null, second === null ? b : null].filter((id) => id !== null);
    return {
      shown: notFound(
        'These two records cannot be compared',
        missing.length === 0
          ? 'The catalogue is being changed at this moment. Try again in a minute.'
          : `The catalogue does not have ${missing.map((id) => `“${id}”`).join(' and ')}.`,
        'It may have been deleted, or its library may not show it to the public, or it has just been read and waits to be compared with the others.',
      ),
    };
  }
  return { a: first, b: second, match };
}
