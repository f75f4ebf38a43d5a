import { LendersDocument } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import { given, notFound, type Page } from '../page.ts';
import { lendersView, type Wanted } from './view.ts';
import { titleHref } from '../hrefs.ts';

/** `/titles/ID/lenders?for=LIBRARY`: whom a library asks for a title, in order; whom not, and why. */
export const lendersPage: Page = {
  path: '/titles/:id/lenders',
  async show({ graph, viewer, params: { id = '' }, query, now }) {
    const wanted: Wanted = {
      // Staff ask for their own library, if they do not say another.
      library: given(query, 'for') ?? viewer?.libraries[0]?.id ?? null,
      year: given(query, 'year'),
      volume: given(query, 'volume'),
      after: given(query, 'after'),
    };
    const answer = await graph.ask(LendersDocument, {
      id,
      asked: wanted.library !== null,
      for: wanted.library ?? '',
      year: yearOf(wanted.year),
      volume: wanted.volume,
      after: wanted.after,
    });
    const { region } = answer.data;
    const edition = partOf(answer, 'edition');
    if (edition === null) {
      return notFound(
        'There is no such title',
        'No library of the region lists it under this address any more. Search for it by its words or its ISBN.',
      );
    }
    if (edition.id !== id) return { redirect: `${titleHref(edition.id)}/lenders` };
    return { template: 'pages/lenders/page.njk', model: lendersView({ region, edition }, wanted, now) };
  },
};

/** Null if it is no year: the page says so. */
function yearOf(text: string | null): number | null {
  return text !== null && /^\d{4}$/.test(text) ? Number(text) : null;
}
