import {
  SystemHostsDocument,
  SystemPageDocument,
  SystemProbeDocument,
  type SystemPageQuery,
} from '../../__generated__/operations.ts';
import { partOf, type Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { notFound, type Page } from '../page.ts';
import { systemView, type SystemPageParts } from './view.ts';

/** `/systems/ID`: what is wrong with one system, what that means for readers, and who acts. */
export const systemPage: Page = {
  path: '/systems/:id',
  async show({ graph, viewer, params: { id = '' }, now }) {
    const system = await askSystem(graph, id, now);
    if (system === null) {
      return notFound('There is no such system', 'It may have left the region. Look at the list of systems.');
    }
    const hosts = await hostsFor(viewer, graph, id);
    return { template: 'pages/system/page.njk', model: systemView({ system, hosts, viewer }, now) };
  },
};

type System = SystemPageQuery['system'];

async function askSystem(graph: Graph, id: string, now: number): Promise<System> {
  const ask = async (): Promise<System> => partOf(await graph.ask(SystemPageDocument, { id }), 'system');
  const system = await ask();
  if (system === null || isKnown(system, now)) return system;
  await graph.ask(SystemProbeDocument, { libraries: system.libraries.map((library) => library.id) });
  return ask();
}

/** An answer that is older than this says little of how the system is now. */
const RECENT_MS = 60_000;

/** Whether it answered a moment ago, or cannot be asked. */
function isKnown({ capabilities, answering }: NonNullable<System>, now: number): boolean {
  if (!capabilities.includes('LIVE_ITEMS')) return true;
  const at = answering?.reason === null ? answering.lastAnswerAt : null;
  return at !== null && now - Date.parse(at) < RECENT_MS;
}

/** Nobody but an operator asks for them. */
async function hostsFor(viewer: Viewer | null, graph: Graph, id: string): Promise<SystemPageParts['hosts']> {
  if (viewer?.role !== 'OPERATOR') return null;
  const { data } = await graph.ask(SystemHostsDocument, { id });
  return data.system?.hosts ?? null;
}
