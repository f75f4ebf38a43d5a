import { OperateOverviewDocument } from '../../../__generated__/operations.ts';
import type { Page } from '../../page.ts';
import { overviewView } from './view.ts';

/** `/operate`: what needs an operator now. */
export const operatePage: Page = {
  path: '/operate',
  needs: 'OPERATOR',
  async show({ graph, now }) {
    const { data } = await graph.ask(OperateOverviewDocument, {});
    return { template: 'pages/operate/overview/page.njk', model: overviewView(data, now) };
  },
};
