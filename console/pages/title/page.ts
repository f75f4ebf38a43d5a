import { TitleDocument } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import { notFound } from '../page.ts';
import type { Page } from '../page.ts';
import { titleView } from './view.ts';

/** `/titles/ID`: copies by library, other editions. The id of an edition that was merged into another leads to that one. */
export const titlePage: Page = {
  path: '/titles/:id',
  async show({ graph, params: { id = '' }, now }) {
    const answer = await graph.ask(TitleDocument, { id });
    const { region } = answer.data;
    const edition = partOf(answer, 'edition');
    if (edition === null) {
      return notFound(
        region?.name ?? 'Libraries of the region',
        'There is no such title',
        'No library of the region lists it under this address any more. Search for it by its words or its ISBN.',
      );
    }
    if (edition.id !== id) return { redirect: `/titles/${encodeURIComponent(edition.id)}` };
    return { template: 'pages/title/page.njk', model: titleView({ region, edition }, now) };
  },
};
