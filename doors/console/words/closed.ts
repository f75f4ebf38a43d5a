/** Which copies of a holding stand where it is closed for long, so that nobody fetches them. */
import { areMore, isCounted, type Counted, type Shut } from './availability.ts';
import { sayShut, sayShutAt, type Shutting } from './week.ts';

type Place = Shutting & { readonly timeZone: string };
type Copy = NonNullable<Counted['items']>['nodes'][number];

/**
 * By where its copies are, if they are told, because a holding names only the sites that own them, and only those that the region knows; else by
 * those sites. `sites`: their ids.
 */
export function shutOf(place: Place, sites: readonly string[], asked: Counted | null, now: number): Shut | null {
  const whole = sayShut(place.closures, place.timeZone, now);
  if (whole !== null) return { words: whole, copies: null };
  const bySites = sayShutAt(place, sites, place.timeZone, now);
  const isIn = (asked?.availableCount ?? 0) > 0;
  const copies = (asked?.items?.nodes ?? []).filter(isIn ? isCounted : mayBeIn);
  // Copies that say no place at all are where the holding is.
  if (copies.every((copy) => siteOf(copy) === null)) return bySites === null ? null : { words: bySites, copies: null };
  const shut = copies.flatMap((copy) => sayShutFor(copy, place, now) ?? []);
  const [words] = shut;
  if (words === undefined) return null;
  // Of copies that are not told only the sites of the holding are known.
  if (shut.length === copies.length && (bySites !== null || !areMore(asked?.items))) return { words, copies: null };
  return isIn ? { words, copies: shut.length } : null;
}

/** Since when the site is closed at which the copy is, or, while it is away, belongs; null if it is open or not known. */
export function sayShutFor(copy: Copy, place: Place, now: number): string | null {
  const site = siteOf(copy);
  return site === null ? null : sayShutAt(place, [site], place.timeZone, now);
}

function siteOf({ status, currentLocation: at = null, permanentLocation: home = null }: Copy): string | null {
  return (status === 'AVAILABLE' ? (at ?? home) : (home ?? at))?.site?.id ?? null;
}

function mayBeIn({ status }: Copy): boolean {
  return status === 'AVAILABLE' || status === 'UNKNOWN' || status === null;
}
