import { HomeDocument, type HomeQuery } from '../../__generated__/operations.ts';
import { harvestedRegion } from '../../graph.ts';
import type { Page } from '../page.ts';
import { describeSystem, sayMeaning } from '../../words/system.ts';
import { plural } from '../../words/moments.ts';
import { systemHref } from '../hrefs.ts';
import { askedMost, askSnapshots } from './asked-most.ts';
import { askOwnList, ownListCard } from './own-list.ts';

/** `/`: what the region holds, what is wrong now, three doors. */
export const homePage: Page = {
  path: '/',
  async show({ graph, viewer, now }) {
    const [answer, own, snapshots] = await Promise.all([
      graph.ask(HomeDocument, {}),
      askOwnList(graph, viewer),
      askSnapshots(graph, viewer),
    ]);
    // Without it a system would look like one whose records are not listed.
    const region = harvestedRegion(answer);
    return {
      template: 'pages/home/page.njk',
      model: {
        ...homeView({ region, search: answer.data.search }, now),
        own: ownListCard(own, now),
        asked: askedMost(snapshots, now),
      },
    };
  },
};

const WORST_FIRST = ['TROUBLE', 'STARTING', 'INCOMPLETE'] as const;

function homeView({ region, search }: HomeQuery, now: number) {
  const systems = region?.systems ?? [];
  const gaps = new Map(region?.incomplete?.map((gap) => [gap.system.id, gap]));
  const described = systems.map((system) => ({
    system,
    words: describeSystem(system, gaps.get(system.id) ?? null, now),
  }));
  const troubles = WORST_FIRST.flatMap((standing) =>
    described
      .filter(({ words }) => words.standing === standing)
      .map(({ system, words }) => ({
        name: system.name,
        href: systemHref(system.id),
        what: words.sentence,
        means: sayMeaning(words, system.libraries),
      })),
  );
  return {
    title: 'Start',
    sentence: sentenceOf(region?.libraries.length ?? 0, systems.length, search),
    troubles,
    allWell: wellOf(troubles.length, systems.length, region?.incomplete ?? null),
  };
}

/** Null if something is wrong. */
function wellOf(troubles: number, systems: number, gaps: readonly unknown[] | null): string | null {
  if (troubles > 0) return null;
  if (systems === 0) return 'This region has no system yet.';
  if (gaps === null) return 'Which catalogues are complete cannot be said now.';
  return 'The catalogues of all systems are up to date.';
}

function sentenceOf(libraries: number, systems: number, search: HomeQuery['search']): string {
  const who = `${plural(libraries, 'library', 'libraries')} on ${plural(systems, 'system')}`;
  if (search === null) return `${who}. How many titles they hold cannot be said now.`;
  if (search.totalCount === 0) return `${who}. No title is listed yet.`;
  const about = search.approximate ? 'about ' : '';
  return `${who} hold ${about}${plural(search.totalCount, 'title')}.`;
}
