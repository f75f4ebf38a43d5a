import { createMovedIds } from '#domain/moved-ids.ts';
import { expect, it } from 'vitest';
import { toDaiaItem } from '../daia/item.ts';
import { toRtacHolding } from '../rtac/holdings.ts';
import { CLOCK, LENT, lentCopy, liveAvailability } from './lent-copies.fixture.ts';
import { linesOf } from './lines.ts';
import { createPlaceNames } from './places.ts';
import type { AvailabilityAnswer, CopyAnswer, HoldingAnswer } from './question.ts';

const HELD = 'Held by the library; ask for the volume';
const PLACES = createPlaceNames({ libraries: [], systems: [] });

const COPY = lentCopy('hill:item:1', '1', 'v.31');

/** A journal of which its library states a run, and lists one volume or none. */
function tell(copies: readonly CopyAnswer[], of: Partial<HoldingAnswer>, more: Partial<AvailabilityAnswer> = {}) {
  const availability = liveAvailability(copies, {
    services: copies.length === 0 ? [] : [{ service: 'LOAN', ...LENT }],
    ...more,
  });
  const library = { id: 'ash', name: 'Ash' };
  const statements = [{ text: 'v.1-30', retention: null, note: null }];
  const held = { basis: 'ITEMS', online: false, callNumbers: [], catalogueUrl: null, library, statements } as const;
  const holdings = [{ id: 'hill:holding:1@ash', ...held, availability, ...of }];
  const title = { id: 'r:edition:1', title: 'The Lancet', format: 'JOURNAL', links: [], holdings };
  const lines = linesOf(title, {
    record: null,
    library: null,
    withheld: new Set(),
    sumUpJournals: true,
    clockOf: () => CLOCK,
    movedIds: createMovedIds([]),
  });
  const options = { places: PLACES, clockOf: () => CLOCK, namespace: null, hrefOf: () => null };
  return {
    rtac: lines
      .map((line) => toRtacHolding(line, PLACES))
      .map(({ status, holdingsStatements = [] }) => [status, ...holdingsStatements.map(({ statement }) => statement)]),
    daia: lines
      .map((line) => toDaiaItem(line, { ...options, interloanOf: () => null, isJournal: true }))
      .map(({ about, available = [], unavailable = [] }) => [
        about,
        ...[...available, ...unavailable].map(({ service }) => service),
      ]),
  };
}

it('tells of a run whose listed volumes are there no more', () => {
  expect(tell([], {})).toEqual({ rtac: [[HELD, 'v.1-30']], daia: [[`v.1-30; ${HELD}`]] });
});

it('tells of a run beside the one volume of it that has a barcode, and not that the run is out', () => {
  expect(tell([COPY], {})).toEqual({
    rtac: [['On loan, due 2026-12-03'], [HELD, 'v.1-30']],
    daia: [['v.31; On loan, due 2026-12-03', 'loan', 'presentation'], [`v.1-30; ${HELD}`]],
  });
});

it('tells of nothing beside copies where no run is stated', () => {
  expect(tell([COPY], { statements: [] }).rtac).toEqual([['On loan, due 2026-12-03']]);
});

it('tells of no run of a record that its system has no more', () => {
  expect(tell([], {}, { recordGone: true }).rtac).toEqual([]);
  expect(tell([], { basis: 'STATEMENT' }, { recordGone: true }).rtac).toEqual([]);
  expect(tell([], {}, { state: 'LAST_KNOWN', recordGone: true, reason: { code: 'TIMEOUT' } }).rtac).toEqual([
    ['We could not check; it may be on the shelf', 'v.1-30'],
  ]);
});

it('tells of nothing read online of a record that its system has no more', () => {
  const link = { basis: 'LINK', online: true, statements: [] } as const;
  const online = { service: 'ONLINE', available: true, expected: null, limitation: null } as const;

  expect(tell([], link, { services: [online] })).toEqual({ rtac: [['Online']], daia: [['Online', 'remote']] });
  expect(tell([], link, { services: [online], recordGone: true })).toEqual({ rtac: [], daia: [] });
  expect(tell([], link, { services: [], recordGone: true })).toEqual({ rtac: [], daia: [] });
});
