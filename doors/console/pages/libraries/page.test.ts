import { expect, it } from 'vitest';
import { librariesView } from './page.ts';

type Library = NonNullable<Parameters<typeof librariesView>[0]>['libraries'][number];

const NOW = Date.parse('2026-11-27T10:00:00Z');
const library = (name: string, isPlaced: boolean): Library => ({
  ...{ id: name, name, network: null, contact: null, address: null, timeZone: 'Europe/London', openingHours: null },
  ...{ closures: [], holdingsCount: 1, openNow: null, opensNext: null, closesAt: null, sites: [] },
  coordinates: isPlaced ? { latitude: 52, longitude: -2 } : null,
});

it('names the libraries that are not on the map, in its list, too', () => {
  const libraries = [library('Ash', true), library('Bay', false), library('Cob', false)];
  const { missing, key } = librariesView({ libraries, bankHolidays: [] }, null, NOW);

  expect(missing).toBe('2 libraries are not on the map, because where they are is not known here: Bay and Cob.');
  expect(key.map(({ distance }) => distance)).toEqual(['', 'not on the map', 'not on the map']);
});

it('says beside the hours of today whether a library, or another of its places, is open now', () => {
  const times = [{ opens: '08:30', closes: '17:00' }];
  const site = (name: string, openNow: boolean) => ({
    ...{ id: name, name, address: null, coordinates: null, openNow, opensNext: null, closesAt: null },
  });
  const ash = {
    ...library('Ash', true),
    ...{ openingHours: [{ day: 'FRIDAY' as const, times }], openNow: false, opensNext: '2026-11-28T08:30:00Z' },
    sites: [site('Ash Centre', true)],
  };
  const { rows } = librariesView({ libraries: [ash], bankHolidays: [] }, null, NOW);

  expect(rows[0]?.cells[2]).toEqual({
    text: '08:30 to 17:00',
    notes: ['Closed now; opens on 28 November 2026 at 08:30.', 'Ash Centre: open now, day and night.'],
  });
});

it('claims no order by distance where nobody knows where the chosen library is', () => {
  const libraries = [library('Ash', true), library('Bay', true), library('Zed', false)];
  const from = (id: string) => librariesView({ libraries, bankHolidays: [] }, { library: id, site: null }, NOW);

  expect(from('Bay').summary).toBe('3 libraries of this region, the nearest to Bay first.');
  expect(from('Zed').summary).toBe(
    '3 libraries of this region, Zed first, then the others in the order of their names: where Zed is is not known here.',
  );
  expect(from('Zed').key.map(({ name }) => name)).toEqual(['Zed', 'Ash', 'Bay']);
});
