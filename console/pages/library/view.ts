/** A library: how to reach it, when it is open, and how old its data is. */
import type { LibraryQuery } from '../../__generated__/operations.ts';
import { describeHarvest } from '../../words/harvest.ts';
import { plural, sayDay, sayWhen } from '../../words/moments.ts';
import type { PageModel } from '../page.ts';

type Library = NonNullable<LibraryQuery['library']>;
type Place = Pick<Library, 'contact' | 'address' | 'openingHours'>;

export interface LibraryModel extends PageModel {
  readonly facts: readonly string[];
  readonly openNow: string;
  readonly closures: readonly string[];
  readonly places: readonly PlaceModel[];
  readonly data: string;
  readonly search: string;
  readonly live: string;
}

export interface PlaceModel {
  readonly name: string;
  readonly address: readonly string[];
  readonly contact: readonly { readonly text: string; readonly href: string | null }[];
  /** Empty if the opening hours are not known. */
  readonly hours: readonly { readonly header: string; readonly cells: readonly string[] }[];
}

export function libraryView(region: LibraryQuery['region'], library: Library, now: number): LibraryModel {
  const { harvest } = library;
  const words = describeHarvest(harvest === null ? null : { ...harvest, records: 0, rejects: 0 });
  const [only] = library.sites;
  const places =
    library.sites.length > 1
      ? library.sites.map((site) => toPlace(site.name, site))
      : [toPlace(only?.name ?? library.name, library)];
  return {
    title: library.name,
    region: region?.name ?? 'Libraries of the region',
    current: null,
    facts: [
      library.network === null ? '' : `Network: ${library.network.name}`,
      library.organisations.length === 0 ? '' : `Serves: ${library.organisations.map(({ name }) => name).join(', ')}`,
      `${plural(library.holdingsCount, 'title')} listed here`,
    ].filter((fact) => fact !== ''),
    openNow: sayOpen(library, now),
    closures: library.closures.map(sayClosure),
    places,
    data: `${library.system.name}: ${words.sentence}`,
    live: library.system.capabilities.includes('LIVE_ITEMS')
      ? 'Its system says how copies stand now.'
      : 'Its system cannot be asked how copies stand now: what is shown is from its last list. Ask the library.',
    search: `/find?${new URLSearchParams({ q: '', library: library.id }).toString()}`,
  };
}

function sayOpen({ openNow, opensNext, closesAt }: Library, now: number): string {
  if (openNow === null) return 'Its opening hours are not known here: ask the library.';
  if (openNow) return closesAt === null ? 'Open now, day and night.' : `Open now; closes ${sayWhen(closesAt, now)}.`;
  return opensNext === null ? 'Closed now.' : `Closed now; opens ${sayWhen(opensNext, now)}.`;
}

function sayClosure({ from, to, note }: Library['closures'][number]): string {
  const when =
    to === null
      ? `from ${sayDay(from)} until further notice`
      : from === to
        ? `on ${sayDay(from)}`
        : `from ${sayDay(from)} to ${sayDay(to)}`;
  return `Closed ${when}${note === null ? '' : `: ${note}`}`;
}

function toPlace(name: string, { contact, address, openingHours }: Place): PlaceModel {
  return {
    name,
    address:
      address === null
        ? []
        : [...address.lines, address.town ?? '', address.postcode ?? ''].filter((line) => line !== ''),
    contact: [
      ...(typeof contact?.telephone !== 'string' ? [] : [{ text: `Telephone ${contact.telephone}`, href: null }]),
      ...(typeof contact?.email !== 'string' ? [] : [{ text: contact.email, href: `mailto:${contact.email}` }]),
      ...(typeof contact?.website !== 'string' || !/^https?:\/\//i.test(contact.website)
        ? []
        : [{ text: 'Web page', href: contact.website }]),
    ],
    hours: (openingHours ?? []).map(({ day, times }) => ({
      header: `${day.charAt(0)}${day.slice(1).toLowerCase()}`,
      cells: [times.length === 0 ? 'Closed' : times.map(({ opens, closes }) => `${opens} to ${closes}`).join(', ')],
    })),
  };
}
