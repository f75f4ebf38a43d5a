import { SnapshotFindingDocument, SnapshotOverviewDocument } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { COMPARE_MS, messagePage, noSuchSnapshot, refusedPage } from '../compare/refused.ts';
import type { Page, Shown } from '../page.ts';
import { FINDINGS } from './questions.ts';
import { snapshotView } from './view.ts';

/** `/compare/SNAPSHOT`: what was found, what is in it and what is not, and the questions. */
export const snapshotPage: Page = {
  path: '/compare/:snapshot',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, now }) {
    const [{ data, errors }, findings] = await Promise.all([
      graph.ask(SnapshotOverviewDocument, { snapshot }, { budgetMs: COMPARE_MS }),
      findFindings(graph, snapshot),
    ]);
    const refused = refusedPage(errors);
    if (refused !== null) return refused;
    if (data.snapshot === null) return noSuchSnapshot();
    if (data.snapshot.state !== 'WHOLE') return notWhole(data.snapshot);
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

export function notWhole({
  name,
  state,
}: {
  readonly name: string;
  readonly state: 'TAKING' | 'WHOLE' | 'FAILED';
}): Shown {
  return state === 'FAILED'
    ? messagePage(
        404,
        `The snapshot ${name} failed`,
        'It could not be taken and cannot be asked. The page “Compare” says why, and what to do.',
      )
    : messagePage(
        404,
        `The snapshot ${name} is being taken`,
        'It can be asked when it is complete. The page “Compare” says how far it is.',
      );
}
