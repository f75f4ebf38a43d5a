import type { Capability } from '#contract/adapter.ts';
import type { LibraryId, NetworkId, SystemId } from '#domain/ids.ts';
import type { Library, Network, Organisation, Region, Site, SystemConfig } from '#domain/region.ts';
import type { LocationModel } from './models.ts';

/** What the region file says, by id. */
export interface Directory {
  readonly region: Region;
  findLibrary(id: string): Library | null;
  findSystem(id: string): SystemConfig | null;
  findLocation(id: string): LocationModel | null;
  findSite(id: string): Site | null;
  /** The site of an owner code of a system; null if the region file names none for it. */
  findSiteOf(system: SystemId, ownerCode: string): Site | null;
  /** Throws for an id that the region file cannot hold: it was checked when it was read. */
  getLibrary(id: LibraryId): Library;
  getSystem(id: SystemId): SystemConfig;
  getNetwork(id: NetworkId): Network;
  getOrganisation(id: string): Organisation;
  getLibraryOfSite(id: string): Library;
  /** IANA name of the zone of the library's clock. */
  timeZoneOf(library: Library): string;
  /** Libraries of the ids that the region still has. */
  librariesOf(ids: readonly string[]): readonly Library[];
  librariesOfSystem(id: SystemId): readonly Library[];
  capabilitiesOf(id: SystemId): readonly Capability[];
}

/** A location has no id in the region file; sites have one, which no other site of the region has. */
export function toLocationId({ site, location }: LocationModel): string {
  return `${site.id}:location:${location.code}`;
}

export function createDirectory(
  region: Region,
  capabilities: Pick<ReadonlyMap<SystemId, readonly Capability[]>, 'get'>,
): Directory {
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
    findLibrary: (id) => libraries.get(id) ?? null,
    findSystem: (id) => systems.get(id) ?? null,
    findLocation: (id) => locations.get(id) ?? null,
    findSite: (id) => sites.get(id) ?? null,
    findSiteOf: (system, ownerCode) => sites.get(sitesByOwner.get(`${system} ${ownerCode}`) ?? '') ?? null,
    getLibrary: (id) => get(libraries, id, 'library'),
    getSystem: (id) => get(systems, id, 'system'),
    getNetwork: (id) => get(networks, id, 'network'),
    getOrganisation: (id) => get(organisations, id, 'organisation'),
    getLibraryOfSite: (id) => get(librariesBySite, id, 'site'),
    timeZoneOf: ({ timeZone, system }) => timeZone ?? get(systems, system, 'system').timeZone,
    librariesOf: (ids) => ids.flatMap((id) => libraries.get(id) ?? []),
    librariesOfSystem: (id) => librariesBySystem.get(id) ?? [],
    capabilitiesOf: (id) => capabilities.get(id) ?? [],
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
