import { LibraryDocument } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import { notFound, type Page } from '../page.ts';
import { libraryView } from './view.ts';

/** `/libraries/ID`: contact, hours, sites, age of its data. */
export const libraryPage: Page = {
  path: '/libraries/:id',
  async show({ graph, params: { id = '' }, now }) {
    const answer = await graph.ask(LibraryDocument, { id });
    const { region } = answer.data;
    const library = partOf(answer, 'library');
    if (library === null) {
      return notFound(
        region?.name,
        'There is no such library',
        'No library of the region has this address. “Systems” names all of them.',
      );
    }
    return { template: 'pages/library/page.njk', model: libraryView(region, library, now) };
  },
};
