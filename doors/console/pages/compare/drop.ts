import { DropSnapshotDocument, SnapshotsDocument } from '../../__generated__/operations.ts';
import { sayWhen } from '../../words/moments.ts';
import type { Page } from '../page.ts';
import { COMPARE, noSuchSnapshot, refuse } from './refused.ts';

/** `/compare/SNAPSHOT/drop`: asks before it drops. */
export const dropPage: Page = {
  path: '/compare/:snapshot/drop',
  needs: 'MIGRATION',
  async show({ graph, params: { snapshot = '' }, now }) {
    const { data, errors } = await graph.ask(SnapshotsDocument, {});
    refuse(errors);
    const found = data.snapshots?.find(({ name }) => name === snapshot);
    if (found === undefined) throw noSuchSnapshot();
    const model = {
      title: `Drop the snapshot ${found.name}?`,
      current: COMPARE,
      name: found.name,
      taken: `It was taken ${sayWhen(found.takenAt, now)}.`,
      note: found.note ?? '',
    };
    return { template: 'pages/compare/drop.njk', model };
  },
  async submit({ graph, params: { snapshot = '' } }) {
    const { errors } = await graph.ask(DropSnapshotDocument, { name: snapshot });
    const [error] = errors;
    if (error?.code !== 'BAD_USER_INPUT') refuse(errors);
    return {
      redirect: COMPARE,
      notice:
        error === undefined
          ? { kind: 'success', heading: `The snapshot ${snapshot} was dropped`, paragraphs: [] }
          : {
              kind: 'important',
              heading: 'Nothing was dropped',
              paragraphs: [`There is no snapshot ${snapshot} any more: somebody may have dropped it meanwhile.`],
            },
    };
  },
};
