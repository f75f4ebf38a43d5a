import { expect, it } from 'vitest';
import type { Counted } from '../../words/availability.ts';
import type { Found } from './results.ts';
import { sumView, tellEdition, tellWhere, type Seen } from './where.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');

type Place = Seen['libraries'][number];
const place = (id: string, more: Partial<Place> = {}): Place => ({
  id,
  name: id,
  timeZone: 'Europe/London',
  closures: [],
  sites: [],
  ...more,
});

/** A title that these libraries hold, each as its system says. */
function tell(said: Readonly<Record<string, Partial<Counted>>>, seen: Partial<Seen> = {}) {
  const edition = {
    id: 't',
    holdings: Object.keys(said).map((id) => ({
      id,
      basis: 'ITEMS',
      statements: [],
      online: false,
      sites: [{ id: `${id} East` }],
      library: { id, name: id, system: { id } },
    })),
  } as unknown as Found;
  const counts: Counted = {
    state: 'LIVE',
    asOf: '2026-11-27T09:59:58Z',
    reason: null,
    itemCount: 1,
    availableCount: 1,
    recordGone: false,
    unknownCount: 0,
    earliestDue: null,
    services: null,
  };
  const told = tellEdition(edition, ({ id }) => ({ ...counts, ...said[id] }), {
    libraries: [],
    now: NOW,
    chosen: null,
    ...seen,
  });
  return { ...told, text: [told.sum, ...told.details].join(' ') };
}

it('names no library that is closed for long where a copy is in now', () => {
  const libraries = [place('Ash', { closures: [{ from: '2026-09-01', to: null, note: 'Moving' }] }), place('Bay')];

  expect(tell({ Ash: {}, Bay: {} }, { libraries }).text).toBe(
    '1 available now. 1 library may have one, but is closed. Certainly in: Bay. Closed for a week or longer: Ash. Checked today 09:59.',
  );
  expect(tell({ Ash: {} }, { libraries })).toMatchObject({
    certainty: 'SHUT',
    text: 'None available now. 1 library may have one, but is closed. Closed for a week or longer: Ash. Checked today 09:59.',
  });
});

it('counts no copy in at a site that is closed for long, though another of its library is open', () => {
  const closures = [{ from: '2026-09-01', to: null, note: 'Moving' }];
  const libraries = [
    place('Ash', {
      sites: [
        { id: 'Ash East', closures },
        { id: 'Ash West', closures: [] },
      ],
    }),
  ];

  expect(tell({ Ash: {} }, { libraries })).toMatchObject({
    certainty: 'SHUT',
    sum: 'None available now. 1 library may have one, but is closed.',
  });
});

it('counts each copy by where it is, though its library has a site that is closed for long', () => {
  const closures = [{ from: '2026-09-01', to: null, note: 'Moving' }];
  const sites = [
    { id: 'Ash East', closures },
    { id: 'Ash West', closures: [] },
  ];
  const copy = { state: 'LIVE', reason: null, status: 'AVAILABLE', limitations: [], use: 'LOAN' } as const;
  const at = (id: string | null) => ({ site: id === null ? null : { id } });
  const say = (homes: readonly (string | null)[], availableCount = homes.length, hasNextPage = false) => {
    const nodes = homes.map((home) => ({ ...copy, currentLocation: null, permanentLocation: at(home) }));
    return tell(
      { Ash: { availableCount, items: { nodes, pageInfo: { hasNextPage } } } },
      { libraries: [place('Ash', { sites })] },
    ).sum;
  };

  expect(say(['Ash East', null])).toBe('1 available now.');
  expect(say(['Ash West', 'Ash West'])).toBe('2 available now.');
  expect(say(['Ash East', 'Ash East'])).toBe('None available now. 1 library may have one, but is closed.');
  expect(say(['Ash East', 'Ash West'], 9, true)).toBe('At least 1 copy available now.');
});

it('names where it certainly is and whom to ask first, each moment beside the library of which it is told', () => {
  const old = { state: 'LAST_KNOWN', asOf: '2026-11-27T09:47:00Z' } as const;
  const unsure = { availableCount: null, unknownCount: 1 };

  expect(tell({ Ash: {}, Bay: unsure, Cob: old }).text).toBe(
    'At least 1 copy available now; 2 libraries may have one on the shelf. Certainly in: Ash. Perhaps in, ask first: Bay (the system cannot tell for sure), Cob (not checked now; as it was today 09:47). Others checked today 09:59.',
  );
  expect(tell({ Ash: { availableCount: 0, earliestDue: { on: '2026-12-05' } } }).details).toEqual([
    'First due back 5 December 2026.',
    'Checked today 09:59.',
  ]);
});

it('says of copies that are not simply lent that they are there', () => {
  const services = [{ service: 'REFERENCE_USE', available: true }] as const;
  const copy = { state: 'LIVE', reason: null, status: 'AVAILABLE', limitations: [], use: 'RESTRICTED' } as const;
  const items = { nodes: [copy], pageInfo: { hasNextPage: false } };

  expect(tell({ Ash: { availableCount: 0, services } }).text).toBe(
    'None available now to borrow. On the shelf for use in the library: Ash. Checked today 09:59.',
  );
  expect(tell({ Ash: { availableCount: 0, items } })).toMatchObject({
    certainty: 'PERHAPS',
    details: [
      'Perhaps in, ask first: Ash (1 on the shelf; ask the library whether it can be borrowed).',
      'Checked today 09:59.',
    ],
  });
});

