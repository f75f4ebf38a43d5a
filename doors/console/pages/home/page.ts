import { HomeDocument } from '../../__generated__/operations.ts';
import { partWith } from '../../graph.ts';
import type { Page } from '../page.ts';
import { homeView } from './view.ts';

/** `/`: what the region holds, what is wrong now, three doors. */
export const homePage: Page = {
  path: '/',
  async show({ graph, now }) {
    const answer = await graph.ask(HomeDocument, {});
    // Without it a system would look like one whose records are not listed.
    const region = partWith(answer, 'region', 'harvest');
    return { template: 'pages/home/page.njk', model: homeView({ region, search: answer.data.search }, now) };
  },
};
