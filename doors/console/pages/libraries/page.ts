import { LibrariesDocument, type LibrariesQuery } from '../../__generated__/operations.ts';
import { drawMap } from '../../charts/map.ts';
import { partOf } from '../../graph.ts';
import { OWN_LIBRARY_PATH, type OwnPlace } from '../../own-place.ts';
import { numberCell, type TableRow } from '../../templates/cells.ts';
import { waysToReach } from '../../words/contact.ts';
import { milesBetween, pointsOf, sayMiles } from '../../words/distance.ts';
import { listNames } from '../../words/lists.ts';
import { plural } from '../../words/moments.ts';
import { nextDays, sayOpening } from '../../words/week.ts';
import { libraryHref } from '../hrefs.ts';
import type { Page } from '../page.ts';

type Region = NonNullable<LibrariesQuery['region']>;
type Library = Region['libraries'][number];

/** `/libraries`: every library in a list and on a map; the nearest first if one is chosen. */
export const librariesPage: Page = {
  path: '/libraries',
  async show({ graph, own, now }) {
    const region = partOf(await graph.ask(LibrariesDocument, {}), 'region');
    return { template: 'pages/libraries/page.njk', model: librariesView(region, own, now) };
  },
};

export function librariesView(
  region: Pick<Region, 'libraries' | 'bankHolidays'> | null,
  place: OwnPlace | null,
  now: number,
) {
  const named = (region?.libraries ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  const own = named.find(({ id }) => id === place?.library);
  const from = own === undefined ? null : pointsOf(own, typeof place?.site === 'string' ? [place.site] : []);
  const listed = named.map((library) => ({ library, miles: milesOf(library, own, from) }));
  const ordered =
    from === null ? listed : listed.toSorted((a, b) => (a.miles ?? Number.MAX_VALUE) - (b.miles ?? Number.MAX_VALUE));
  const marked = ordered.map((one, index) => ({ ...one, mark: String(index + 1) }));
  const places = marked.flatMap(({ library, mark }) =>
    pointsOf(
      library,
      library.sites.map(({ id }) => id),
    ).map((at) => ({ mark, at, isOwn: library.id === own?.id })),
  );
  const shown = new Set(places.map(({ mark }) => mark));
  const missing = marked.filter(({ mark }) => !shown.has(mark));
  return {
    title: 'Libraries',
    current: '/libraries',
    summary: `${plural(named.length, 'library', 'libraries')} of this region, ${sayOrder(own, from)}.`,
    choose: {
      href: `${OWN_LIBRARY_PATH}?from=%2Flibraries`,
      text: own === undefined ? 'Choose your library' : 'Choose another library, or forget it',
    },
    map: drawMap({ title: `Where the libraries are: their numbers are those of the list`, places }),
    missing:
      missing.length === 0
        ? null
        : `${plural(missing.length, 'library is', 'libraries are')} not on the map, because where ${missing.length === 1 ? 'it is' : 'they are'} is not known here: ${listNames(missing.map(({ library }) => library.name))}.`,
    key: marked.map(({ library, mark, miles }) => ({
      mark,
      name: library.name,
      href: libraryHref(library.id),
      distance: [
        ...(from === null ? [] : [sayDistance(miles, library.id === own?.id)]),
        ...(shown.has(mark) ? [] : ['not on the map']),
      ].join(', '),
    })),
    head: ['Library', 'Network', 'Town', 'Open today', 'Telephone', { text: 'Titles and sets held', numeric: true }],
    rows: marked.map((one) => rowOf(one, region?.bankHolidays ?? [], now)),
  };
}

function sayOrder(own: Library | undefined, from: ReturnType<typeof pointsOf> | null): string {
  if (own === undefined) return 'in the order of their names';
  return from === null || from.length === 0
    ? `${own.name} first, then the others in the order of their names: where ${own.name} is is not known here`
    : `the nearest to ${own.name} first`;
}

function milesOf(library: Library, own: Library | undefined, from: ReturnType<typeof pointsOf> | null): number | null {
  if (own === undefined || from === null) return null;
  return library.id === own.id
    ? 0
    : milesBetween(
        from,
        pointsOf(
          library,
          library.sites.map(({ id }) => id),
        ),
      );
}

function sayDistance(miles: number | null, isOwn: boolean): string {
  if (isOwn) return 'your library';
  return miles === null ? 'distance not known' : sayMiles(miles);
}

function rowOf(
  { library, mark }: { readonly library: Library; readonly mark: string },
  bankHolidays: readonly string[],
  now: number,
): TableRow {
  const { id, name, network, address, sites, contact, timeZone, holdingsCount } = library;
  const [today] = nextDays(library, bankHolidays, timeZone, now);
  const hours = today?.hours ?? 'Not known';
  const towns = [address?.town, ...sites.map((site) => site.address?.town)].filter(
    (town) => town !== null && town !== undefined,
  );
  const telephone = waysToReach(contact).find(({ href }) => href?.startsWith('tel:'));
  return {
    header: { text: `${mark}. ${name}`, href: libraryHref(id) },
    cells: [
      network?.name ?? 'None',
      [...new Set(towns)].join(', ') || 'Not known',
      {
        text: hours,
        notes: sayNow(library, now).filter((note) => note !== 'Closed now.' || !hours.startsWith('Closed')),
      },
      telephone === undefined
        ? 'Not known'
        : { text: contact?.telephone ?? '', href: telephone.href ?? undefined, onlyLink: true },
      numberCell(holdingsCount),
    ],
  };
}

/** Whether it is open at this moment, and of which of its places that is not true. */
function sayNow(library: Library, now: number): readonly string[] {
  const whole = sayOpening(library, now);
  const others = library.sites.flatMap((site) => {
    const words = sayOpening(site, now);
    return words === null || words === whole ? [] : [`${site.name}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`];
  });
  return [...(whole === null ? [] : [whole]), ...others];
}
