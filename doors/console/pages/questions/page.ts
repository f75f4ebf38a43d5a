import type { Page, PageModel } from '../page.ts';
import type { ChoicesModel } from '../report/choices.ts';
import { NEEDS, openReport } from '../report/page.ts';
import { questionPath } from '../report/question.ts';
import type { ReportModel } from '../report/view.ts';

interface QuestionModel extends PageModel {
  readonly question: string;
  readonly snapshotHref: string;
  readonly snapshot: string;
  readonly choices: ChoicesModel;
  /** Null if something is to be chosen first, or cannot be answered. */
  readonly report: ReportModel | null;
}

/** `/compare/:snapshot/questions/:name`: the answer to any question that the graph knows. */
export const questionPage: Page = {
  path: '/compare/:snapshot/questions/:name',
  needs: NEEDS,
  async show(visit) {
    const { snapshot = '', name = '' } = visit.params;
    const result = await openReport(visit, { snapshot, name, path: questionPath(snapshot, name) });
    if ('shown' in result) return result.shown;
    const { kind, choices, answer, data } = result.opened;
    const model: QuestionModel = {
      title: answer?.view.finding ?? kind.question,
      region: data.region?.name ?? 'Libraries of the region',
      current: '/compare',
      question: kind.question,
      snapshot,
      snapshotHref: `/compare/${encodeURIComponent(snapshot)}`,
      choices,
      report: answer?.view ?? null,
    };
    return { template: 'pages/questions/page.njk', model, status: choices.problem === null ? 200 : 400 };
  },
};
