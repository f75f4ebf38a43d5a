/** Where the titles of a page of results are in now: each title is told when all of its systems have answered. */
import { WhereNowDocument, type FindQuery, type WhereNowQuery } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import {
  describeAvailability,
  firstDue,
  MARKS,
  NOT_CHECKED,
  sumUp,
  sumUpLibrary,
  type AvailabilityWords,
  type Certainty,
  type Counted,
  type LibraryAvailability,
  type Shut,
} from '../../words/availability.ts';
import { plural, sayDayFrom, sayWhen } from '../../words/moments.ts';
import { shutOf } from '../../words/closed.ts';
import { askBySystem, type BySystem, type QuickSystems } from '../ask-by-system.ts';
import type { Found } from './results.ts';

type Holding = Found['holdings'][number];
type Availability = Counted | null;
type Answered = NonNullable<NonNullable<WhereNowQuery['editions']>[number]>['editions'][number];
type Asked = NonNullable<Answered['holdings'][number]['availability']>;

/** How one title stands, for its row and for the sum of the page. */
export interface Told {
  readonly id: string;
  /** Of the library that was chosen, else of the one where it stands best. */
  readonly certainty: Certainty;
  /** Name of the library that was chosen; null if none was. */
  readonly at: string | null;
  readonly mark: string;
  readonly sum: string;
  /** Where it is, when that was checked and what was not. */
  readonly details: readonly string[];
}

/** What results are told with: the libraries of the region, of which some may be closed for long, and the moment. */
export interface Seen {
  readonly libraries: NonNullable<FindQuery['region']>['libraries'];
  readonly now: number;
  /** Id of the library that was chosen: what it has is said first. Null if none was. */
  readonly chosen: string | null;
  readonly quick: QuickSystems;
}

/** In the order in which systems answer; never fails: what could not be asked is said to be not checked. */
export async function* tellWhere(
  graph: Graph,
  found: readonly Found[],
  seen: Seen,
  signal: AbortSignal,
): AsyncGenerator<readonly [Found, tell: () => Told]> {
  const known = new Map<string, Availability>();
  const waiting = new Map(found.map((edition) => [edition, systemsOf(edition)]));
  const tellReady = function* (): Generator<readonly [Found, tell: () => Told]> {
    for (const [edition, systems] of waiting) {
      if (systems.size > 0) continue;
      waiting.delete(edition);
      yield [edition, () => tellEdition(edition, (holding) => known.get(holding.id) ?? null, seen)];
    }
  };
  yield* tellReady();
  const systems = [...new Set([...waiting.values()].flatMap((own) => [...own]))];
  for await (const answered of askBySystem(systems, questionsOf(graph, found, seen, signal))) {
    for (const [holding, availability] of answered.told) known.set(holding, availability);
    for (const own of waiting.values()) for (const system of answered.systems) own.delete(system);
    yield* tellReady();
  }
}

/** What is only read online has no copies to ask about. */
function systemsOf({ holdings }: Found): Set<string> {
  return new Set(holdings.filter(({ online }) => online !== true).map(({ library }) => library.system.id));
}

function questionsOf(
  graph: Graph,
  found: readonly Found[],
  { libraries: places, quick }: Pick<Seen, 'libraries' | 'quick'>,
  signal: AbortSignal,
): BySystem<WhereNowQuery, Asked> {
  const holdingsOf = (edition: Found, systems: readonly string[]) =>
    edition.holdings.filter(({ library, online }) => online !== true && systems.includes(library.system.id));
  return {
    quick,
    idsOf: (system) => found.flatMap((edition) => holdingsOf(edition, [system]).map(({ id }) => id)),
    read({ editions }) {
      const holdings = editions?.flatMap((answer) => answer?.editions ?? []).flatMap((one) => one.holdings) ?? [];
      return new Map(holdings.map(({ id, availability }) => [id, availability]));
    },
    questionsTo(systems) {
      const own = found.filter((edition) => holdingsOf(edition, systems).length > 0);
      const all = [...new Set(own.flatMap((edition) => holdingsOf(edition, systems).map(({ library }) => library.id)))];
      // Where a copy is makes answers half as large again, and matters only to libraries with a site that may be closed.
      const placed = places.some(
        ({ id, sites }) => all.includes(id) && sites.some(({ closures }) => closures.length > 0),
      );
      const by = own.map(({ id }) => ({ id }));
      return Array.from({ length: Math.ceil(all.length / LIBRARIES_MAX) }, (_, part) => {
        const asked = { by, libraries: all.slice(part * LIBRARIES_MAX, (part + 1) * LIBRARIES_MAX), placed };
        return (options) => graph.ask(WhereNowDocument, asked, { ...options, signal });
      });
    },
  };
}

