/** Names of the region file, looked up as entries need them. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, Region } from '#domain/region.ts';

export interface NamedLibrary {
  readonly id: LibraryId;
  readonly name: string;
  /** Its ISIL; null if the file gives none. */
  readonly isil: string | null;
  readonly network: string | null;
  /** Its place in the region file. */
  readonly place: number;
}

export interface FeedNames {
  /** In the order of the region file, without those that are withheld. */
  readonly libraries: readonly NamedLibrary[];
  /** Null if the library is withheld, or is not in the region file. */
  library(id: LibraryId): NamedLibrary | null;
  /** Whether a library that is withheld uses the system. */
  servesWithheld(system: SystemId): boolean;
  /** The site that an owner code stands for: by name, and its place in the region file. Null if it names no site. */
  site(system: SystemId, ownerCode: string): NamedSite | null;
  /** The library that a code in `$5` stands for: an owner code of its system, or an alias. Null if none is known. */
  libraryOfCode(system: SystemId, code: string): LibraryId | null;
}

export interface NamedSite {
  readonly name: string;
  readonly place: number;
  /** The shelf's name; its code if the file gives none. */
  shelf(code: string): string;
}

export function createFeedNames(region: Region): FeedNames {
  const withheld = new Set(region.feeds?.withheld);
  const libraries = region.libraries.map(nameLibrary);
  const passedOn = new Map(libraries.filter(({ id }) => !withheld.has(id)).map((library) => [library.id, library]));
  const owners = region.systems.flatMap((system) => system.owners);
  const sites = nameSites(region);
  const siteOfCode = new Map(
    owners.flatMap(({ system, code, library, site }) => {
      const named = site === null ? undefined : sites.get(`${library} ${site}`);
      return named === undefined ? [] : [[`${system} ${code}`, named] as const];
    }),
  );
  const libraryOfOwner = new Map(owners.map(({ system, code, library }) => [`${system} ${code}`, library]));
  const libraryOfAlias = new Map(region.libraries.flatMap(({ id, aliases }) => aliases.map((one) => [one.value, id])));
  const withWithheld = new Set(owners.filter(({ library }) => withheld.has(library)).map(({ system }) => system));
  return {
    libraries: [...passedOn.values()],
    library: (id) => passedOn.get(id) ?? null,
    servesWithheld: (system) => withWithheld.has(system),
    site: (system, ownerCode) => siteOfCode.get(`${system} ${ownerCode}`) ?? null,
    libraryOfCode: (system, code) => libraryOfOwner.get(`${system} ${code}`) ?? libraryOfAlias.get(code) ?? null,
  };
}

function nameLibrary({ id, name, aliases, network }: Library, place: number): NamedLibrary {
  return { id, name, isil: aliases.find(({ scheme }) => scheme === 'ISIL')?.value ?? null, network, place };
}

function nameSites({ libraries }: Region): ReadonlyMap<string, NamedSite> {
  const all = libraries.flatMap(({ id, sites }) => sites.map((site) => ({ library: id, site })));
  return new Map(
    all.map(({ library, site }, place) => {
      const shelves = new Map(site.locations.map(({ code, name }) => [code, name]));
      return [`${library} ${site.id}`, { name: site.name, place, shelf: (code) => shelves.get(code) ?? code }];
    }),
  );
}
