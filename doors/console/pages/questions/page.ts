import type { Page } from '../page.ts';
import { NEEDS, openReport } from '../report/page.ts';
import { questionPath } from '../report/question.ts';

/** `/compare/:snapshot/questions/:name`: the answer to any question that the graph knows. */
export const questionPage: Page = {
  path: '/compare/:snapshot/questions/:name',
  needs: NEEDS,
  async show(visit) {
    const { snapshot = '', name = '' } = visit.params;
    const result = await openReport(visit, snapshot, name, questionPath(snapshot, name));
    if ('shown' in result) return result.shown;
    const { kind, choices, report, data } = result.opened;
    const model = {
      title: report?.finding ?? kind.question,
      region: data.region?.name ?? 'Libraries of the region',
      current: '/compare',
      question: kind.question,
      snapshot,
      snapshotHref: `/compare/${encodeURIComponent(snapshot)}`,
      choices,
      report,
    };
    return { template: 'pages/questions/page.njk', model, status: choices.problem === null ? 200 : 400 };
  },
};
