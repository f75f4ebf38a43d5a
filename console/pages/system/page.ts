import { SystemHostsDocument, SystemPageDocument } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { notFound, type Page } from '../page.ts';
import type { SystemPageParts } from './view.ts';
import { systemView } from './view.ts';

/** `/systems/ID`: what is wrong with one system, what that means for readers, and who acts. */
export const systemPage: Page = {
  path: '/systems/:id',
  async show({ graph, viewer, params: { id = '' }, now }) {
    const [{ data, errors }, hosts] = await Promise.all([
      graph.ask(SystemPageDocument, { id }),
      hostsFor(viewer, graph, id),
    ]);
    const region = data.region?.name ?? 'Libraries of the region';
    const { system } = data;
    if (system === null) {
      const failed = errors.find(({ path }) => path[0] === 'system');
      if (failed !== undefined) throw new Error(`the graph could not tell of a system: ${failed.code}`);
      return notFound(region, 'There is no such system', 'It may have left the region. Look at the list of systems.');
    }
    return { template: 'pages/system/page.njk', model: systemView({ region, system, hosts, viewer }, now) };
  },
};

/** Nobody but an operator asks for them. */
async function hostsFor(viewer: Viewer | null, graph: Graph, id: string): Promise<SystemPageParts['hosts']> {
  if (viewer?.role !== 'OPERATOR') return null;
  const { data } = await graph.ask(SystemHostsDocument, { id });
  return data.system?.hosts ?? null;
}
