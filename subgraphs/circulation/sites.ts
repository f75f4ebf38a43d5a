/** Sites of the region file by the codes that their systems give them. `catalogue` knows what else there is to know. */
import type { Place } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { PlaceModel } from './models.ts';

/** The id of the site of a place; null if its system gives no code, or if the region file names no site for it. */
export type FindSite = (place: PlaceModel) => { readonly id: string } | null;

export function createFindSite({ systems }: Pick<Region, 'systems'>): FindSite {
  const sites = new Map(
    systems.map(({ id, owners }) => [id, new Map(owners.map(({ code, site }) => [code, site]))] as const),
  );
  return ({ system, siteCode }) => {
    const id = siteCode === null ? null : (sites.get(system)?.get(siteCode) ?? null);
    return id === null ? null : { id };
  };
}

/** A place with the system whose codes name it: another system's same code is another place. */
export function toPlace(place: Place | null, system: SystemId | null): PlaceModel | null {
  return place === null || system === null ? null : { ...place, system };
}
