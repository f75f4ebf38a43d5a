import { SystemsDocument } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import type { Page } from '../page.ts';
import { systemsView } from './view.ts';

/** `/systems`: trouble first, since when, and what it means for readers. */
export const systemsPage: Page = {
  path: '/systems',
  async show({ graph, now }) {
    const region = partOf(await graph.ask(SystemsDocument, {}), 'region');
    return { template: 'pages/systems/page.njk', model: systemsView({ region }, now) };
  },
};
