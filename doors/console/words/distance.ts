/** How far places are from each other, as people in the United Kingdom say it. */
import { geoDistance } from 'd3-geo';

/** In degrees of WGS 84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth. */
export const EARTH_MILES = 3_958.8;

/** Miles in a straight line from the nearest of some points to the nearest of others; null if the place of either is not known. */
export function milesBetween(from: readonly Point[], to: readonly Point[]): number | null {
  const all = from.flatMap((a) => to.map((b) => geoDistance([a.longitude, a.latitude], [b.longitude, b.latitude])));
  return all.length === 0 ? null : Math.min(...all) * EARTH_MILES;
}

/** `less than a mile`, `about 7 miles`. */
export function sayMiles(miles: number): string {
  const whole = Math.round(miles);
  if (whole < 1) return 'less than a mile';
  return `about ${whole.toLocaleString('en-GB')} ${whole === 1 ? 'mile' : 'miles'}`;
}

interface Placed {
  readonly coordinates: Point | null;
  readonly sites: readonly { readonly id: string; readonly coordinates: Point | null }[];
}

/** Where the copies of a library may be: at the named sites; if none is named, or every one, anywhere in the library. */
export function pointsOfCopies(library: Placed, named: readonly string[]): readonly Point[] {
  const { sites } = library;
  const isElsewhere = named.length > 0 && sites.some(({ id }) => !named.includes(id));
  // Another site, or the library's own address, may be far from the copies.
  return isElsewhere
    ? pointsOf({ coordinates: null, sites: sites.filter(({ id }) => named.includes(id)) })
    : pointsOf(library, named);
}

/** Where a library is: the named sites, else the library, else all of its sites. */
export function pointsOf({ coordinates, sites }: Placed, named: readonly string[] = []): readonly Point[] {
  const of = (some: typeof sites): readonly Point[] => some.flatMap((site) => site.coordinates ?? []);
  const here = of(sites.filter(({ id }) => named.includes(id)));
  if (here.length > 0) return here;
  return coordinates === null ? of(sites) : [coordinates];
}
