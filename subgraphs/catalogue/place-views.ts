/** What a request is shown of libraries and their sites: where they are, how to reach them, and how they are open now. */
import { openingAt, type OpeningAt } from '#domain/places/opening.ts';
import type { Closure, OpeningRules } from '#domain/places/opening-hours.ts';
import { whereaboutsOfLibrary, whereaboutsOfSite, type Whereabouts } from '#domain/places/whereabouts.ts';
import type { Library, Site } from '#domain/region.ts';
import { toWallTime } from '#domain/wall-time.ts';
import type { Directory } from './directory.ts';

/** Where a place is and when it is open; what is absent is not known. */
export interface PlaceView extends Whereabouts {
  readonly rules: OpeningRules;
  /** Those that are not over. */
  readonly comingClosures: readonly Closure[];
  /** At the moment of the request. */
  opening(): OpeningAt;
}

export type PlaceViews = ReturnType<typeof createPlaceViews>;

/** `now`: milliseconds since the epoch; the same for the whole request. */
export function createPlaceViews(directory: Directory, now: number) {
  const views = new Map<string, PlaceView>();

  function toView(library: Library, site: Site | null): PlaceView {
    const whereabouts = site === null ? whereaboutsOfLibrary(library) : whereaboutsOfSite(library, site);
    const { hours = null, closures = [] } = whereabouts;
    const timeZone = directory.timeZoneOf(library);
    const rules = { hours, closures, bankHolidays: directory.region.bankHolidays ?? [], timeZone };
    const today = toWallTime(now, timeZone).day;
    let opening: OpeningAt | undefined;
    return {
      ...whereabouts,
      rules,
      comingClosures: closures.filter(({ to }) => to === null || to >= today),
      opening: () => (opening ??= openingAt(rules, now)),
    };
  }

  /** Of one site, or of the library as a whole if the site is null. */
  function viewOf(library: Library, site: Site | null): PlaceView {
    const key = `${library.id}/${site?.id ?? ''}`;
    const view = views.get(key) ?? toView(library, site);
    views.set(key, view);
    return view;
  }

  return { viewOf, rulesOf: (library: Library) => viewOf(library, null).rules };
}
