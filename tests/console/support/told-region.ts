/** A small region in parts, for {@link startToldGraph}: each test tells what is different about its day. */

export interface ToldLibrary {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

const NOW = '2026-11-27T09:59:58Z';

export function system(id: string, more: object = {}) {
  const harvest = { lastCompleteAt: NOW, lagSeconds: 60, records: 20, rejects: 0, running: false, problem: null };
  const capabilities = ['HARVEST_FULL', 'LIVE_ITEMS'];
  return { id, name: `System ${id}`, kind: 'koha', capabilities, libraries: [], harvest, ...more };
}

export function library(id: string, more: object = {}): ToldLibrary {
  return {
    id,
    name: `${id} Library`,
    network: null,
    organisations: [],
    memberships: [],
    sites: [],
    contact: { telephone: '01632 960001', email: `${id.toLowerCase()}@library.example`, website: null },
    address: null,
    openingHours: null,
    closures: [],
    openNow: null,
    opensNext: null,
    closesAt: null,
    timeZone: 'Europe/London',
    holdingsCount: 12,
    system: system('one'),
    harvest: system('one').harvest,
    ...more,
  };
}

export function region(more: object = {}) {
  return { id: 'told', name: 'The told region', libraries: [], systems: [], incomplete: [], bankHolidays: [], ...more };
}

export function availability(more: object = {}) {
  return {
    state: 'LIVE',
    asOf: NOW,
    reason: null,
    itemCount: 2,
    availableCount: 2,
    recordGone: false,
    unknownCount: 0,
    holdQueueAtLeast: null,
    earliestDue: null,
    services: null,
    items: { nodes: [item('1'), item('2')], pageInfo: { hasNextPage: false } },
    ...more,
  };
}

export function item(id: string, more: object = {}) {
  return {
    id,
    state: 'LIVE',
    asOf: NOW,
    reason: null,
    status: 'AVAILABLE',
    limitations: [],
    use: 'LOAN',
    callNumber: `WB 115 ${id}`,
    enumeration: null,
    due: null,
    currentLocation: null,
    permanentLocation: { name: 'General shelves', site: null },
    ...more,
  };
}

/** `at`: what `availability` gives, a value or a promise of it. */
export function holding(of: ToldLibrary, at: unknown, more: object = {}) {
  return {
    id: `holding-${of.id}`,
    library: of,
    basis: 'ITEMS',
    online: false,
    copies: 2,
    callNumbers: ['WB 115'],
    catalogueUrl: null,
    sites: [],
    statements: [],
    availability: at,
    ...more,
  };
}

/** With those of its holdings that are asked for. */
export function edition(id: string, holdings: readonly ReturnType<typeof holding>[], more: object = {}) {
  return {
    id,
    title: 'A told title',
    creators: ['Writer, A.'],
    publisher: 'Press',
    publishedYear: 2024,
    editionStatement: null,
    format: 'BOOK',
    isbns: [],
    issns: [],
    subjects: [],
    links: [],
    work: null,
    records: { nodes: [], pageInfo: { hasNextPage: false } },
    holdings: ({ libraries }: { readonly libraries?: readonly string[] | null }) =>
      holdings.filter(({ library: { id: of } }) => libraries?.includes(of) ?? true),
    ...more,
  };
}

export function found(more: object = {}) {
  return {
    totalCount: 0,
    approximate: false,
    searchedInstead: null,
    didYouMean: null,
    takenAsWords: [],
    wordsLeftOut: [],
    nodes: [],
    facets: [],
    nearby: [],
    lastKnownFrom: null,
    pageInfo: { hasNextPage: false, endCursor: null },
    ...more,
  };
}
