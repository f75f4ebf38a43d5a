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
