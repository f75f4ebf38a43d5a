/** What `mercia doctor` says of where libraries and their sites are: what the file leaves out, and what cannot be right. */
import { distanceMetres, type Coordinates } from '#domain/places/coordinates.ts';
import { whereaboutsOfLibrary, whereaboutsOfSite, type Whereabouts } from '#domain/places/whereabouts.ts';
import type { Library, Region } from '#domain/region.ts';
import { renderTable } from '../output.ts';

export interface PlaceReport {
  readonly library: string;
  /** Null for a library without sites. */
  readonly site: string | null;
  /** Keys that the file leaves out: what they say is shown as unknown. */
  readonly missing: readonly string[];
  /** What cannot be right; null if nothing is wrong. */
  readonly warning: string | null;
}

const KEYS = ['contact', 'address', 'coordinates', 'hours'] as const;
/** No region is as wide as this. */
const FAR_METRES = 1_000_000;
/** With fewer, it cannot be said which of them is far from the others. */
const ENOUGH = 3;

export function reportPlaces({ libraries }: Pick<Region, 'libraries'>): readonly PlaceReport[] {
  const places = libraries.flatMap(placesOf);
  const middle = middleOf(places.flatMap(({ whereabouts }) => whereabouts.coordinates ?? []));
  return places.map(({ whereabouts, ...place }) => ({
    ...place,
    missing: KEYS.filter((key) => whereabouts[key] === undefined),
    warning: middle === null ? null : warningOf(whereabouts, middle),
  }));
}

export function renderPlaces(reports: readonly PlaceReport[]): string {
  const rows = reports.map(({ library, site, missing, warning }) => [
    '  ',
    warning === null ? 'ok' : 'warn',
    site === null ? library : `${library}/${site}`,
    warning ?? (missing.length === 0 ? '' : `not given: ${missing.join(', ')}`),
  ]);
  return `places\n${renderTable(rows)}`;
}

type Place = Pick<PlaceReport, 'library' | 'site'> & { readonly whereabouts: Whereabouts };

function placesOf(library: Library): readonly Place[] {
  const { id, sites } = library;
  if (sites.length === 0) return [{ library: id, site: null, whereabouts: whereaboutsOfLibrary(library) }];
  return sites.map((site) => ({ library: id, site: site.id, whereabouts: whereaboutsOfSite(library, site) }));
}

function warningOf({ coordinates }: Whereabouts, middle: Coordinates): string | null {
  if (coordinates === undefined) return null;
  const metres = distanceMetres(coordinates, middle);
  if (metres <= FAR_METRES) return null;
  const { latitude, longitude } = coordinates;
  const isSwapped =
    Math.abs(longitude) <= 90 && distanceMetres({ latitude: longitude, longitude: latitude }, middle) <= FAR_METRES;
  const why = isSwapped ? 'latitude and longitude are swapped' : 'check its coordinates';
  return `${Math.round(metres / 1000)} km from the others: ${why}`;
}

/** The median of each coordinate, which a few wrong ones do not move; null if there are too few. */
function middleOf(points: readonly Coordinates[]): Coordinates | null {
  if (points.length < ENOUGH) return null;
  return {
    latitude: medianOf(points.map(({ latitude }) => latitude)),
    longitude: medianOf(points.map(({ longitude }) => longitude)),
  };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
