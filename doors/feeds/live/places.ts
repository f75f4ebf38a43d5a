/** Places as a reader of the whole region reads them: the library first, then its site and shelf. Pure. */
import type { Place } from '#domain/facts.ts';
import type { Region } from '#domain/region.ts';
import type { Line } from './lines.ts';

export type PlaceNames = ReturnType<typeof createPlaceNames>;

export function createPlaceNames({ libraries, systems }: Pick<Region, 'libraries' | 'systems'>) {
  const sites = new Map(libraries.flatMap((library) => library.sites.map(({ id, name }) => [id, name] as const)));
  const siteOfOwner = new Map<string, string | undefined>(
    systems.flatMap(({ id, owners }) =>
      owners.flatMap(({ code, site }) => (site === null ? [] : [[`${id} ${code}`, sites.get(site)] as const])),
    ),
  );

  function shelfOf({ holding, system }: Line, place: Place | null): string {
    if (place === null) return '';
    const site = siteOfOwner.get(`${system} ${place.siteCode ?? ''}`);
    const shelf = place.name ?? place.code;
    const names = new Set([site, place.code === place.siteCode && site !== undefined ? undefined : shelf]);
    return [...names].filter((name) => name !== undefined && name !== holding.library.name).join(', ');
  }

  return {
    /** Site and shelf of a line, as far as they are known; empty if nothing is. */
    shelfOf,
    /** The same behind the name of the library. */
    fullNameOf(line: Line, place: Place | null): string {
      const shelf = shelfOf(line, place);
      const { name } = line.holding.library;
      return shelf === '' ? name : `${name}, ${shelf}`;
    },
  };
}
