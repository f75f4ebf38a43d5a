import type { Capability } from '#contract/adapter.ts';
import type { LibraryId, NetworkId, SystemId } from '#domain/ids.ts';
import type { Library, Network, Organisation, Region, Site, SystemConfig } from '#domain/region.ts';
import type { LocationModel } from './models.ts';

export type Directory = ReturnType<typeof createDirectory>;

/** A location has no id in the region file; sites have one, which no other site of the region has. */
export function toLocationId({ site, location }: LocationModel): string {
  return `${site.id}:location:${location.code}`;
}

/** What the region file says, by id. What is got must be there: the region file was checked when it was read. */
export function createDirectory(
  region: Region,
  capabilities: Pick<ReadonlyMap<SystemId, readonly Capability[]>, 'get'>,
) {
  const libraries = byId<Library>(region.libraries);
  const systems = byId<SystemConfig>(region.systems);
  const networks = byId<Network>(region.networks);
  const organisations = byId<Organisation>(region.organisations);
  const locations = new Map(
    region.libraries
      .flatMap(({ sites }) => sites)
      .flatMap((site) => site.locations.map((location) => ({ site, location })))
      .map((model) => [toLocationId(model), model]),
  );
  const sites = byId<Site>(region.libraries.flatMap((library) => library.sites));
  const librariesBySite = new Map(region.libraries.flatMap((library) => library.sites.map(({ id }) => [id, library])));
  const sitesByOwner = new Map(
    region.systems.flatMap(({ id, owners }) => owners.map(({ code, site }) => [`${id} ${code}`, site])),
  );
  const librariesBySystem = Map.groupBy(region.libraries, (library) => library.system);
  return {
    region,
    findLibrary: (id: string) => libraries.get(id) ?? null,
    findSystem: (id: string) => systems.get(id) ?? null,
    findLocation: (id: string) => locations.get(id) ?? null,
    findSite: (id: string) => sites.get(id) ?? null,
    /** The site of an owner code of a system; null if the region file names none for it. */
    findSiteOf: (system: SystemId, ownerCode: string) =>
      sites.get(sitesByOwner.get(`${system} ${ownerCode}`) ?? '') ?? null,
    getLibrary: (id: LibraryId) => get(libraries, id, 'library'),
    getSystem: (id: SystemId) => get(systems, id, 'system'),
    getNetwork: (id: NetworkId) => get(networks, id, 'network'),
    getOrganisation: (id: string) => get(organisations, id, 'organisation'),
    getLibraryOfSite: (id: string) => get(librariesBySite, id, 'site'),
    /** IANA name of the zone of the library's clock. */
    timeZoneOf: ({ timeZone, system }: Library) => timeZone ?? get(systems, system, 'system').timeZone,
    /** Libraries of the ids that the region still has. */
    librariesOf: (ids: readonly string[]): readonly Library[] => ids.flatMap((id) => libraries.get(id) ?? []),
    librariesOfSystem: (id: SystemId): readonly Library[] => librariesBySystem.get(id) ?? [],
    /** By the owner codes of the system, of the libraries that use it today. */
    pickupPlacesOf: (id: SystemId) =>
      (systems.get(id)?.owners ?? []).flatMap(({ code, library: of, site }) => {
        const library = libraries.get(of);
        return library?.system === id ? [{ code, library, site: sites.get(site ?? '') ?? null }] : [];
      }),
    capabilitiesOf: (id: SystemId) => capabilities.get(id) ?? [],
  };
}

/** What a reference is answered with: a copy, because the federation library writes the type's name into it. */
export function toEntity<Entry extends object>(entry: Entry | null): Entry | null {
  return entry === null ? null : { ...entry };
}

function byId<Entry extends { readonly id: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function get<Entry>(entries: ReadonlyMap<string, Entry>, id: string, what: string): Entry {
  const entry = entries.get(id);
  if (entry === undefined) throw new Error(`the region has no ${what} "${id}"`);
  return entry;
}
