/** Places in the order of their distance from a point: all of the region, or those that keep a copy of an edition. */
import { toId, type EditionId } from '#domain/ids.ts';
import { isSuppliable } from '#domain/lending/lending-reasons.ts';
import { distanceMetres, type Coordinates } from '#domain/places/coordinates.ts';
import { openingAt } from '#domain/places/opening.ts';
import type { Library, Site } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { HoldingView } from '#union-index/index.ts';
import type { EditionNearestArgs, QueryNearestArgs } from './__generated__/types.ts';
import { toNearest, type WantedPlaces } from './arguments.ts';
import type { Directory } from './directory.ts';
import type { Loaders } from './loaders.ts';
import type { NearLibraryModel } from './models.ts';
import type { PlaceViews } from './place-views.ts';

export type Nearest = ReturnType<typeof createNearest>;

export interface NearestOptions {
  readonly directory: Directory;
  readonly loaders: Pick<Loaders, 'editionById' | 'holdingsByEdition'>;
  readonly places: PlaceViews;
}

/** A place before anything is measured. */
type Candidate = Omit<NearLibraryModel, 'distanceMetres'>;

export function createNearest({ directory, loaders, places }: NearestOptions) {
  function pick(
    candidates: readonly Candidate[],
    { to, openNow, openAt, first }: WantedPlaces,
  ): readonly NearLibraryModel[] {
    return candidates
      .filter(({ library, site }) => {
        const view = places.viewOf(library, site);
        if (openNow && view.opening().isOpen !== true) return false;
        return openAt === null || openingAt(view.rules, openAt).isOpen === true;
      })
      .map((place) => ({ ...place, distanceMetres: distanceTo(place, to) }))
      .toSorted(compare)
      .slice(0, first);
  }

  function distanceTo({ library, site }: Candidate, to: Coordinates): number | null {
    const { coordinates } = places.viewOf(library, site);
    return coordinates === undefined ? null : Math.round(distanceMetres(coordinates, to));
  }

  /** The sites at which a holding has copies; null stands for the library, where it is not known at which of its sites. */
  function placesOf({ system, siteCodes, library }: HoldingView): readonly (Site | null)[] {
    const [site, ...others] = directory.getLibrary(library).sites;
    if (site !== undefined && others.length === 0) return [site];
    const known = siteCodes.map((code) => directory.findSiteOf(system, code));
    return known.length === 0 ? [null] : [...new Set(known)];
  }

  function toHolders(holdings: readonly HoldingView[]): readonly Candidate[] {
    const placed = holdings
      .filter((holding) => !holding.online && isSuppliable(holding, 'COPY'))
      .flatMap((holding) => placesOf(holding).map((site) => ({ holding, site })));
    const groups = Map.groupBy(placed, ({ holding, site }) => `${holding.library}/${site?.id ?? ''}`);
    return [...groups.values()].flatMap((group) => {
      const [one] = group;
      if (one === undefined) return [];
      const library = directory.getLibrary(one.holding.library);
      return [{ library, site: one.site, holdings: group.map(({ holding }) => holding) }];
    });
  }

  /** Those that keep a copy of the edition. */
  async function findHolding(edition: EditionId, args: EditionNearestArgs): Promise<readonly NearLibraryModel[]> {
    const wanted = toNearest(args);
    return pick(toHolders(await loaders.holdingsByEdition(edition)), wanted);
  }

  return {
    /** Throws BAD_USER_INPUT for a point, a moment or an edition that cannot be understood. */
    async find({ holding = null, ...args }: QueryNearestArgs) {
      if (holding === null) return pick(directory.region.libraries.flatMap(allPlaces), toNearest(args));
      const id = toId(holding, 'edition');
      const edition = id === null ? null : await loaders.editionById(id);
      if (edition === null) throw badUserInput('holding: there is no edition with this id.');
      return findHolding(edition.id, args);
    },
    findHolding,
  };
}

function allPlaces(library: Library): readonly Candidate[] {
  const sites = library.sites.length === 0 ? [null] : library.sites;
  return sites.map((site) => ({ library, site, holdings: [] }));
}

/** The nearest first, those of unknown distance last; among equals the order of the names, which never changes. */
function compare(a: NearLibraryModel, b: NearLibraryModel): number {
  if (a.distanceMetres !== b.distanceMetres) {
    return (a.distanceMetres ?? Number.POSITIVE_INFINITY) - (b.distanceMetres ?? Number.POSITIVE_INFINITY);
  }
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function keyOf({ library, site }: NearLibraryModel): string {
  return `${library.id}/${site?.id ?? ''}`;
}
