import { OperateActionsDocument, OperateLooksDocument } from '../../../__generated__/operations.ts';
import type { Graph } from '../../../graph.ts';
import { given, type Page, type Shown } from '../../page.ts';
import { refused } from '../places.ts';
import { actionsView, looksView, READERS } from './view.ts';

const PATH = '/operate/audit';
const TEMPLATE = 'pages/operate/audit/page.njk';

/** `/operate/audit`: what people changed; with `?of=readers` who looked at readers' data. */
export const auditPage: Page = {
  path: PATH,
  needs: 'OPERATOR',
  show({ graph, query, now }) {
    const after = given(query, 'after');
    return query.get('of') === READERS ? showLooks(graph, after, now) : showActions(graph, after, now);
  },
};

async function showActions(graph: Graph, after: string | null, now: number): Promise<Shown> {
  const { data, errors } = await graph.ask(OperateActionsDocument, { after });
  if (data.actions === null) return refused(data.region?.name, PATH, errors);
  return { template: TEMPLATE, model: actionsView(data, data.actions, after, now) };
}

async function showLooks(graph: Graph, after: string | null, now: number): Promise<Shown> {
  const { data, errors } = await graph.ask(OperateLooksDocument, { after });
  if (data.audit === null) return refused(data.region?.name, PATH, errors);
  return { template: TEMPLATE, model: looksView(data, data.audit, after, now) };
}
