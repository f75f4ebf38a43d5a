import type { ReportQuery } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { COMPARE } from '../compare/refused.ts';
import type { Page, Shown, Visit } from '../page.ts';
import { askFinding } from '../report/ask.ts';
import { openReport } from '../report/page.ts';
import { addressOf, questionPath, type ReportQuestion } from '../report/question.ts';
import { linesView } from '../report/view.ts';
import { CURATED, type Curated } from './curated.ts';
import { snapshotHref } from '../hrefs.ts';

type Kind = ReportQuery['comparisonReports'][number];

/** `/compare/:snapshot/scarce`, `/conflicts`, `/collisions`, `/policies`. */
export const curatedPages: readonly Page[] = CURATED.map((curated) => ({
  path: `/compare/:snapshot/${curated.end}`,
  needs: 'STAFF',
  show(visit) {
    const { snapshot = '' } = visit.params;
    return showReport(visit, curated.main, `${snapshotHref(snapshot)}/${curated.end}`, curated);
  },
}));

/** `/compare/:snapshot/questions/:name`: the answer to any question that the graph knows. */
export const questionPage: Page = {
  path: '/compare/:snapshot/questions/:name',
  needs: 'STAFF',
  show(visit) {
    const { snapshot = '', name = '' } = visit.params;
    return showReport(visit, name, questionPath(snapshot, name), { intro: [], found: [], next: [] });
  },
};

/** The answer of the report `name`, with what stands beside it. */
async function showReport(
  visit: Visit,
  name: string,
  path: string,
  { intro, found, next }: Pick<Curated, 'intro' | 'found' | 'next'>,
): Promise<Shown> {
  const { snapshot = '' } = visit.params;
  const { kind, choices, report, data, question } = await openReport(visit, snapshot, name, path);
  const isWhole = report !== null && question.table === null;
  const model = {
    title: report?.finding ?? kind.question,
    current: COMPARE,
    question: kind.question,
    snapshot,
    snapshotHref: snapshotHref(snapshot),
    intro,
    report,
    choices,
    found: isWhole ? await findOthers(visit, found, { data, question }) : [],
    next: kindsOf(data, next)
      .filter((one) => mayAsk(one, visit.viewer))
      .map((one) => ({ text: one.question, href: hrefOf(question, one.name) })),
  };
  return { template: 'pages/curated/page.njk', model, status: choices.problem === null ? 200 : 400 };
}

function kindsOf({ comparisonReports }: ReportQuery, names: readonly string[]): readonly Kind[] {
  return names.flatMap((name) => comparisonReports.find((one) => one.name === name) ?? []);
}

/** About the same library and system; other options are of the report alone. */
function hrefOf({ snapshot, library, system }: ReportQuestion, name: string): string {
  return addressOf(questionPath(snapshot, name), { library, system, options: [] });
}

/** What is about readers is for the migration team alone. */
export function mayAsk({ aboutReaders }: Pick<Kind, 'aboutReaders'>, viewer: Viewer | null): boolean {
  return !aboutReaders || viewer?.role === 'MIGRATION';
}

async function findOthers(
  { graph, viewer }: { readonly graph: Graph; readonly viewer: Viewer | null },
  found: Curated['found'],
  { data, question }: { readonly data: ReportQuery; readonly question: ReportQuestion },
) {
  return Promise.all(
    kindsOf(data, found).map(async (kind) => {
      if (!mayAsk(kind, viewer)) {
        const finding = 'It is about readers: only the migration team may ask for it.';
        return { question: kind.question, href: null, finding, silent: [], lines: [] };
      }
      const asked = await askFinding(graph, { ...question, name: kind.name, options: [] });
      const href = hrefOf(question, kind.name);
      if ('refused' in asked) return { question: kind.question, href, finding: asked.refused, silent: [], lines: [] };
      const { title, summary } = asked.finding;
      return { question: kind.question, href, finding: title, ...linesView(question.snapshot, summary, data.region) };
    }),
  );
}
