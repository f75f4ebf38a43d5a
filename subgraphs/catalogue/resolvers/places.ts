/** Where libraries and their sites are, how to reach them, when they are open, and how far away they are. */
import { WEEKDAYS, type OpeningHours, type OpenSpan } from '#domain/places/opening-hours.ts';
import type { Library, Site } from '#domain/region.ts';
import type { Resolvers } from '../__generated__/resolvers.ts';
import type { Weekday } from '../__generated__/types.ts';
import type { CatalogueContext } from '../context.ts';
import { toEntity } from '../directory.ts';
import type { PlaceView } from '../place-views.ts';

/** The graph's week begins on Monday. */
const WEEK = [...WEEKDAYS.slice(1), WEEKDAYS[0]] as const;

/** Fields that a library and a site share, resolved from what is known of the place. */
function placeFields<Parent>(viewOf: (parent: Parent, context: CatalogueContext) => PlaceView) {
  type Context = CatalogueContext;
  return {
    contact: (parent: Parent, _args: unknown, context: Context) => viewOf(parent, context).contact ?? null,
    address: (parent: Parent, _args: unknown, context: Context) => viewOf(parent, context).address ?? null,
    coordinates: (parent: Parent, _args: unknown, context: Context) => viewOf(parent, context).coordinates ?? null,
    openingHours: (parent: Parent, _args: unknown, context: Context) => toWeek(viewOf(parent, context).hours),
    closures: (parent: Parent, _args: unknown, context: Context) => viewOf(parent, context).comingClosures,
    openNow: (parent: Parent, _args: unknown, context: Context) => viewOf(parent, context).opening().isOpen,
    opensNext: (parent: Parent, _args: unknown, context: Context) =>
      toDateTime(viewOf(parent, context).opening().opensNext),
    closesAt: (parent: Parent, _args: unknown, context: Context) =>
      toDateTime(viewOf(parent, context).opening().closesAt),
  };
}

const ofLibrary = placeFields<Library>((library, { places }) => places.viewOf(library, null));
const ofSite = placeFields<Site>((site, { directory, places }) =>
  places.viewOf(directory.getLibraryOfSite(site.id), site),
);
const ofNear = placeFields<{ readonly library: Library; readonly site: Site | null }>(({ library, site }, { places }) =>
  places.viewOf(library, site),
);

/** Fields of `Library` about where it is; the others are in `libraries.ts`. */
export const libraryPlaceFields = {
  ...ofLibrary,
  timeZone: (library: Library, _args: unknown, { directory }: CatalogueContext) => directory.timeZoneOf(library),
};

export const placeResolvers: Resolvers = {
  Site: {
    __resolveReference: ({ id }, { directory }) => toEntity(directory.findSite(id)),
    organisation: ({ organisation }, _args, { directory }) =>
      organisation === null ? null : directory.getOrganisation(organisation),
    locations: (site) => site.locations.map((location) => ({ site, location })),
    library: ({ id }, _args, { directory }) => directory.getLibraryOfSite(id),
    ...ofSite,
  },

  NearLibrary: {
    address: ofNear.address,
    coordinates: ofNear.coordinates,
    openNow: ofNear.openNow,
    opensNext: ofNear.opensNext,
    closesAt: ofNear.closesAt,
  },

  Region: {
    bankHolidays: ({ bankHolidays = [] }) => bankHolidays,
    incomplete: (_region, _args, { loaders }) => loaders.indexGaps(),
  },
};

function toWeek(hours: OpeningHours | undefined) {
  if (hours === undefined) return null;
  return WEEK.map((day) => ({ day: day.toUpperCase() as Uppercase<typeof day> & Weekday, times: toTimes(hours[day]) }));
}

function toTimes(spans: readonly OpenSpan[] = []) {
  return spans
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to }) => ({ opens: toClock(from), closes: toClock(to) }));
}

/** Minutes since midnight as a clock shows them; 1440 is `24:00`. */
function toClock(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function toDateTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
