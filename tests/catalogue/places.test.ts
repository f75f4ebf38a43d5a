/** Where libraries are and when they are open, and what is near: the catalogue over a real database. */
import type { HarvestedDescription } from '#contract/adapter.ts';
import type { MarcRecord } from '#marc/index.ts';
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
    requestForm: 'mailto:qe@example.org?body={citation}',
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

/** Branches of the south besides `S`, which is at the site `town`: one at the other site, and one at no site that is named. */
const SOUTH = region.systems.find(({ id }) => id === 'south')?.owners ?? [];
const MORE_OWNERS = SOUTH.flatMap((owner) => [
  { ...owner, code: 'SP', site: 'port' },
  { ...owner, code: 'SX', site: null },
]);

const served: Region = {
  ...region,
  bankHolidays: ['2025-04-21'],
  systems: region.systems.map((system) =>
    system.id === 'south' ? { ...system, owners: [...system.owners, ...MORE_OWNERS] } : system,
  ),
  libraries: region.libraries.map((library) => ({ ...library, ...PLACES[library.id] })),
};

/** A record of the south with copies at the branches. */
function atBranches(marc: MarcRecord, siteCodes: readonly string[]): HarvestedDescription {
  const record = harvested('1', marc, { owners: ['S'] });
  return { ...record, holdings: record.holdings.map((holding) => ({ ...holding, siteCodes })) };
}

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

