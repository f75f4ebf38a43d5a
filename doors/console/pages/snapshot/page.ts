import {
  SnapshotOverviewDocument,
  type SnapshotOverviewQuery,
  type SnapshotState,
} from '../../__generated__/operations.ts';
import { askCompared, COMPARE, instead, noSuchSnapshot } from '../compare/refused.ts';
import { type Page } from '../page.ts';
import { nameIn } from '../../words/lists.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { sayGaps, sayOld, sayScope } from '../../words/snapshots.ts';
import { readPicture } from '../theme/pictures.ts';
import { questionsOf } from '../theme/questions.ts';
import { otherReports, reportsOf, THEMES, themeHref } from '../theme/themes.ts';

/** Bars of one of five pictures. */
const MOST_BARS = 6;

/** `/compare/SNAPSHOT`: what is missing in it, and five themes, each with one picture, one number and one sentence. */
export const snapshotPage: Page = {
  path: '/compare/:snapshot',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot: name = '' }, now }) {
    const { region, snapshot, comparisonReports } = await askCompared(graph, SnapshotOverviewDocument, {
      snapshot: name,
    });
    if (snapshot === null) throw noSuchSnapshot();
    mustBeComplete(snapshot);
    const systemName = nameIn(region?.systems ?? []);
    const pictured = {
      graph,
      snapshot: name,
      systemName,
      libraryName: nameIn(region?.libraries ?? []),
      mostBars: MOST_BARS,
    };
    const model = {
      title: `Snapshot ${name}`,
      current: COMPARE,
      taken: `Taken ${sayWhen(snapshot.takenAt, now)}, ${sayOld(snapshot.takenAt, now)}. It stays as it is, but for rows about readers, which leave in time (their numbers stay), and records that are taken back.`,
      note: snapshot.note ?? '',
      scope: sayScope(viewer),
      gaps: [
        ...snapshot.losses.map(({ text }) => `Less than usual: ${text}`),
        ...sayGaps(snapshot.systems, systemName),
        ...sayTakenBack(snapshot, now),
      ],
      themes: await Promise.all(
        THEMES.map(async (theme) => ({
          end: theme.end,
          heading: theme.heading,
          href: themeHref(name, theme.end),
          picture: await readPicture(theme.end, pictured),
          more: `All numbers, and ${plural(questionsOf(name, reportsOf(theme, comparisonReports), viewer).length, 'question')}: ${theme.heading.toLowerCase()}`,
        })),
      ),
      ofMoves: questionsOf(name, otherReports(comparisonReports), viewer),
    };
    return { template: 'pages/snapshot/page.njk', model };
  },
};

/** Throws what is shown instead of a snapshot that is not complete. */
export function mustBeComplete({ name, state }: { readonly name: string; readonly state: SnapshotState }): void {
  if (state === 'WHOLE') return;
  const [how, paragraph] = INCOMPLETE[state];
  throw instead(404, `The snapshot “${name}” ${how}`, paragraph);
}

const INCOMPLETE = {
  FAILED: ['failed', 'It could not be taken and cannot be asked. The page “Compare” says why, and what to do.'],
  TAKING: ['is being taken', 'You can open it when it is complete. The page “Compare” says how far it is.'],
} as const;

/** What an older report has, and this snapshot no more. */
function sayTakenBack(
  { takenBack, digest }: NonNullable<SnapshotOverviewQuery['snapshot']>,
  now: number,
): readonly string[] {
  return takenBack.map(
    ({ at, reason, records }) =>
      `${plural(records, 'record was', 'records were')} taken back ${sayWhen(at, now)}, and say nothing any more (${reason}). Reports from before have them; the digest is now ${digest ?? 'unknown'}.`,
  );
}
