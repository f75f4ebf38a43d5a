import {
  SnapshotFindingDocument,
  SnapshotOverviewDocument,
  type SnapshotState,
} from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { askCompared, COMPARE_MS, messagePage, noSuchSnapshot } from '../compare/refused.ts';
import { Instead, type Page } from '../page.ts';
import { FINDINGS } from './questions.ts';
import { snapshotView } from './view.ts';

/** `/compare/SNAPSHOT`: what was found, what is in it and what is not, and the questions. */
export const snapshotPage: Page = {
  path: '/compare/:snapshot',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, now }) {
    const [data, findings] = await Promise.all([
      askCompared(graph, SnapshotOverviewDocument, { snapshot }),
      findFindings(graph, snapshot),
    ]);
    if (data.snapshot === null) throw noSuchSnapshot();
    mustBeComplete(data.snapshot);
    const model = snapshotView({ data: { ...data, snapshot: data.snapshot }, findings, viewer, now });
    return { template: 'pages/snapshot/page.njk', model };
  },
};

/** One that cannot be found is left out: its question stands further below. */
async function findFindings(
  graph: Graph,
  snapshot: string,
): Promise<readonly { readonly name: string; readonly title: string }[]> {
  const found = await Promise.all(
    FINDINGS.map(async (name) => {
      const { data } = await graph.ask(SnapshotFindingDocument, { snapshot, name }, { budgetMs: COMPARE_MS });
      const title = data.snapshot?.report?.title;
      return title === undefined ? [] : [{ name, title }];
    }),
  );
  return found.flat();
}

/** Throws what is shown instead of a snapshot that is not complete. */
export function mustBeComplete({ name, state }: { readonly name: string; readonly state: SnapshotState }): void {
  if (state === 'WHOLE') return;
  const [how, paragraph] = INCOMPLETE[state];
  throw new Instead(messagePage(404, `The snapshot ${name} ${how}`, paragraph));
}

const INCOMPLETE = {
  FAILED: ['failed', 'It could not be taken and cannot be asked. The page “Compare” says why, and what to do.'],
  TAKING: ['is being taken', 'It can be asked when it is complete. The page “Compare” says how far it is.'],
} as const;
