import { describe, expect, it } from 'vitest';
import { SHELVES, copyOf, siteOf } from './site.fixture.ts';
import { dueOf } from './due.ts';
import { stateOf } from './status.ts';
import type { TitleCopy } from './title-info.ts';

describe('the state of a copy', () => {
  it.each([
    ['on its shelf', {}, 'AVAILABLE'],
    [
      'charged',
      { currentLocation: 'CHECKEDOUT', dueDate: '2026-12-01T00:00:00.120+00:00', chargeable: false },
      'ON_LOAN',
    ],
    ['charged for ever', { currentLocation: 'CHECKEDOUT' }, 'ON_LOAN'],
    ['charged and still said to be on its shelf', { dueDate: '2026-12-01T00:00:00+00:00' }, 'ON_LOAN'],
    ['lost, with a date', { currentLocation: 'LOST-ASSUM', dueDate: '2020-01-01T00:00:00+00:00' }, 'LOST'],
    ['in transit by its location', { currentLocation: 'INTRANSIT' }, 'IN_TRANSIT'],
    ['in transit by its reason', { inTransit: true }, 'IN_TRANSIT'],
    ['on order although it may be charged', { currentLocation: 'ON-ORDER' }, 'ON_ORDER'],
    ['on the hold shelf although it may be charged', { currentLocation: 'HOLDS' }, 'ON_HOLD_SHELF'],
    ['claimed returned', { currentLocation: 'LOST-CLAIM', dueDate: '2020-01-01T00:00:00+00:00' }, 'CLAIMED_RETURNED'],
    ['on its shelf and not to be charged', { chargeable: false }, 'AVAILABLE'],
  ] as const)('%s', (_what, changes, status) => {
    expect(stateOf(siteOf(SHELVES), copyOf(changes)).status).toBe(status);
  });

  it('is UNKNOWN where nobody mapped the location, with one warning, and never guessed', () => {
    const site = siteOf(SHELVES);

    const states = [
      copyOf({ currentLocation: 'ATTIC' }),
      copyOf({ currentLocation: 'ATTIC', homeLocation: 'ATTIC' }),
    ].map((copy) => stateOf(site, copy).status);

    expect(states).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(site.warnings).toEqual(['location ATTIC']);
  });

  it('is AVAILABLE at an unmapped home location only where the region file says so, and the copy may be charged', () => {
    const site = siteOf({ unmappedAtHome: 'AVAILABLE' });
    const at = (changes: Partial<TitleCopy>) =>
      stateOf(site, copyOf({ currentLocation: 'ATTIC', homeLocation: 'ATTIC', ...changes })).status;

    expect(at({})).toBe('AVAILABLE');
    expect(at({ chargeable: false })).toBe('UNKNOWN');
    expect(at({ homeLocation: 'STACKS' })).toBe('UNKNOWN');
  });

  it('goes by the tables of the owning library first, by exact names before stars, by long stars before short', () => {
    const site = siteOf({
      locations: { 'R*': 'REFERENCE', 'RES-*': 'SHORT_LOAN', 'RES-X': 'HOURLY' },
      libraries: { WEST: { locations: { 'RES-*': 'UNAVAILABLE' } } },
    });
    const at = (library: string, currentLocation: string) => {
      const { status, use } = stateOf(site, copyOf({ library, currentLocation }));
      return `${status} ${use}`;
    };

    expect(at('MAIN', 'REF')).toBe('AVAILABLE REFERENCE');
    expect(at('MAIN', 'RES-A')).toBe('AVAILABLE SHORT_LOAN');
    expect(at('MAIN', 'RES-X')).toBe('AVAILABLE HOURLY');
    expect(at('WEST', 'RES-X')).toMatch(/^UNAVAILABLE /);
  });
});

describe('the rule for a copy', () => {
  const site = siteOf({
    ...SHELVES,
    locations: { REF: 'REFERENCE' },
    itemTypes: { WEEK: 'SHORT_LOAN', STAFF: 'RESTRICTED', EBOOK: 'ONLINE' },
    reserveRules: { '2H': 'HOURLY' },
  });

  it.each([
    ['lent where it may be charged and nothing else is said', {}, 'LOAN'],
    ['unknown where it may not, because it is out', { currentLocation: 'CHECKEDOUT', chargeable: false }, 'UNKNOWN'],
    ['by its type', { itemType: 'WEEK' }, 'SHORT_LOAN'],
    ['unknown where it stands on its shelf and may not be charged', { itemType: 'WEEK', chargeable: false }, 'UNKNOWN'],
    ['the same while it is out', { itemType: 'WEEK', currentLocation: 'CHECKEDOUT', chargeable: false }, 'SHORT_LOAN'],
    ['by its home location while it is out', { currentLocation: 'CHECKEDOUT', homeLocation: 'REF' }, 'REFERENCE'],
    ['by the reserve desk', { reserveRule: '2H' }, 'HOURLY'],
    ['unknown for a rule that nobody mapped', { reserveRule: '9H', itemType: 'WEEK' }, 'UNKNOWN'],
    ['online, whatever is said of a shelf', { itemType: 'EBOOK', homeLocation: 'REF', chargeable: false }, 'ONLINE'],
    ['the strictest of several', { itemType: 'STAFF', reserveRule: '2H' }, 'RESTRICTED'],
  ] as const)('%s', (_what, changes, use) => {
    expect(stateOf(site, copyOf(changes)).use).toBe(use);
  });
});

describe('when a loan is due', () => {
  it.each([
    ['2020-05-07T00:00:00.712-04:00', '2020-05-07', null],
    ['2020-08-13T23:59:00-04:00', '2020-08-13', null],
    ['2019-03-04T09:01:00.842-05:00', '2019-03-04', '2019-03-04T09:01:00-05:00'],
    ['2019-03-04T09:01:00+0100', '2019-03-04', '2019-03-04T09:01:00+01:00'],
    ['2020-05-07', '2020-05-07', null],
  ])('%s', (text, on, at) => {
    expect(dueOf(text)).toEqual({ on, at });
  });

  it.each(['0000-00-00', '2026-13-45T00:00:00', '2026-02-31T23:59:00+01:00', 'NEVER', '9999-12-31'])(
    'is not known from %s, and the copy is on loan',
    (dueDate) => {
      expect(stateOf(siteOf(SHELVES), copyOf({ currentLocation: 'CHECKEDOUT', dueDate }))).toMatchObject({
        status: 'ON_LOAN',
        due: null,
      });
    },
  );

  it('is the recall, where the copy is recalled', () => {
    const { due } = stateOf(
      siteOf(SHELVES),
      copyOf({
        currentLocation: 'CHECKEDOUT',
        dueDate: '2026-12-30T00:00:00+00:00',
        recallDueDate: '2026-12-01T00:00:00+00:00',
      }),
    );

    expect(due).toEqual({ on: '2026-12-01', at: null });
  });
});
