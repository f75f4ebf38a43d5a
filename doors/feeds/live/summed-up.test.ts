import { createMovedIds } from '#domain/moved-ids.ts';
import { expect, it } from 'vitest';
import { toDaiaItem } from '../daia/item.ts';
import { CLOCK, LENT, lentCopy, liveAvailability, NOW } from './lent-copies.fixture.ts';
import { linesOf } from './lines.ts';
import { createPlaceNames } from './places.ts';
import type { AvailabilityAnswer, TitleAnswer } from './question.ts';

const loan = { service: 'LOAN', ...LENT } as const;
const online = { service: 'ONLINE', available: true, expected: null, limitation: null } as const;

/** A journal of which all issues that its system shows are lent. */
function journal(more: Partial<AvailabilityAnswer>): TitleAnswer {
  const availability = liveAvailability([lentCopy('1', '1'), lentCopy('2', '2')], {
    services: [loan, { service: 'REFERENCE_USE', ...LENT }],
    ...more,
  });
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
