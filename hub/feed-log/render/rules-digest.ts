import { createHash } from 'node:crypto';
import { MERGED_PARTS } from '#domain/feeds.ts';
import type { Region } from '#domain/region.ts';
import { aliasesOf, isilOf, type ShelfNames } from './feed-names.ts';

/**
 * Raised when the same edition becomes other bytes or other sets: when something in this folder, or how MARC is read
 * (`hub/marc`, `hub/union-index/read/public-marc.ts`), comes to say something else.
 */
export const RENDERING_VERSION = 1;

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
