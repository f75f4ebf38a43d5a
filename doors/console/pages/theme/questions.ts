/** Questions as links, with what each needs. */
import type { SnapshotOverviewQuery } from '../../__generated__/operations.ts';
import type { Viewer } from '../../viewer.ts';
import { mayAsk } from '../curated/page.ts';
import { questionHref } from './themes.ts';

type Report = SnapshotOverviewQuery['comparisonReports'][number];

const NEEDS: Readonly<Record<string, string>> = { LIBRARY: 'for one library', SYSTEM: 'for one system' };

/** Those of the reports that the visitor may ask for. */
export function questionsOf(snapshot: string, reports: readonly Report[], viewer: Viewer | null) {
  return reports
    .filter((report) => mayAsk(report, viewer))
    .map(({ name, question, scope, aboutReaders }) => {
      const notes = [NEEDS[scope] ?? '', aboutReaders ? 'about readers' : ''].filter((note) => note !== '');
      return {
        text: question,
        href: questionHref(snapshot, name),
        note: notes.length === 0 ? '' : `(${notes.join(', ')})`,
      };
    });
}
