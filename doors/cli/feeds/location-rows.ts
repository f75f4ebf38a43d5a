/** What a discovery service asks its customer for: who is behind each 852, as the files and feeds name it. */
import { libraryRepository } from '#feed-log/index.ts';
import type { Library, Region, Site } from '#domain/region.ts';
import type { Column, Row } from '#platform/sheets/cells.ts';

export const LOCATION_COLUMNS: readonly Column[] = [
  { header: 'Library', kind: 'text', width: 32 },
  { header: 'Library id', kind: 'text' },
  { header: 'ISIL', kind: 'text' },
  { header: 'NHS library code', kind: 'text' },
  { header: '852 $a', kind: 'text', width: 32 },
  { header: 'Network', kind: 'text' },
  { header: 'Site', kind: 'text', width: 32 },
  { header: 'Site id', kind: 'text' },
  { header: 'Organisation', kind: 'text', width: 32 },
  { header: 'Shelf code', kind: 'text' },
  { header: 'Shelf', kind: 'text', width: 32 },
  { header: 'System', kind: 'text' },
  { header: 'Codes of the site', kind: 'text' },
  { header: 'Repository', kind: 'text' },
];

/**
 * A row for each shelf; for a site without shelves, a library without sites, and what a library with sites owns at none of them, one.
 * Withheld libraries have none.
 */
export function locationRows(region: Region): readonly Row[] {
  const withheld = region.feeds?.withheld ?? [];
  const passed = region.libraries.filter(({ id }) => !withheld.includes(id));
  return passed.flatMap((library) => {
    const owners = region.systems.flatMap((system) => system.owners).filter((owner) => owner.library === library.id);
    const isAtNone = library.sites.length === 0 || owners.some((owner) => owner.site === null);
    const sites: readonly (Site | null)[] = isAtNone ? [...library.sites, null] : library.sites;
    return sites.flatMap((site) => siteRows(region, library, site));
  });
}

function siteRows({ networks, organisations, systems }: Region, library: Library, site: Site | null): readonly Row[] {
  const aliasOf = (scheme: string): string | null =>
    library.aliases.find((alias) => alias.scheme === scheme)?.value ?? null;
  const isil = aliasOf('ISIL');
  const owners = systems.flatMap((system) => system.owners);
  const codes = owners.filter((owner) => owner.library === library.id && owner.site === (site?.id ?? null));
  const before = [
    library.name,
    library.id,
    isil,
    aliasOf('NHS_LIBRARY_CODE'),
    isil ?? library.name,
    networks.find(({ id }) => id === library.network)?.name ?? null,
    site?.name ?? null,
    site?.id ?? null,
    organisations.find(({ id }) => id === site?.organisation)?.name ?? null,
  ];
  const behind = [
    systems.find(({ id }) => id === library.system)?.name ?? null,
    codes.map(({ code }) => code).join(', '),
    libraryRepository(library.id),
  ];
  const shelves = site === null || site.locations.length === 0 ? [null] : site.locations;
  return shelves.map((shelf) => [...before, shelf?.code ?? null, shelf?.name ?? null, ...behind]);
}

export const NUMBER_COLUMNS: readonly Column[] = [
  { header: 'System', kind: 'text' },
  { header: 'Record number', kind: 'text' },
  { header: '001 of the record', kind: 'text' },
  { header: '001 of the edition', kind: 'text' },
  { header: 'Repositories of the record', kind: 'text', width: 40 },
];
