import type { LibraryId } from '#domain/ids.ts';
import type { Library, Region, SystemConfig } from '#domain/region.ts';

/** A region of two libraries, each with a house, on one system. */
export function alderAndBirch(system: SystemConfig): Region {
  const library = (id: string): Library => ({
    id: id as LibraryId,
    name: id,
    aliases: [],
    network: null,
    organisations: [],
    sites: [{ id: `${id}-house`, name: id, organisation: null, locations: [] }],
    system: system.id,
    memberships: [{ system: system.id, phase: 'LIVE', since: null }],
  });
  return {
    id: 'test',
    name: 'Test',
    budgetMs: 2000,
    networks: [],
    organisations: [],
    libraries: [library('alder'), library('birch')],
    systems: [system],
    issuers: [],
  };
}
