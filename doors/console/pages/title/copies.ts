/** How a library’s copies of a title stand, in words, with what to do next. */
import {
  describeAvailability,
  firstDue,
  isCounted,
  isGone,
  isHeldWithoutCopies,
  MARKS,
  NOT_CHECKED,
  sumUp,
  sumUpLibrary,
  type AvailabilityWords,
  type LibraryAvailability,
  type Shut,
} from '../../words/availability.ts';
import { plural, sayDayFrom } from '../../words/moments.ts';
import { addressesOf, isAsked, sitesOf, type Holder, type Holding, type Nearness } from './holders.ts';
import { capitalised } from '../../words/lists.ts';
import { milesBetween, pointsOfCopies, sayMiles } from '../../words/distance.ts';
import { sayShutFor, shutOf } from '../../words/closed.ts';
import { sayOpening, sayShutAt } from '../../words/week.ts';
import { byHelp } from './order.ts';
import { libraryHref, requestHref, titleHref } from '../hrefs.ts';
import { waysToReach, type Way } from '../../words/contact.ts';
import { toRow, type Availability, type Item } from './copy.ts';

/** How the copies of one library stand, for its part of the page and for the sum. */
export interface Told {
  readonly holder: Pick<Holder, 'near' | 'library' | 'holdings'>;
  readonly model: ReturnType<typeof waitingLibrary>;
  readonly name: string;
  readonly availability: LibraryAvailability;
  /** Names of the sites with a copy that is certainly in. */
  readonly sitesIn: ReadonlySet<string>;
  /** As {@link firstDue} says it. */
  readonly due: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Of these numbers of answers `console.css` knows how much space they need. */
const SPACES_MOST = 3;

/** So many fit in the space that is kept for the sum. */
const NAMED_MOST = 4;

/** Of the part of the page that it is in; also its anchor. */
export function slotOf({ library }: Pick<Holder, 'library'>): string {
  return `library-${library.id}`;
}

export function waitingLibrary(holder: Holder, now: number) {
  const { library, holdings, near } = holder;
  return {
    slot: slotOf(holder),
    // Below the heading of its group, if a library is chosen.
    level: near === null ? 3 : 4,
    name: library.name,
    href: libraryHref(library.id),
    where: whereOf(holdings),
    notes: near === null ? [] : notesOf(near),
    addresses: addressesOf(holder),
    openings: openingsOf(holder, now),
    statements: holdings.flatMap(({ statements, online }) =>
      statements.map((statement) => sayRun(statement, online === true)),
    ),
    next: nextSteps(holder),
    // How many answers are waited for, and need space; of more than three, three.
    holdings: isAsked(holder) ? Math.min(holdings.length, SPACES_MOST) : 0,
    // One for each holding; null while its system is asked.
    states: null as readonly (ReturnType<typeof toState> & { readonly again: string | null })[] | null,
  };
}

/** `availabilityOf` gives null if nobody could say. `isExplained`: each copy leads to why it is shown so. */
export function tellLibrary(
  holder: Holder,
  availabilityOf: (holding: Holding) => Availability,
  now: number,
  isExplained = false,
): Told {
  const all = holder.holdings.map((holding) => {
    const asked = availabilityOf(holding);
    const sites = holding.sites.map(({ id }) => id);
    const shut = shutOf(holding.library, sites, asked, now);
    return { holding, asked, shut, words: wordsOf(asked, holding, now, shut) };
  });
  const states = all.map(({ asked, words }) => ({
    ...toState(asked, words, now, isExplained),
    again: isUnasked(asked) && words.certainty !== 'ONLINE' ? titleHref(holder.edition) : null,
  }));
  const { name } = holder.library;
  const waiting = waitingLibrary(holder, now);
  return {
    holder,
    model: {
      ...waiting,
      states,
      // What is known by no copies can be asked for without any.
      next: all.every(({ holding, asked }) => copiesLeft(asked)?.length === 0 && !isHeld(asked, holding))
        ? waiting.next.filter(({ href }) => href !== requestHref(holder.edition, holder.library.id))
        : waiting.next,
    },
    name,
    availability: sumUpLibrary(all),
    sitesIn: new Set(all.flatMap(({ asked }) => sitesIn(asked, holder.library, now))),
    due: firstDue(all, now),
    now,
  };
}

function isHeld(asked: Availability, { basis, statements }: Holding): boolean {
  return asked !== null && isHeldWithoutCopies({ ...asked, basis, statements });
}

/** Nobody could ask the system: at most it is known how the copies last stood. */
function isUnasked(asked: Availability): boolean {
  return asked === null || (asked.state === 'LAST_KNOWN' && asked.reason === null);
}

/** Those that a request could be filled with, as the system says now; null if it did not say of each. */
function copiesLeft(asked: Availability): readonly Item[] | null {
  if (asked?.state !== 'LIVE') return null;
  if (asked.itemCount === 0) return [];
  if (asked.items === null || asked.items.pageInfo.hasNextPage || asked.items.nodes.length === 0) return null;
  return asked.items.nodes.filter((item) => !isGone(item));
}

function sayDamaged(asked: Availability): string {
  const left = copiesLeft(asked) ?? [];
  if (left.length === 0 || left.some(({ status }) => status !== 'DAMAGED')) return '';
  const which = left.length === 1 ? 'The only copy is' : 'All copies are';
  return `${which} damaged: a request may never be filled. Ask the library.`;
}

/** Where what the count of available copies counts can be fetched. */
function sitesIn(asked: Availability, library: Holder['library'], now: number): readonly string[] {
  return (asked?.items?.nodes ?? [])
    .filter((copy) => copy.state === 'LIVE' && isCounted(copy) && sayShutFor(copy, library, now) === null)
    .flatMap(({ currentLocation, permanentLocation }) => (currentLocation ?? permanentLocation)?.site?.name ?? []);
}

/** How far it is from the chosen library, and whether it may lend. */
function notesOf({ group, miles, notLent }: Nearness): readonly string[] {
  if (group === 'OWN') return [];
  return [
    miles === null ? 'Distance not known.' : `${capitalised(sayMiles(miles))} away in a straight line.`,
    ...(notLent === null ? [] : [`It may not lend to you: ${notLent.replace(/^It /, 'it ')}`]),
  ];
}

/** Of each site with a copy, if the library has others; else of the library as a whole. */
function openingsOf(holder: Holder, now: number): readonly string[] {
  const { library } = holder;
  // A closure for long says why and until when; hours would say no more than that it is closed now.
  const hoursOf = (place: Parameters<typeof sayOpening>[0], sites: readonly string[]): string | null => {
    const shut = sayShutAt(library, sites, library.timeZone, now);
    return shut === null ? sayOpening(place, now) : `${capitalised(shut)}.`;
  };
  const whole = hoursOf(library, []);
  const said = sitesOf(holder).map((site) => ({ name: site.name, words: hoursOf(site, [site.id]) }));
  if (said.length === 0 || (whole === null && said.every(({ words }) => words === null)))
    return whole === null ? [] : [whole];
  return said.map(({ name, words }) =>
    words === null
      ? `${name}: its opening hours are not known here.`
      : `${name}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`,
  );
}

/** Of the sites with a copy; what they do not have, of the library. */
function waysTo(holder: Pick<Holder, 'library' | 'holdings'>): readonly Way[] {
  const here = sitesOf(holder).flatMap(({ name, contact }) =>
    waysToReach(contact).map(({ text, href }) => ({ text: `${text} (${name})`, href })),
  );
  const kindOf = ({ href }: Way): string => href?.split(':', 1)[0] ?? '';
  const said = new Set(here.map(kindOf));
  return [...here, ...waysToReach(holder.library.contact).filter((way) => !said.has(kindOf(way)))];
}

type Statement = Holding['statements'][number];

/** A run as the library states it, with what is kept of it, or the embargo of what is read online, and its note. */
function sayRun({ text, retention, note }: Statement, online: boolean): string {
  const kept = retention === null ? text : `${text}, ${online ? 'embargo' : 'kept'}: ${retention}`;
  return note === null ? kept : `${kept} (${note})`;
}

/** A part of another title has its copies there. */
export function sumView(arrived: readonly Told[], isPart = false) {
  // Systems answer in another order each time: what helps alike is named in one order.
  const told = arrived.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  const nearest = sayNearest(told);
  return {
    sum:
      told.length === 0 && isPart
        ? 'It has no copies of its own: it is in what it is part of.'
        : sumUp(told.map(({ availability }) => availability)),
    nearest,
    // One that is named already is named no second time.
    next:
      nearest !== null && told.filter(({ availability }) => availability.available > 0).length === 1
        ? null
        : sayNext(told),
    isNear: told.some(({ holder }) => holder.near !== null),
    // Where a system was waited for, space was kept.
    wasAsked: told.some(({ model }) => model.holdings > 0),
  };
}

/** Where the nearest copy is that is certainly in, seen from the chosen library; null if none is chosen or no distance is known. */
function sayNearest(told: readonly Told[]) {
  const places = told.filter(({ availability }) => availability.available > 0).map((one) => placesIn(one));
  const [first] = places
    .flat()
    .toSorted((a, b) => a.miles - b.miles || Number(b.hours.openNow === true) - Number(a.hours.openNow === true));
  // One of which that is not known may be nearer.
  const isNearest = places.every((placed) => placed.length > 0);
  if (first === undefined) return null;
  const { told: one, near, name, miles, hours, telephone } = first;
  const opening = sayOpening(hours, one.now)?.replace(/\.$/, '');
  const after = [
    near.group === 'OWN' ? '' : sayMiles(miles),
    opening === undefined ? 'opening hours not known here' : opening.charAt(0).toLowerCase() + opening.slice(1),
    telephone === null ? '' : `telephone ${telephone}`,
    near.notLent === null ? '' : 'which may not lend to you',
  ].filter((part) => part !== '');
  return {
    before:
      near.group === 'OWN'
        ? 'In now at '
        : isNearest
          ? 'Nearest with a copy in now: '
          : 'Nearest with a copy in now, of those whose distance is known: ',
    libraries: [{ text: name, href: `#${one.model.slot}` }],
    after: `, ${after.join(', ')}.`,
  };
}

/** Of a library with several sites, those that certainly have a copy in; none if it is not known which. */
function placesIn(told: Told) {
  const { library, near } = told.holder;
  if (near === null) return [];
  const sites = sitesOf(told.holder);
  const telephone = library.contact?.telephone ?? null;
  if (sites.length === 0) {
    return near.miles === null
      ? []
      : [{ told, near, name: library.name, miles: near.miles, hours: library, telephone }];
  }
  return sites
    .filter(({ name }) => sites.length === 1 || told.sitesIn.has(name))
    .flatMap((site) => {
      const miles = near.group === 'OWN' ? 0 : milesBetween(near.from, pointsOfCopies(library, [site.id]));
      const name = site.name === library.name ? library.name : `${site.name} (${library.name})`;
      return miles === null
        ? []
        : [{ told, near, name, miles, hours: site, telephone: site.contact?.telephone ?? telephone }];
    });
}

/** Those that help most first, if a library is chosen; else those with most copies. Where copies certainly are; else where they may be; else where the first is due back. */
function sayNext(told: readonly Told[]) {
  const available = told
    .filter(({ availability }) => availability.available > 0)
    .toSorted((a, b) => byHelp(a.holder, b.holder) || b.availability.available - a.availability.available);
  if (available.length > 0) {
    return nameSome(
      'Available now at ',
      available,
      '.',
      ({ availability, holder: { near } }) =>
        ` (${[
          availability.available.toLocaleString('en-GB'),
          near === null || near.group === 'OWN' || near.miles === null ? '' : sayMiles(near.miles),
        ]
          .filter((part) => part !== '')
          .join(', ')})`,
    );
  }
  const perhaps = (['PERHAPS', 'NOT_CHECKED'] as const).flatMap((certainty) =>
    told
      .filter(({ availability }) => availability.certainty === certainty)
      .toSorted((a, b) => byHelp(a.holder, b.holder)),
  );
  if (perhaps.length > 0) return nameSome('Ask first: it may be on the shelf at ', perhaps, '.');
  const [first] = told.filter(({ due }) => due !== null).toSorted((a, b) => (a.due ?? '').localeCompare(b.due ?? ''));
  return first === undefined
    ? null
    : nameSome('The first is due back at ', [first], `, ${sayDayFrom(first.due ?? '', first.now)}.`);
}

function nameSome(before: string, libraries: readonly Told[], end: string, say: (told: Told) => string = () => '') {
  const rest = libraries.length - NAMED_MOST;
  return {
    before,
    libraries: libraries.slice(0, NAMED_MOST).map((one) => ({
      text: `${one.name}${say(one)}`,
      href: `#${one.model.slot}`,
    })),
    after: `${rest > 0 ? ` and ${plural(rest, 'more library', 'more libraries')}` : ''}${end}`,
  };
}

function wordsOf(asked: Availability, holding: Holding, now: number, shut: Shut | null): AvailabilityWords {
  const online = holding.online === true;
  const { copies: listed, basis, statements } = holding;
  if (asked !== null) return describeAvailability({ ...asked, listed, basis, statements }, online, now, shut);
  if (online) return { certainty: 'ONLINE', headline: 'Read online', checked: '', due: null };
  return {
    ...NOT_CHECKED,
    // No system is to blame: none was asked, or its answer did not arrive.
    checked: 'The service behind these pages did not answer in time: that says nothing about the library.',
  };
}

function toState(asked: Availability, words: AvailabilityWords, now: number, isExplained: boolean) {
  const queue = (asked?.holdQueueAtLeast ?? 0) > 0 ? 'Other readers wait for it.' : '';
  // Where none is in it is the first to be known; elsewhere it stands with the copies, which open: the space for an answer is small.
  const due = words.due === null ? '' : `${words.due}.`;
  const rows = asked?.items?.nodes.map((item) => toRow(item, now, isExplained)) ?? [];
  const more = asked?.items?.pageInfo.hasNextPage ?? false;
  const shown = words.certainty === 'NONE' || rows.length === 0 ? queue : '';
  return {
    mark: MARKS[words.certainty],
    headline: words.headline,
    detail: [sayDamaged(asked), due, shown, words.checked].filter((part) => part !== '').join(' '),
    copies:
      rows.length === 0
        ? null
        : {
            label: more ? `The first ${String(rows.length)} copies` : plural(rows.length, 'copy', 'copies'),
            note: shown === queue ? null : queue,
            head: ['Copy', 'State', 'Use', 'Place', ...(isExplained ? ['Why'] : [])],
            rows,
            more,
          },
  };
}

function whereOf(holdings: readonly Holding[]): string {
  const sites = [...new Set(holdings.flatMap((holding) => holding.sites.map(({ name }) => name)))];
  const marks = [...new Set(holdings.flatMap(({ callNumbers }) => callNumbers))];
  const shown = marks.slice(0, 3).join(', ');
  return [sites.join(', '), marks.length > 3 ? `${shown} …` : shown].filter((part) => part !== '').join(' · ');
}

/** Where it is asked for, and how to reach the library. */
function nextSteps({ edition, library, holdings, request }: Holder): readonly Way[] {
  const [catalogue] = holdings.flatMap(({ catalogueUrl }) => catalogueUrl ?? []);
  return [
    ...(isAsked({ holdings }) ? [{ text: request, href: requestHref(edition, library.id) }] : []),
    ...(catalogue === undefined || !/^https?:\/\//i.test(catalogue)
      ? []
      : [{ text: 'See it in the library’s own catalogue', href: catalogue }]),
    ...waysTo({ library, holdings }),
  ];
}
