import { SystemsDocument } from '../../__generated__/operations.ts';
import type { Page } from '../page.ts';
import { systemsView } from './view.ts';

/** `/systems`: trouble first, since when, and what it means for readers. */
export const systemsPage: Page = {
  path: '/systems',
  async show({ graph }) {
    const { data } = await graph.ask(SystemsDocument, {});
    return { template: 'pages/systems/page.njk', model: systemsView(data) };
  },
};
