/** Where libraries are and when they are open, and what is near: the catalogue over a real database. */
import type { Closure } from '#domain/places/opening-hours.ts';
import type { Library, Region } from '#domain/region.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue, region } from './catalogue-world.ts';

const store = withTestDatabase();

/** It is Saturday, 1 March 2025, 13:00 in London. */
const SATURDAY = { saturday: [{ from: 540, to: 1020 }] };
const WEEKDAYS_ONLY = { monday: [{ from: 540, to: 1020 }] };
const PAST: Closure = { from: '2024-12-24', to: '2025-01-02', note: null };
const COMING: Closure = { from: '2025-04-18', to: null, note: 'Refurbishment' };

const PLACES: Readonly<Record<string, Partial<Library>>> = {
  qe: {
    contact: { telephone: '01632 960001', email: 'qe@example.org', website: 'https://qe.example.org' },
    hours: SATURDAY,
    closures: [PAST, COMING],
    sites: [
      {
        id: 'main',
        name: 'Main',
        organisation: 'trust',
        locations: [],
        address: { lines: ['1 Hill Road'], town: 'Hilltown', postcode: 'ZX1 1AA', country: null },
        coordinates: { latitude: 52.2, longitude: -2.2 },
      },
    ],
  },
  wing: {
    coordinates: { latitude: 52.3, longitude: -2.2 },
    hours: WEEKDAYS_ONLY,
  },
  'south-lib': {
    hours: SATURDAY,
    sites: [
      {
        id: 'town',
        name: 'Town',
        organisation: null,
        locations: [],
        coordinates: { latitude: 52.25, longitude: -2.2 },
      },
      { id: 'port', name: 'Port', organisation: null, locations: [], hours: SATURDAY },
    ],
  },
  'west-lib': {},
};

const served: Region = {
  ...region,
  bankHolidays: ['2025-04-21'],
  libraries: region.libraries.map((library) => ({ ...library, ...PLACES[library.id] })),
};

const HERE = 'to: { latitude: 52.2, longitude: -2.2 }';

beforeEach(() => emptyIndex(store.db));

const ask = (query: string) => openCatalogue(store.db, served).ask(query);

describe('a library and its sites', () => {
  it('say how to reach them, where they are and when they are open', async () => {
    const { data, errors } = await ask(`{ library(id: "qe") {
      timeZone contact { telephone email website } address { lines town postcode country } coordinates { latitude longitude }
      openingHours { day times { opens closes } } closures { from to note } openNow opensNext closesAt
      sites { id library { id } contact { telephone } openNow }
    } region { bankHolidays } }`);

    expect(errors).toEqual([]);
    expect(data).toEqual({
      library: {
        timeZone: 'Europe/London',
        contact: { telephone: '01632 960001', email: 'qe@example.org', website: 'https://qe.example.org' },
        address: { lines: ['1 Hill Road'], town: 'Hilltown', postcode: 'ZX1 1AA', country: null },
        coordinates: { latitude: 52.2, longitude: -2.2 },
        openingHours: [
          ...['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((day) => ({ day, times: [] })),
          { day: 'SATURDAY', times: [{ opens: '09:00', closes: '17:00' }] },
          { day: 'SUNDAY', times: [] },
        ],
        closures: [{ from: '2025-04-18', to: null, note: 'Refurbishment' }],
        openNow: true,
        opensNext: null,
        closesAt: '2025-03-01T17:00:00.000Z',
        sites: [{ id: 'main', library: { id: 'qe' }, contact: { telephone: '01632 960001' }, openNow: true }],
      },
      region: { bankHolidays: ['2025-04-21'] },
    });
  });
});

describe('nearest', () => {
  it('gives sites by their distance, those of unknown place last', async () => {
    const { data, errors } = await ask(
      `{ nearest(${HERE}) { library { id } site { id } distanceMetres openNow opensNext holdings { id } } }`,
    );

    expect(errors).toEqual([]);
    expect(data?.['nearest']).toEqual([
      { library: { id: 'qe' }, site: { id: 'main' }, distanceMetres: 0, openNow: true, opensNext: null, holdings: [] },
      {
        library: { id: 'south-lib' },
        site: { id: 'town' },
        distanceMetres: 5560,
        openNow: null,
        opensNext: null,
        holdings: [],
      },
      {
        library: { id: 'wing' },
        site: null,
        distanceMetres: 11_120,
        openNow: false,
        opensNext: '2025-03-03T09:00:00.000Z',
        holdings: [],
      },
      {
        library: { id: 'south-lib' },
        site: { id: 'port' },
        distanceMetres: null,
        openNow: true,
        opensNext: null,
        holdings: [],
      },
      { library: { id: 'west-lib' }, site: null, distanceMetres: null, openNow: null, opensNext: null, holdings: [] },
    ]);
  });

  it('leaves out who does not keep the edition', async () => {
    const textbook = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice');
    await applyPage(store.db, 'north', pageOf([harvested('1', textbook, { owners: ['NW'] })]));
    await applyPage(store.db, 'west', pageOf([harvested('1', textbook, { owners: ['W'] })]));

    const { data, errors } = await ask(
      `{ editions(by: [{ isbn: "9780198526636" }]) { editions { nearest(${HERE}) { library { id } holdings { id } } } } }`,
    );

    expect(errors).toEqual([]);
    expect(data?.['editions']).toEqual([
      {
        editions: [
          {
            nearest: [
              { library: { id: 'wing' }, holdings: [{ id: 'north:holding:1@wing' }] },
              { library: { id: 'west-lib' }, holdings: [{ id: 'west:holding:1@west-lib' }] },
            ],
          },
        ],
      },
    ]);
  });
});
