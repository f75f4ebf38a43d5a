/** The start page: what the region holds, what is wrong now, and where to go on. */
import type { HomeQuery } from '../../__generated__/operations.ts';
import { describeHarvest } from '../../words/harvest.ts';
import { plural } from '../../words/moments.ts';
import type { PageModel } from '../page.ts';

export interface HomeModel extends PageModel {
  readonly sentence: string;
  readonly troubles: readonly Trouble[];
  /** Shown in place of troubles. */
  readonly allWell: string | null;
  readonly starting: readonly string[];
}

export interface Trouble {
  readonly name: string;
  readonly href: string;
  readonly what: string;
  /** What it means for readers. */
  readonly means: string;
}

export function homeView({ region, search }: HomeQuery): HomeModel {
  const name = region?.name ?? 'Libraries of the region';
  const systems = region?.systems ?? [];
  const described = systems.map((system) => ({ system, words: describeHarvest(system.harvest) }));
  const troubles = described
    .filter(({ words }) => words.standing === 'TROUBLE')
    .map(({ system, words }) => ({
      name: system.name,
      href: `/systems#${system.id}`,
      what: words.sentence,
      means: `Titles of ${listNames(system.libraries.map((library) => library.name))} may be missing here, or old.`,
    }));
  const starting = described.filter(({ words }) => words.standing === 'STARTING').map(({ system }) => system.name);
  return {
    title: 'Start',
    region: name,
    current: null,
    sentence: sentenceOf(region?.libraries.length ?? 0, systems.length, search),
    troubles,
    starting,
    allWell: troubles.length === 0 && starting.length === 0 ? 'The catalogues of all systems are up to date.' : null,
  };
}

function sentenceOf(libraries: number, systems: number, search: HomeQuery['search']): string {
  const who = `${plural(libraries, 'library', 'libraries')} on ${plural(systems, 'system')}`;
  if (search === null) return `${who}. How many titles they hold cannot be said now.`;
  const about = search.approximate ? 'about ' : '';
  return `${who} hold ${about}${plural(search.totalCount, 'title')}.`;
}

/** `A`, `A and B`, `A, B and C`. */
export function listNames(names: readonly string[]): string {
  const last = names.at(-1) ?? 'its libraries';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
