/** Names of the region file, looked up as entries need them. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Library, Region, Site, SystemConfig } from '#domain/region.ts';
import { writableText } from './clean-fields.ts';
import { createHash } from 'node:crypto';
import { MERGED_PARTS } from '#domain/feeds.ts';

/** What the settings of a system call the shelves of an owner code, by their codes. */
export type ShelfNames = (system: SystemConfig, ownerCode: string) => Readonly<Record<string, string | null>>;

/** `isil` is null if the file gives none; `place` is that in the region file. */
export type NamedLibrary = ReturnType<typeof nameLibrary>;

/** What an owner code stands for. */
export interface NamedOwner {
  readonly library: LibraryId;
  readonly site: NamedSite | null;
  /** Names by codes. */
  readonly shelves: ReadonlyMap<string, string>;
}

export interface NamedSite {
  readonly name: string;
  /** Its place among all sites in the region file. */
  readonly place: number;
  readonly shelves: Readonly<Record<string, string>>;
}

export type FeedNames = ReturnType<typeof createFeedNames>;

export function createFeedNames(region: Region, shelfNames: ShelfNames) {
  const withheld = new Set(region.feeds?.withheld);
  const libraries = new Map(
    region.libraries
      .map(nameLibrary)
      .flatMap((library) => (withheld.has(library.id) ? [] : [[library.id, library] as const])),
  );
  const owners = nameOwners(region, shelfNames);
  const aliases = new Map(
    region.libraries.flatMap((library) => aliasesOf(library).map((code) => [code, library.id] as const)),
  );
  const withWithheld = new Set(
    region.systems.filter((system) => system.owners.some(({ library }) => withheld.has(library))).map(({ id }) => id),
  );
  const owner = (system: SystemId, code: string): NamedOwner | null => owners.get(`${system} ${code}`) ?? null;
  return {
    /** Null if the library is withheld, or is not in the region file. */
    library: (id: LibraryId) => libraries.get(id) ?? null,
    /** Whether a library that is withheld uses the system. */
    servesWithheld: (system: SystemId) => withWithheld.has(system),
    owner,
    /** The library that a code in `$5` stands for: an owner code of its system, or an alias. Null if none is known. */
    libraryOfCode: (system: SystemId, code: string) => owner(system, code)?.library ?? aliases.get(code) ?? null,
  };
}

function nameLibrary(library: Library, place: number) {
  const { id, name, network } = library;
  return { id, name, isil: isilOf(library), network, place };
}

export function isilOf({ aliases }: Library): string | null {
  return aliases.find(({ scheme }) => scheme === 'ISIL')?.value ?? null;
}

/** What a library is called in 852 `$a` and in `$5`. */
export function labelOf({ isil, name }: NamedLibrary): string {
  return writableText(isil ?? name);
}

/** Codes that may stand in `$5`. Without branches: those of one system mean other libraries in another. */
export function aliasesOf({ aliases }: Library): readonly string[] {
  return aliases.filter(({ scheme }) => scheme !== 'SYSTEM_BRANCH').map(({ value }) => value);
}

function nameOwners({ libraries, systems }: Region, shelfNames: ShelfNames): ReadonlyMap<string, NamedOwner> {
  const all = libraries.flatMap(({ id, sites }) => sites.map((site) => ({ library: id, site })));
  const sites = new Map(all.map(({ library, site }, place) => [`${library} ${site.id}`, nameSite(site, place)]));
  return new Map(
    systems.flatMap((system) =>
      system.owners.map(({ code, library, site: siteId }): [string, NamedOwner] => {
        const site = siteId === null ? null : (sites.get(`${library} ${siteId}`) ?? null);
        const shelves = new Map<string, string>();
        for (const [shelf, name] of Object.entries({ ...shelfNames(system, code), ...site?.shelves })) {
          if (name !== null) shelves.set(shelf, name);
        }
        return [`${system.id} ${code}`, { library, site, shelves }];
      }),
    ),
  );
}

function nameSite({ name, locations }: Site, place: number): NamedSite {
  const named = locations.flatMap((location) =>
    location.name === null ? [] : [[location.code, location.name] as const],
  );
  return { name, place, shelves: Object.fromEntries(named) };
}

/**
 * Raised when the same edition becomes other bytes or other sets: when something in this folder, or how MARC is read
 * (`hub/marc`, `hub/union-index/read/public-marc.ts`), comes to say something else.
 */
export const RENDERING_VERSION = 3;

/** Changes exactly when bytes or sets may: with the names and rules of the region file that entries are made of, and the code. */
export function digestRules(region: Region, shelfNames: ShelfNames): string {
  const { id, feeds, networks, libraries, systems } = region;
  const rules = {
    version: RENDERING_VERSION,
    region: id,
    networks: networks.map((network) => network.id),
    libraries: libraries.map((library) => ({
      id: library.id,
      name: library.name,
      network: library.network,
      isil: isilOf(library),
      aliases: aliasesOf(library),
      sites: library.sites.map((site) => [site.id, site.name, site.locations.map(({ code, name }) => [code, name])]),
    })),
    owners: systems.map((system) => [
      system.id,
      system.owners.map(({ code, library, site }) => [code, library, site, shelfNames(system, code)]),
    ]),
    marcFrom: feeds?.marcFrom,
    merge: MERGED_PARTS.filter((part) => feeds?.merge.includes(part)),
    withheld: feeds?.withheld.toSorted(),
  };
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex');
}
