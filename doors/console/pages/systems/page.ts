import { SystemsDocument } from '../../__generated__/operations.ts';
import { partWith } from '../../graph.ts';
import type { Page } from '../page.ts';
import { systemsView } from './view.ts';

/** `/systems`: trouble first, since when, and what it means for readers. */
export const systemsPage: Page = {
  path: '/systems',
  async show({ graph, now }) {
    // Without it a system would look like one whose records are not listed.
    const region = partWith(await graph.ask(SystemsDocument, {}), 'region', 'harvest');
    return { template: 'pages/systems/page.njk', model: systemsView({ region }, now) };
  },
};
