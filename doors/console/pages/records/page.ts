import { PairDocument } from '../../__generated__/operations.ts';
import { Instead, notFound, type Page, type Visit } from '../page.ts';
import { pairView, type Pair } from './view.ts';

/** `/records/A/with/B`: whether two records are one edition, why, and what each of them says. */
export const pairPage: Page = {
  path: '/records/:a/with/:b',
  show: async (visit) => ({ template: 'pages/records/page.njk', model: pairView(await loadPair(visit), visit) }),
};

/** Throws what is to be shown instead if the graph does not have both; and an error if the index cannot be read: nothing is known then. */
export async function loadPair({ graph, params: { a = '', b = '' } }: Visit): Promise<Pair> {
  const { data, errors } = await graph.ask(PairDocument, { a, b });
  if (a === b) {
    const paragraph = 'Both are the same. Choose two different records of a title.';
    throw new Instead(notFound('These are not two records', paragraph));
  }
  const failed = errors.find(({ code }) => code !== 'BAD_USER_INPUT');
  if (failed !== undefined) throw new Error(`the graph could not show two records: ${failed.code}`);
  const { a: first, b: second, match } = data;
  if (first !== null && second !== null && match !== null) return { a: first, b: second, match };
  const missing = [first === null ? a : null, second === null ? b : null].filter((id) => id !== null);
  throw new Instead(
    notFound(
      'These two records cannot be compared',
      missing.length === 0
        ? 'The catalogue is being changed at this moment. Try again in a minute.'
        : `The catalogue does not have ${missing.map((id) => `“${id}”`).join(' and ')}.`,
      'It may have been deleted, or its library may not show it to the public, or it has just been read and waits to be compared with the others.',
    ),
  );
}
