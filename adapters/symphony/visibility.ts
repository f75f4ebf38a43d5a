/** Who may see a title or a copy: marks of title, call and copy, policies of locations, and loans from elsewhere. Pure. */
import type { HarvestedItem } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import { hasCode } from '../shared/codes.ts';
import type { Policies } from './policies.ts';
import type { Shadow } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import type { TitleCopy } from './title-info.ts';

/** A title is shadowed itself, or by its copies: the public is not shown one of which all calls and copies are shadowed. */
export function titleVisibility(shadow: Shadow, items: readonly HarvestedItem[]): Visibility {
  if (shadow.title) return 'SUPPRESSED';
  if (items.length === 0 || items.some((item) => item.visibility === 'PUBLIC')) return 'PUBLIC';
  if (items.every((item) => item.visibility === 'ILL_TEMPORARY')) return 'ILL_TEMPORARY';
  return shadow.callLibraries.length > 0 ? 'PUBLIC' : 'SUPPRESSED';
}

/** Whether a copy may be seen: its own and its call's mark, its locations' policies, and loans from elsewhere. */
export function copyVisibility(
  site: SymphonySite,
  policies: Policies,
  copy: Pick<TitleCopy, 'barcode' | 'library' | 'itemType' | 'homeLocation'> & {
    readonly currentLocation: string | null;
  },
  shadowed: ReadonlySet<string>,
): Visibility {
  if (hasCode(site.settings.illItemTypes, copy.itemType)) return 'ILL_TEMPORARY';
  if (shadowed.has(copy.barcode)) return 'SUPPRESSED';
  const hidden = [copy.homeLocation, copy.currentLocation].some(
    (location) => location !== null && isHiddenLocation(site, policies, copy.library, location),
  );
  return hidden ? 'SUPPRESSED' : 'PUBLIC';
}

/** Whether the public does not see what stands there: the site says so, or the region file. */
export function isHiddenLocation(site: SymphonySite, policies: Policies, library: string, location: string): boolean {
  return policies.locations.get(location)?.shadowed === true || site.meaningOf(library, location)?.hidden === true;
}