it('says the age of what may be in, not of another holding of the same library', () => {
  const holdings = ['run', 'copy'].map((id) => ({
    ...{ id, basis: 'ITEMS', statements: id === 'run' ? [{ text: '1990-2024' }] : [], online: false, sites: [] },
    library: { id: 'Tor', name: 'Tor', system: { id } },
  }));
  const live = { state: 'LIVE', asOf: '2026-11-27T09:59:58Z', itemCount: 0, recordGone: false } as const;
  const counts = { ...live, reason: null, availableCount: 0, unknownCount: 0, earliestDue: null, services: null };
  const told = tellEdition(
    { id: 't', holdings } as unknown as Found,
    ({ id }) =>
      id === 'run' ? counts : { ...counts, state: 'LAST_KNOWN', asOf: '2026-11-27T09:47:00Z', itemCount: 1 },
    { libraries: [], now: NOW, chosen: null },
  );

  expect(told.details[0]).toBe('Perhaps in, ask first: Tor (held by the library; ask for the volume).');
});

it('asks a system of many libraries in parts that the graph takes', async () => {
  const ids = Array.from({ length: 120 }, (_, at) => `L${String(at)}`);
  const holdings = ids.map((id) => ({
    id,
    online: false,
    sites: [],
    library: { id, name: id, system: { id: 'one' } },
  }));
  const asked: (readonly string[])[] = [];
  const graph = {
    ask: (_document: unknown, { libraries }: { readonly libraries: readonly string[] }) => {
      asked.push(libraries);
      return Promise.resolve({ data: { editions: [] }, errors: [] });
    },
  } as unknown as Parameters<typeof tellWhere>[0];
  const seen = { libraries: [], now: NOW, chosen: null, quick: new Set<string>() };
  const found = [{ id: 't', holdings }] as unknown as readonly Found[];
  for await (const [edition] of tellWhere(graph, found, seen, new AbortController().signal))
    expect(edition.id).toBe('t');

  expect(asked.map(({ length }) => length)).toEqual([50, 50, 20]);
  expect(new Set(asked.flat()).size).toBe(120);
});

it('names apart where none was in when its system was last asked', () => {
  const out = { state: 'LAST_KNOWN', asOf: '2026-11-27T09:47:00Z', availableCount: 0 } as const;
  const told = tell({ Ash: out, Bay: {} });

  expect(told.text).toBe(
    'At least 1 copy available now; 1 library had none when last checked. Certainly in: Bay. None available when last checked: Ash (not checked now; as it was today 09:47). Others checked today 09:59.',
  );
  expect(sumView([tell({ Ash: out })]).sum).toBe(
    'Of the 1 title shown, 0 are certainly in now; 1 had none in when last checked.',
  );
});

it('says of a system that cannot be asked that it cannot, not that it was not checked now', () => {
  const reason = { code: 'NOT_SUPPORTED', message: 'Bay’s system cannot be asked.' } as const;
  const listed = { state: 'LAST_KNOWN', asOf: '2026-11-27T09:47:00Z', reason } as const;

  expect(tell({ Ash: { ...listed, availableCount: 0 }, Bay: listed }).details).toEqual([
    'Perhaps in, ask first: Bay (its system cannot be asked; as listed today 09:47).',
    'None available when last checked: Ash (its system cannot be asked; as listed today 09:47).',
  ]);
});

it('says first of the library that was chosen whether it is in there, then of all', () => {
  const said = { Ash: {}, Tor: { availableCount: 0, earliestDue: { on: '2026-12-05' } } };
  const told = tell(said, { chosen: 'Tor' });

  expect(told).toMatchObject({
    certainty: 'NONE',
    sum: 'At Tor: None available now. First due back 5 December 2026.',
    details: ['In all 2 libraries: 1 available now.', 'Certainly in: Ash.', 'Checked today 09:59.'],
  });
  expect(sumView([told]).sum).toBe('Of the 1 title shown, 0 are certainly in now at Tor.');
  expect(tell({ Ash: {} }, { chosen: 'Ash' }).text).toBe(
    'At Ash: 1 available now. Certainly in: Ash. Checked today 09:59.',
  );
});

it('says of the chosen library that catalogued a title twice what stands best, and no contrary words', () => {
  const holdings = ['one', 'two'].map((id) => ({
    ...{ id, basis: 'ITEMS', statements: [], online: false, sites: [] },
    library: { id: 'Ash', name: 'Ash', system: { id: 'ash' } },
  }));
  const live = { state: 'LIVE', asOf: '2026-11-27T09:59:58Z', itemCount: 1, recordGone: false } as const;
  const here = { ...live, reason: null, availableCount: 1, unknownCount: 0, earliestDue: null, services: null };
  const out = { ...here, availableCount: 0, earliestDue: { on: '2026-12-05', at: null } };
  const later = { ...out, earliestDue: { on: '2026-12-09', at: null } };
  const open = { ...here, availableCount: null, unknownCount: 1 };
  const say = (one: Counted, two: Counted | null, online: readonly string[] = []) =>
    tellEdition(
      {
        id: 't',
        holdings: holdings.map((holding) => ({ ...holding, online: online.includes(holding.id) })),
      } as unknown as Found,
      ({ id }) => (id === 'one' ? one : two),
      { libraries: [], now: NOW, chosen: 'Ash' },
    ).sum;

  expect(say(here, here)).toBe('At Ash: 2 available now.');
  expect(say(here, out)).toBe('At Ash: 1 available now.');
  expect(say(here, open)).toBe('At Ash: At least 1 copy available now.');
  expect(say(here, null, ['two'])).toBe('At Ash: 1 available now. Read online.');
  expect(say(out, open)).toBe('At Ash: Perhaps on the shelf: the system cannot tell for sure.');
  expect(say(later, out)).toBe('At Ash: None available now. First due back 5 December 2026.');
});
