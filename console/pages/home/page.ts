import { HomeDocument } from '../../__generated__/operations.ts';
import type { Page } from '../page.ts';
import { homeView } from './view.ts';

/** `/`: what the region holds, what is wrong now, three doors. */
export const homePage: Page = {
  path: '/',
  async show({ graph }) {
    const { data } = await graph.ask(HomeDocument, {});
    return { template: 'pages/home/page.njk', model: homeView(data) };
  },
};
