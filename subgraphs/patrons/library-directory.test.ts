import type { LibraryId, SystemId } from '#domain/ids.ts';
import { standAs } from '#domain/move-phases.ts';
import type { Library, Region } from '#domain/region.ts';
import { expect, it } from 'vitest';
import { createLibraryDirectory } from './library-directory.ts';

const [OLD, NEW] = ['old' as SystemId, 'new' as SystemId];
const ACCOUNT = 'old:account:sealed';

const library = (id: string, ...systems: readonly SystemId[]): Library => ({
  id: id as LibraryId,
  name: id,
  aliases: [],
  network: null,
  organisations: [],
  sites: [],
  system: OLD,
  memberships: systems.map((system) => ({ system, phase: system === OLD ? 'LIVE' : 'TEST_LOADED', since: null })),
});

const region = (...libraries: readonly Library[]): Region => ({
  id: 'r',
  name: 'R',
  budgetMs: 1,
  networks: [],
  organisations: [],
  libraries,
  systems: [],
  issuers: [],
});

it('does not take the readers of a library that has moved for those of the neighbour that stays', () => {
  const at = { library: 'ash' as LibraryId, since: '2026-12-01T18:00:00.000Z', stoppedAt: null };
  const moved = standAs(region(library('ash', OLD, NEW), library('beech', OLD)), [
    { ...at, system: OLD, phase: 'MOVED' },
    { ...at, system: NEW, phase: 'LIVE' },
  ]);

  expect(moved.libraries.map(({ system }) => system)).toEqual([NEW, OLD]);
  expect(createLibraryDirectory(moved).findOnlyOf(ACCOUNT)).toBeNull();
  expect(createLibraryDirectory(region(library('beech', OLD))).findOnlyOf(ACCOUNT)?.id).toBe('beech');
});