describe('a system', () => {
  it('says where readers collect, at libraries that use it today', async () => {
    const { data, errors } = await ask(`{ system(id: "south") { pickupPlaces { code library { id } site { name } } }
      library(id: "qe") { requestForm } }`);

    expect(errors).toEqual([]);
    expect(data).toEqual({
      system: {
        pickupPlaces: [
          { code: 'S', library: { id: 'south-lib' }, site: { name: 'Town' } },
          { code: 'SP', library: { id: 'south-lib' }, site: { name: 'Port' } },
          { code: 'SX', library: { id: 'south-lib' }, site: null },
        ],
      },
      library: { requestForm: 'mailto:qe@example.org?body={citation}' },
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

  const EVERY = 'library { id } site { id } holdings { id }';
  const textbook = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice');
  const online = marcOf(
    'LDR 00000nam a2200000 i 4500',
    '007 cr',
    '020 __ $a 9780198526636',
    '245 10 $a Midwifery in practice $h [electronic resource]',
    '300 __ $a 1 online resource',
    '338 __ $a online resource $b cr',
  );

  async function nearestOf(args: string, fields = EVERY): Promise<readonly unknown[]> {
    const { data, errors } = await ask(
      `{ editions(by: [{ isbn: "9780198526636" }]) { editions { id nearest(${args}) { ${fields} } } } }`,
    );
    expect(errors).toEqual([]);
    const [answer] = data?.['editions'] as { editions: { nearest: unknown[] }[] }[];
    return answer?.editions.flatMap(({ nearest }) => nearest) ?? [];
  }

  it('leaves out who does not keep the edition, and says which holdings each place has', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', textbook, { owners: ['NW'] })]));
    await applyPage(store.db, 'west', pageOf([harvested('1', textbook, { owners: ['W'] })]));

    expect(await nearestOf(HERE)).toEqual([
      { library: { id: 'wing' }, site: null, holdings: [{ id: 'north:holding:1@wing' }] },
      { library: { id: 'west-lib' }, site: null, holdings: [{ id: 'west:holding:1@west-lib' }] },
    ]);
  });

  it('finds the sites of a library at which copies are, and the library if it is not known at which', async () => {
    await applyPage(store.db, 'south', pageOf([atBranches(textbook, ['S', 'SP'])]));
    expect(await nearestOf(HERE)).toMatchObject([{ site: { id: 'town' } }, { site: { id: 'port' } }]);

    // The region file maps this branch to the library, and to no site.
    await applyPage(store.db, 'south', pageOf([atBranches(textbook, ['SX'])]));
    expect(await nearestOf(HERE, `${EVERY} distanceMetres coordinates { latitude }`)).toEqual([
      {
        library: { id: 'south-lib' },
        site: null,
        holdings: [{ id: 'south:holding:1@south-lib' }],
        distanceMetres: null,
        coordinates: null,
      },
    ]);
  });

  it('leaves out what is read online, and what is only on order', async () => {
    const ordered = harvested('2', textbook, { owners: ['S'] });
    await applyPage(store.db, 'north', pageOf([harvested('1', online, { owners: ['NW'] })]));
    await applyPage(
      store.db,
      'south',
      pageOf([{ ...ordered, holdings: ordered.holdings.map((holding) => ({ ...holding, basis: 'ORDER' as const })) }]),
    );

    expect(await nearestOf(HERE)).toEqual([]);
  });

  it('takes the id of an edition', async () => {
    await applyPage(store.db, 'north', pageOf([harvested('1', textbook, { owners: ['NW'] })]));
    const { data } = await ask('{ editions(by: [{ isbn: "9780198526636" }]) { editions { id } } }');
    const id = (data?.['editions'] as { editions: { id: string }[] }[])[0]?.editions[0]?.id ?? '';

    const { data: found, errors } = await ask(`{ nearest(${HERE}, holding: "${id}") { ${EVERY} } }`);

    expect(errors).toEqual([]);
    expect(found?.['nearest']).toEqual([
      { library: { id: 'wing' }, site: null, holdings: [{ id: 'north:holding:1@wing' }] },
    ]);
  });

  it('leaves out who is not certainly open, now or at a moment', async () => {
    const ids = async (args: string): Promise<readonly string[]> => {
      const { data, errors } = await ask(`{ nearest(${HERE}, ${args}) { library { id } site { id } } }`);
      expect(errors).toEqual([]);
      return (data?.['nearest'] as { library: { id: string }; site: { id: string } | null }[]).map(
        ({ library, site }) => site?.id ?? library.id,
      );
    };

    expect(await ids('openNow: true')).toEqual(['main', 'port']);
    expect(await ids('openAt: "2025-03-03T12:00:00Z"')).toEqual(['wing']);
    expect(await ids('openAt: "2025-03-03T17:59:59+01:00"')).toEqual(['wing']);
    expect(await ids('openAt: "2025-03-03T18:00:00+01:00"')).toEqual([]);
    expect(await ids('openNow: true, openAt: "2025-03-03T12:00:00Z"')).toEqual([]);
    // A bank holiday, and a Saturday of the closure.
    expect(await ids('openAt: "2025-04-21T12:00:00Z"')).toEqual([]);
    expect(await ids('openAt: "2025-04-19T12:00:00Z"')).toEqual(['port']);
    expect(await ids('openNow: false, openAt: null, first: 1')).toEqual(['main']);
  });

  const RANGE = 'to: latitude is -90 to 90 and longitude is -180 to 180 degrees';
  const MOMENT = 'openAt: a moment of the years 1970 to 2999 is written 2026-01-31T09:30:00Z, or with +01:00.';
  it.each([
    ['to: { latitude: 91, longitude: 100 }', `${RANGE}.`],
    ['to: { latitude: 151.2, longitude: -33.9 }', `${RANGE}; they look swapped.`],
    ['to: { latitude: 1e309, longitude: 0 }', 'to.latitude: the number is too large.'],
    ['to: { latitude: 0, longitude: -1e400 }', 'to.longitude: the number is too large.'],
    [`${HERE}, first: 0`, 'first: 1 to 200 in one page; this is 0.'],
    [`${HERE}, first: 201`, 'first: 1 to 200 in one page; this is 201.'],
    [`${HERE}, openAt: "tomorrow"`, MOMENT],
    [`${HERE}, openAt: "2025-02-30T09:30:00Z"`, MOMENT],
    [`${HERE}, openAt: "2025-03-01T09:30:00"`, MOMENT],
    [`${HERE}, openAt: "0001-01-01T00:00:00Z"`, MOMENT],
    [`${HERE}, openAt: "9999-12-31T23:59:59Z"`, MOMENT],
    [`${HERE}, holding: "mids:edition:999"`, 'holding: there is no edition with this id.'],
    [`${HERE}, holding: "\\u0000"`, 'holding: a text with the character NUL is nowhere here; take it out.'],
  ])('refuses %s, and answers the rest', async (args, message) => {
    const { data, errors } = await ask(`{ nearest(${args}) { library { id } } region { id } }`);

    expect(data).toEqual({ nearest: null, region: { id: 'mids' } });
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message }]);
  });

  it('finds the nearest across the antimeridian and at the pole', async () => {
    for (const to of [
      'latitude: -89.9, longitude: 179.9',
      'latitude: 52.2, longitude: 177.8',
      'latitude: 90, longitude: 0',
    ]) {
      const { data, errors } = await ask(`{ nearest(to: { ${to} }, first: 3) { library { id } distanceMetres } }`);

      expect(errors).toEqual([]);
      const distances = (data?.['nearest'] as { distanceMetres: number }[]).map(({ distanceMetres }) => distanceMetres);
      expect(distances).toEqual(distances.toSorted((a, b) => a - b));
      expect(distances.every((metres) => metres > 1_000_000 && metres < 20_020_000)).toBe(true);
    }
  });

  it('costs one statement for the holdings of a page of editions', async () => {
    const other = marcOf('020 __ $a 9780306406157', '245 10 $a Asthma');
    await applyPage(
      store.db,
      'north',
      pageOf([harvested('1', textbook, { owners: ['NW'] }), harvested('2', other, { owners: ['NQ'] })]),
    );
    const cost = async (keys: string): Promise<number> =>
      (await ask(`{ editions(by: [${keys}]) { editions { nearest(${HERE}) { ${EVERY} openNow } } } }`)).statements;

    const one = await cost('{ isbn: "9780198526636" }');
    expect(await cost('{ isbn: "9780198526636" }, { isbn: "9780306406157" }')).toBe(one);
  });
});

describe('a site', () => {
  it('is known by its id to the other parts of the graph', async () => {
    const r = ['main', 'town', 'nowhere', 'main'].map((id) => ({ __typename: 'Site', id }));
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Site {
      id name library { id } address { town } openNow } } }`;

    const { data, errors } = await openCatalogue(store.db, served).ask(query, { r });

    const main = { id: 'main', name: 'Main', library: { id: 'qe' }, address: { town: 'Hilltown' }, openNow: true };
    expect(errors).toEqual([]);
    expect(data).toEqual({
      _entities: [
        main,
        { id: 'town', name: 'Town', library: { id: 'south-lib' }, address: null, openNow: null },
        null,
        main,
      ],
    });
  });

  it('keeps copies of a holding', async () => {
    await applyPage(store.db, 'south', pageOf([atBranches(marcOf('245 10 $a One'), ['S', 'SP', 'SX'])]));

    const { data } = await ask('{ search(query: "one") { edges { node { holdings { sites { id } } } } } }');

    expect(data).toMatchObject({
      search: { edges: [{ node: { holdings: [{ sites: [{ id: 'town' }, { id: 'port' }] }] } }] },
    });
  });
});
