import { SnapshotOverviewDocument } from '../../__generated__/operations.ts';
import { askCompared, COMPARE, instead, mustBeWhole } from '../compare/refused.ts';
import { snapshotHref } from '../hrefs.ts';
import { nameIn } from '../../words/lists.ts';
import { sayWhen } from '../../words/moments.ts';
import { sayOld, sayScope } from '../../words/snapshots.ts';
import type { Page } from '../page.ts';
import { readHoldings } from './holdings.ts';
import { readPicture } from './pictures.ts';
import { questionsOf } from './questions.ts';
import { reportsOf, THEMES, themeHref } from './themes.ts';

/** Bars of a picture that has the page for itself. */
const MOST_BARS = 40;

/** `/compare/SNAPSHOT/about/hold`, `/share`, `/clash`, `/clean`, `/borrow`: one theme, its picture with all numbers, its questions. */
export const themePage: Page = {
  path: '/compare/:snapshot/about/:theme',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot: name = '', theme: end = '' }, now }) {
    const theme = THEMES.find((one) => one.end === end);
    if (theme === undefined)
      throw instead(404, 'There is no such theme', 'All five stand on the page of the snapshot.');
    const { region, comparisonReports, ...asked } = await askCompared(graph, SnapshotOverviewDocument, {
      snapshot: name,
    });
    const snapshot = mustBeWhole(asked.snapshot, name);
    const names = { systemName: nameIn(region?.systems ?? []), libraryName: nameIn(region?.libraries ?? []) };
    const [picture, holdings] = await Promise.all([
      readPicture(theme.end, { graph, snapshot: name, mostBars: MOST_BARS, ...names }),
      theme.end === 'hold' ? readHoldings(graph, name, { ...names, now }) : null,
    ]);
    const model = {
      title: theme.heading,
      current: COMPARE,
      snapshot: { name, href: snapshotHref(name) },
      facts: `Snapshot “${name}”, taken ${sayWhen(snapshot.takenAt, now)}, ${sayOld(snapshot.takenAt, now)}. ${sayScope(viewer)}`,
      picture,
      holdings,
      questions: questionsOf(name, reportsOf(theme, comparisonReports), viewer),
      others: THEMES.filter((one) => one !== theme).map((one) => ({
        text: one.heading,
        href: themeHref(name, one.end),
      })),
    };
    return { template: 'pages/theme/page.njk', model };
  },
};
