/** Where a library and its sites are, how to reach them, and when they are open. What is absent is not known. */
import type { Coordinates } from './coordinates.ts';
import type { Closure, OpeningHours } from './opening-hours.ts';

export interface Contact {
  readonly telephone: string | null;
  readonly email: string | null;
  readonly website: string | null;
}

export interface Address {
  /** Building and street, a line each. */
  readonly lines: readonly string[];
  readonly town: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
}

/** What the region file may say of a library as well as of a site. */
export interface Whereabouts {
  readonly contact?: Contact | undefined;
  readonly address?: Address | undefined;
  readonly coordinates?: Coordinates | undefined;
  readonly hours?: OpeningHours | undefined;
  readonly closures?: readonly Closure[] | undefined;
}

interface LibraryPlaces extends Whereabouts {
  readonly sites: readonly Whereabouts[];
}

/** What is known of the library as a whole. If it has a single site, what the file says of the site is true of it, too. */
export function whereaboutsOfLibrary(library: LibraryPlaces): Whereabouts {
  const [site, ...others] = library.sites;
  return site === undefined || others.length > 0 ? library : join(library, site);
}

/**
 * What is known of one site. The library's closures hold everywhere. Everything else that the file says of the library is
 * true of a site only if there is no other: the hours of a service say nothing of each of its buildings.
 */
export function whereaboutsOfSite(library: LibraryPlaces, site: Whereabouts): Whereabouts {
  if (library.sites.length === 1) return join(site, library);
  return { ...site, closures: [...(library.closures ?? []), ...(site.closures ?? [])] };
}

function join(first: Whereabouts, second: Whereabouts): Whereabouts {
  return {
    contact: first.contact ?? second.contact,
    address: first.address ?? second.address,
    coordinates: first.coordinates ?? second.coordinates,
    hours: first.hours ?? second.hours,
    closures: [...(first.closures ?? []), ...(second.closures ?? [])],
  };
}
