import { createMovedIds } from '#domain/moved-ids.ts';
import { expect, it } from 'vitest';
import { toDaiaItem } from '../daia/item.ts';
import { linesOf } from './lines.ts';
import { createPlaceNames } from './places.ts';
import type { AvailabilityAnswer, CopyAnswer, TitleAnswer } from './question.ts';

const CLOCK = { isPast: () => false, sayDay: (day: string) => day, sayMoment: (at: string) => at };
const NOW = '2026-11-20T14:30:00Z';

const lent = { available: false, expected: { on: '2026-12-03', at: null }, limitation: null };
const loan = { service: 'LOAN', ...lent } as const;
const online = { service: 'ONLINE', available: true, expected: null, limitation: null } as const;

/** A journal of which all issues that its system shows are lent. */
function journal(more: Partial<AvailabilityAnswer>): TitleAnswer {
  const places = { permanentLocation: null, currentLocation: null };
  const printed = { callNumber: null, enumeration: null, chronology: null, copyNumber: null, itemType: null };
  const issue = (id: string): { readonly node: CopyAnswer } => ({
    node: {
      id,
      state: 'LIVE',
      asOf: NOW,
      reason: null,
      status: 'ON_LOAN',
      limitations: [],
      use: 'LOAN',
      due: { on: '2026-12-03', at: null },
      barcode: id,
      ...printed,
      ...places,
    },
  });
  const availability: AvailabilityAnswer = {
    state: 'LIVE',
    asOf: NOW,
    reason: null,
    holdQueue: null,
    recordGone: false,
    services: [
      { service: 'LOAN', ...lent },
      { service: 'REFERENCE_USE', ...lent },
    ],
    items: { edges: [issue('1'), issue('2')], pageInfo: { hasNextPage: false } },
    ...more,
  };
  const library = { id: 'ash', name: 'Ash' };
  const held = { basis: 'ITEMS', online: false, callNumbers: [], catalogueUrl: null, library, statements: [] } as const;
  const holdings = [{ id: 'hill:holding:1@ash', ...held, availability }];
  return { id: 'r:edition:1', title: 'The Lancet', format: 'JOURNAL', links: [], holdings };
}

it.each<readonly [string, Partial<AvailabilityAnswer>, string, readonly string[], readonly string[]]>([
  ['none is in place', {}, 'None is in its place at the moment', ['loan', 'presentation'], []],
  ['nothing that its system does not show', { reason: { code: 'NOT_SUPPORTED' } }, 'Some may be on the shelf', [], []],
  [
    'none that was in place once',
    { state: 'LAST_KNOWN', reason: { code: 'TIMEOUT' } },
    `Some may be on the shelf (as of ${NOW})`,
    [],
    [],
  ],
  [
    'none is in place, and it is read online',
    { services: [loan, online] },
    'None is in its place at the moment; also online',
    ['loan'],
    ['remote'],
  ],
  ['it is read online alone', { services: [online] }, 'Online', [], ['remote']],
])('tells of a journal whose issues are summed up: %s', (_, more, words, unavailable, available) => {
  const lines = linesOf(journal(more), {
    record: null,
    library: null,
    withheld: new Set(),
    sumUpJournals: true,
    clockOf: () => CLOCK,
    movedIds: createMovedIds([]),
  });
  const items = lines.map((line) =>
    toDaiaItem(line, {
      places: createPlaceNames({ libraries: [], systems: [] }),
      clockOf: () => CLOCK,
      namespace: null,
      hrefOf: () => null,
      interloanOf: () => null,
      isJournal: true,
    }),
  );

  expect(lines.map((line) => line.words)).toEqual([words]);
  const named = (services: readonly { readonly service: string }[] = []) => services.map(({ service }) => service);
  expect(items.map((item) => [named(item.available), named(item.unavailable)])).toEqual([[available, unavailable]]);
});
