import { QuestionsDocument } from '../../__generated__/operations.ts';
import type { Page, PageModel } from '../page.ts';
import { CURATED } from '../curated/curated.ts';
import { mayAsk } from '../curated/page.ts';
import { NEEDS, noSnapshot, notWhole } from '../report/page.ts';
import { questionPath } from '../report/question.ts';

interface QuestionsModel extends PageModel {
  readonly snapshot: string;
  readonly snapshotHref: string;
  readonly questions: readonly { readonly text: string; readonly href: string; readonly note: string | null }[];
  /** Questions that the visitor may not ask. */
  readonly kept: readonly string[];
}

/** `/compare/:snapshot/questions`: every question that has an answer of its own. */
export const questionsPage: Page = {
  path: '/compare/:snapshot/questions',
  needs: NEEDS,
  async show({ graph, viewer, params: { snapshot = '' } }) {
    const { data } = await graph.ask(QuestionsDocument, { snapshot });
    const region = data.region?.name ?? 'Libraries of the region';
    if (data.snapshot === null) return noSnapshot(region, snapshot);
    if (data.snapshot.state !== 'WHOLE') return notWhole(region, snapshot, data.snapshot.state);
    const snapshotHref = `/compare/${encodeURIComponent(snapshot)}`;
    const model: QuestionsModel = {
      title: 'Every question',
      region,
      current: '/compare',
      snapshot,
      snapshotHref,
      questions: data.comparisonReports
        .filter((one) => mayAsk(one, viewer))
        .map(({ name, question, scope, aboutReaders }) => {
          const curated = CURATED.find(({ main }) => main === name);
          return {
            text: question,
            href: curated === undefined ? questionPath(snapshot, name) : `${snapshotHref}/${curated.end}`,
            note: aboutReaders ? 'About readers.' : scope === 'LIBRARY' ? 'About one library.' : null,
          };
        }),
      kept: data.comparisonReports.filter((one) => !mayAsk(one, viewer)).map(({ question }) => question),
    };
    return { template: 'pages/questions/list.njk', model };
  },
};
