import { HomeDocument } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import type { Page } from '../page.ts';
import { homeView } from './view.ts';

/** `/`: what the region holds, what is wrong now, three doors. */
export const homePage: Page = {
  path: '/',
  async show({ graph, now }) {
    const answer = await graph.ask(HomeDocument, {});
    const region = partOf(answer, 'region');
    return { template: 'pages/home/page.njk', model: homeView({ region, search: answer.data.search }, now) };
  },
};