/** In one question: for a page of titles the graph would find more of them too costly. */
const LIBRARIES_MAX = 50;

interface ToldLibrary {
  readonly id: string;
  readonly name: string;
  readonly availability: LibraryAvailability;
  /** `shut`: where it is closed for long; null if it is not. */
  readonly all: readonly {
    readonly words: AvailabilityWords;
    readonly asked: Availability;
    readonly shut: Shut | null;
  }[];
}

export function tellEdition(
  edition: Found,
  availabilityOf: (holding: Holding) => Availability,
  { libraries: places, now, chosen }: Omit<Seen, 'quick'>,
): Told {
  const byLibrary = Map.groupBy(edition.holdings, ({ library }) => library.id);
  const libraries = [...byLibrary.values()]
    .map((holdings): ToldLibrary => {
      const place = places.find(({ id }) => id === holdings[0]?.library.id);
      const all = holdings.map((holding) => {
        const asked = availabilityOf(holding);
        const sites = holding.sites.map(({ id }) => id);
        const shut = place === undefined ? null : shutOf(place, sites, asked, now);
        return { asked, shut, words: wordsOf(asked, holding, now, shut) };
      });
      return {
        id: holdings[0]?.library.id ?? '',
        name: holdings[0]?.library.name ?? '',
        all,
        availability: sumUpLibrary(all),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  const own = libraries.find(({ id }) => id === chosen) ?? null;
  const best = CERTAINTIES.find((one) => libraries.some(({ availability }) => availability.certainty === one));
  const certainty = own?.availability.certainty ?? best ?? 'NONE';
  const sum = sumUp(libraries.map(({ availability }) => availability));
  const others = libraries.length > 1 ? [`In all ${String(libraries.length)} libraries: ${sum}`] : [];
  return {
    id: edition.id,
    certainty,
    at: own?.name ?? null,
    mark: MARKS[certainty],
    sum: own === null ? sum : sayOwn(own, now),
    details: [...(own === null ? [] : others), ...sayPlaces(libraries, now), sayChecked(libraries, now)].filter(
      (part) => part !== '',
    ),
  };
}

/** Of several holdings the sum of what is in, else what stands best: each for itself, they would contradict one another. */
function sayOwn(own: ToldLibrary, now: number): string {
  const { name, all, availability } = own;
  const best = all.filter(({ words }) => words.certainty === availability.certainty);
  const isSum = all.length > 1 && availability.available > 0;
  const dues = new Set(best.flatMap(({ words }) => words.due ?? []));
  const said = new Set([
    ...(isSum ? [sumUp([availability])] : best.map(({ words }) => words.headline)),
    ...all.filter(({ words }) => words.certainty === 'ONLINE').map(({ words }) => words.headline),
    ...(isSum ? [] : dues.size > 1 ? [sayDue([{ ...own, all: best }], now)] : dues),
  ]);
  const sentences = [...said].filter((part) => part !== '').map((part) => part.replace(/\.$/, ''));
  return `At ${name}: ${sentences.join('. ')}.`;
}

/** The best first. */
const CERTAINTIES: readonly Certainty[] = ['AVAILABLE', 'ONLINE', 'PERHAPS', 'NOT_CHECKED', 'WAS_OUT', 'SHUT', 'NONE'];

function wordsOf(
  asked: Availability,
  { basis, statements, online: onlineOf }: Holding,
  now: number,
  shut: Shut | null,
): AvailabilityWords {
  const online = onlineOf === true;
  if (asked !== null || online) {
    const nothing = { state: 'UNKNOWN', asOf: null, reason: null, itemCount: null, availableCount: null } as const;
    const told = asked ?? { ...nothing, recordGone: null, unknownCount: null, earliestDue: null, services: null };
    return describeAvailability({ ...told, basis, statements }, online, now, shut);
  }
  return NOT_CHECKED;
}

/** So many libraries are named in a row; the title's own page has all. */
const NAMED_MAX = 3;

/** Where it certainly is, and where it may be with the age of what is less than live; why is on the title's own page. */
function sayPlaces(libraries: readonly ToldLibrary[], now: number): readonly string[] {
  const where = (wanted: (availability: LibraryAvailability) => boolean): readonly ToldLibrary[] =>
    libraries.filter(({ availability }) => wanted(availability));
  const here = where(({ available }) => available > 0);
  const perhaps = where(({ available, certainty }) => certainty === 'PERHAPS' && available === 0);
  const said = [
    say('Certainly in', here.map(toName)),
    say(
      'Perhaps in, ask first',
      perhaps.map((library) => `${library.name}${sayAge(library, 'PERHAPS', now) || sayUnsure(library)}`),
    ),
    say(
      'None available when last checked',
      where(({ certainty }) => certainty === 'WAS_OUT').map(
        (library) => `${library.name}${sayAge(library, 'WAS_OUT', now)}`,
      ),
    ),
    say('Not checked', where(({ certainty }) => certainty === 'NOT_CHECKED').map(toName)),
    say('Closed for a week or longer', where(({ certainty }) => certainty === 'SHUT').map(toName)),
  ].filter((part) => part !== '');
  const toRead = where(({ certainty, readHere }) => certainty === 'NONE' && readHere === true);
  return [
    ...(said.length > 0 ? said : [sayDue(libraries, now)]),
    say('On the shelf for use in the library', toRead.map(toName)),
  ];
}

/** Its system answered, and left it open; or it is the library that decides. */
function sayUnsure({ all }: ToldLibrary): string {
  const open = all.find(({ words }) => words.certainty === 'PERHAPS');
  if (open === undefined || open.asked?.availableCount === null) return ' (the system cannot tell for sure)';
  const { headline } = open.words;
  return ` (${headline.charAt(0).toLowerCase()}${headline.slice(1)})`;
}

const toName = ({ name }: ToldLibrary): string => name;

function say(what: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${what}: ${nameSome(names)}.`;
}

function sayDue(libraries: readonly ToldLibrary[], now: number): string {
  const all = libraries.flatMap((library) => library.all);
  const first = firstDue(all, now);
  if (first !== null) return `First due back ${sayDayFrom(first, now)}.`;
  const [overdue] = all.flatMap(({ words, shut }) => (shut === null ? (words.due ?? []) : []));
  return overdue === undefined ? '' : `${overdue}.`;
}

/** When it was told of those that stand so, the oldest first. */
function momentsOf(all: ToldLibrary['all'], state: 'LIVE' | 'LAST_KNOWN'): readonly string[] {
  return all.flatMap(({ asked }) => (asked?.state === state ? (asked.asOf ?? []) : [])).toSorted();
}

/** Of those of its holdings that the words are of. */
function sayAge(library: ToldLibrary, certainty: Certainty, now: number): string {
  const all = library.all.filter(({ words }) => words.certainty === certainty);
  const [oldest] = momentsOf(all, 'LAST_KNOWN');
  if (oldest === undefined) return '';
  const isList = all.every(({ asked }) => asked?.state !== 'LAST_KNOWN' || asked.reason?.code === 'NOT_SUPPORTED');
  const how = isList ? 'its system cannot be asked; as listed' : 'not checked now; as it was';
  return ` (${how} ${sayWhen(oldest, now)})`;
}

/** The oldest answer that came now; some did not come where another age was said, or none. */
function sayChecked(libraries: readonly ToldLibrary[], now: number): string {
  const all = libraries.flatMap((library) => library.all);
  const [oldest] = momentsOf(all, 'LIVE');
  if (oldest === undefined) return '';
  const isPart = all.some(({ asked, words }) => words.certainty !== 'ONLINE' && asked?.state !== 'LIVE');
  return `${isPart ? 'Others checked' : 'Checked'} ${sayWhen(oldest, now)}.`;
}

function nameSome(names: readonly string[]): string {
  const rest = names.length - NAMED_MAX;
  return `${names.slice(0, NAMED_MAX).join(', ')}${rest > 0 ? ` and ${plural(rest, 'more library', 'more libraries')}` : ''}`;
}

/** Of all titles of the page, when all is told. */
export function sumView(told: readonly Told[]) {
  const count = (...wanted: readonly Certainty[]) => told.filter(({ certainty }) => wanted.includes(certainty)).length;
  const [available, online, unsure] = [count('AVAILABLE'), count('ONLINE'), count('PERHAPS', 'NOT_CHECKED')];
  const wasOut = count('WAS_OUT');
  const at = told.find((one) => one.at !== null)?.at ?? null;
  const parts = [
    `Of the ${plural(told.length, 'title')} shown, ${String(available)} ${available === 1 ? 'is' : 'are'} certainly in now${at === null ? '' : ` at ${at}`}`,
    online === 0 ? '' : `${String(online)} can be read online`,
    unsure === 0 ? '' : `${String(unsure)} may be in, but could not be checked for certain`,
    wasOut === 0 ? '' : `${String(wasOut)} had none in when last checked`,
  ];
  return { sum: `${parts.filter((part) => part !== '').join('; ')}.` };
}
