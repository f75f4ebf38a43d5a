import {
  FixListOfDocument,
  LibraryDocument,
  type GapFragment,
  type LibraryQuery,
  type MovePhase,
} from '../../__generated__/operations.ts';
import { drawMap } from '../../charts/map.ts';
import type { Answer, AnswerError } from '#clients/typescript/index.ts';
import { partOf, whyUntold, type Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import { leadToList } from '../my-library/view.ts';
import { notFound, type Page } from '../page.ts';
import { sayGaps } from '../../words/gaps.ts';
import { describeHarvest } from '../../words/harvest.ts';
import { plural, sayDayOf, sayWhen } from '../../words/moments.ts';
import { LENDS } from '../../words/moves.ts';
import { nextDays, sayClosure, sayOpening } from '../../words/week.ts';
import { systemHref } from '../hrefs.ts';
import { waysToReach } from '../../words/contact.ts';

/** `/libraries/ID`: contact, hours, sites, age of its data. */
export const libraryPage: Page = {
  path: '/libraries/:id',
  async show({ graph, viewer, params: { id = '' }, now }) {
    const [answer, toMend] = await Promise.all([
      graph.ask(LibraryDocument, { id, within: [id] }),
      askToMend(graph, viewer, id),
    ]);
    const library = partOf(answer, 'library');
    if (library === null) {
      return notFound(
        'There is no such library',
        'No library of the region has this address. “Libraries” names all of them.',
      );
    }
    return { template: 'pages/library/page.njk', model: { ...libraryView(answer, library, now), toMend } };
  },
};

/** For staff of the library alone. Null for others, and if the snapshots cannot be told now. */
async function askToMend(graph: Graph, viewer: Viewer | null, library: string) {
  if (viewer?.role !== 'STAFF' || !viewer.libraries.some(({ id }) => id === library)) return null;
  const { snapshots } = (await graph.ask(FixListOfDocument, {})).data;
  return snapshots === null ? null : leadToList(library, snapshots);
}

type Library = NonNullable<LibraryQuery['library']>;
type Place = Pick<Library, 'contact' | 'address' | 'openingHours' | 'closures' | 'openNow' | 'opensNext' | 'closesAt'>;

export function libraryView({ data: { region, search }, errors }: Answer<LibraryQuery>, library: Library, now: number) {
  const { network, organisations, system, sites } = library;
  const bankHolidays = region?.bankHolidays ?? [];
  const toPlace = (name: string, place: Place) => placeOf(name, place, { ...library, bankHolidays }, now);
  const [only] = sites;
  return {
    title: library.name,
    facts: [
      network === null ? '' : `Network: ${network.name}`,
      organisations.length === 0 ? '' : `Serves: ${organisations.map(({ name }) => name).join(', ')}`,
      `${plural(library.holdingsCount, 'holding')} listed here`,
    ].filter((fact) => fact !== ''),
    map: mapOf(library),
    holds: (search?.facets ?? []).flatMap(({ values }) => values.map((one) => holdsOf(one, library.id))),
    moves: library.memberships.flatMap(sayMove),
    places:
      sites.length > 1
        ? [
            ...(saysOfItself(library)
              ? [{ ...toPlace(library.name, library), openNow: sayOpening(library, now) }]
              : []),
            ...sites.map((site) => toPlace(site.name, site)),
          ]
        : [toPlace(only?.name ?? library.name, library)],
    data: dataOf(library, { gaps: region?.incomplete ?? null, errors, now }),
    system: { name: system.name, href: systemHref(system.id) },
    search: `/find?${new URLSearchParams({ q: '', library: library.id }).toString()}`,
  };
}

/** Whether anything is known of the library as a whole that its several sites do not say; its closures they do. */
function saysOfItself({ contact, address, openingHours }: Place): boolean {
  return contact !== null || address !== null || openingHours !== null;
}

/** Its sites by number; null where no two are known: one place alone says nothing on a map without ground. */
function mapOf({ name, sites }: Library) {
  const known = sites.flatMap((site) => (site.coordinates === null ? [] : [{ name: site.name, at: site.coordinates }]));
  if (known.length < 2) return null;
  const places = known.map((one, index) => ({ ...one, mark: String(index + 1) }));
  return { drawn: drawMap({ title: `Where the sites of ${name} are`, places }), key: places };
}

type FormatCount = NonNullable<NonNullable<LibraryQuery['search']>['facets']>[number]['values'][number];

function holdsOf({ value, label, count, exact }: FormatCount, library: string) {
  return {
    text: `${label}: ${exact ? '' : 'about '}${plural(count, 'title')}`,
    href: `/find?${new URLSearchParams({ q: '', library, format: value }).toString()}`,
  };
}

const MOVES: Readonly<Partial<Record<MovePhase, (system: string, since: string) => string>>> = {
  CATALOGUE_FROZEN: (system, since) =>
    `The library is moving. Its catalogue in ${system} is not edited${since}; loans go on.`,
  FROZEN: (system, since) =>
    `The library is moving. Nothing is changed in ${system}${since}: what it says of copies and loans may be as it was then. Ask the library.`,
  MOVED: (system, since) => `The library left ${system}${since}.`,
};

function sayMove({ phase, since, system }: Library['memberships'][number]): readonly string[] {
  const words = MOVES[phase];
  return words === undefined ? [] : [words(system.name, since === null ? '' : ` since ${sayDayOf(since)}`)];
}

interface DataGiven {
  /** What is missing from the index. Null if the index cannot say. */
  readonly gaps: readonly GapFragment[] | null;
  readonly errors: readonly AnswerError[];
  readonly now: number;
}

function dataOf(library: Library, { gaps, errors, now }: DataGiven): readonly string[] {
  const { harvest, system, memberships } = library;
  const isUntold = harvest === null && whyUntold(errors, 'harvest') !== undefined;
  const gap = gaps?.find((one) => one.system.id === system.id) ?? null;
  const words = describeHarvest(harvest === null ? null : { ...harvest, records: 0, rejects: 0 }, gap);
  // A trial load is in no list of readers, nor what the library has left.
  const inUse = memberships.filter(({ phase }) => LENDS.has(phase) || phase === 'FROZEN');
  const others = new Set(inUse.map((one) => one.system.id));
  const elsewhere = gaps?.filter((one) => one.system.id !== system.id && others.has(one.system.id)) ?? [];
  const at = harvest?.lastCompleteAt ?? null;
  return [
    isUntold ? 'How old its records are here cannot be told now.' : words.sentence,
    at === null ? '' : `Its records were last read ${sayWhen(at, now)}.`,
    gaps === null && harvest !== null ? 'Whether all of its records are here cannot be told now.' : '',
    sayGaps(elsewhere, 'The library may have more than is listed here.') ?? '',
    sayWhetherLive(library),
  ].filter((sentence) => sentence !== '');
}

function sayWhetherLive({ memberships, system }: Library): string {
  if (!system.capabilities.includes('LIVE_ITEMS'))
    return 'Its system cannot be asked how copies stand now: how they stand is shown as its last list had it, and each title says from when that is. Ask the library.';
  const here = memberships.filter((membership) => membership.system.id === system.id);
  return here.length === 0 || here.some(({ phase }) => LENDS.has(phase))
    ? 'Its system can be asked how copies stand now.'
    : 'Its system does not say how copies stand now, but how they stood before the move. Ask the library.';
}

function placeOf(
  name: string,
  place: Place,
  { timeZone, bankHolidays }: { readonly timeZone: string; readonly bankHolidays: readonly string[] },
  now: number,
) {
  const { contact, address, closures } = place;
  const website = contact?.website ?? null;
  return {
    name,
    openNow: sayOpening(place, now) ?? 'Its opening hours are not known here: ask the library.',
    address:
      address === null
        ? []
        : [...address.lines, address.town ?? '', address.postcode ?? ''].filter((line) => line !== ''),
    contact: [
      ...waysToReach(contact),
      ...(website === null || !/^https?:\/\//i.test(website) ? [] : [{ text: 'Web page', href: website }]),
    ],
    days: nextDays(place, bankHolidays, timeZone, now).map(({ day, hours }) => ({ header: day, cells: [hours] })),
    closures: closures.map(sayClosure),
  };
}
