import { describe, expect, it } from 'vitest';
import type { Due, ItemFacts, Reason } from '#domain/facts.ts';
import { createId, type SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { toAvailability, toKnownAvailability, toLiveAvailability, toUnknownAvailability } from './availability.ts';
import { findEarliestDue } from './due-dates.ts';
import { toGoneFacts } from './last-known/last-known.ts';
import { toUnknownItem } from './item.ts';

const asOf = '2026-01-05T09:00:00.000Z';
const system = 'alpha' as SystemId;
const silent: Reason = { code: 'TIMEOUT', message: 'Alpha did not answer in time.', system };

function item(local: string, over: Partial<ItemFacts> = {}): ItemFacts {
  const { state: _state, asOf: _asOf, ...nothing } = toUnknownItem(createId(system, 'item', local), silent);
  return { ...nothing, status: 'AVAILABLE', use: 'LOAN', publicNotes: [], reason: null, ...over };
}

const isPast = (due: Due): boolean => due.on < asOf.slice(0, 10);

function live(...items: readonly ItemFacts[]) {
  return toLiveAvailability({ asOf, items, holdQueue: 2, limitation: null }, isPast);
}

describe('availability of a holding whose system answered', () => {
  it('counts loanable copies in place and leaves reference copies out', () => {
    const availability = live(
      item('1'),
      item('2', { use: 'SHORT_LOAN' }),
      item('3', { use: 'HOURLY' }),
      item('4', { use: 'REFERENCE' }),
      item('5', { use: 'RESTRICTED' }),
      item('6', { status: 'ON_LOAN' }),
    );

    expect(availability).toMatchObject({ state: 'LIVE', asOf, reason: null, holdQueue: 2 });
    expect(availability).toMatchObject({ itemCount: 6, availableCount: 3, unknownCount: 0 });
  });

  it('counts no copy that is lost or withdrawn, and shows it', () => {
    const { itemCount, items } = live(
      item('1', { status: 'ON_LOAN' }),
      item('2', { status: 'LOST' }),
      item('3', { status: 'WITHDRAWN' }),
    );

    expect(itemCount).toBe(1);
    expect(items).toHaveLength(3);
  });

  it('counts what is known in place beside a copy that nobody can tell of', () => {
    const availability = live(item('1'), item('2', { status: 'UNKNOWN', reason: silent }));

    expect(availability).toMatchObject({ state: 'LIVE', itemCount: 2, availableCount: 1, unknownCount: 1 });
    expect(availability.items?.map(({ state, asOf: said, reason }) => ({ state, said, reason }))).toEqual([
      { state: 'LIVE', said: asOf, reason: null },
      { state: 'UNKNOWN', said: null, reason: silent },
    ]);
  });

  it('never says 0 where the only copy that could be in place is unknown', () => {
    const availability = live(item('1', { status: 'ON_LOAN' }), item('2', { status: 'UNKNOWN' }));

    expect(availability).toMatchObject({ itemCount: 2, availableCount: null, unknownCount: 1 });
  });

  it('says 0 where the unknown copy is not lent anyway', () => {
    const availability = live(item('1', { status: 'ON_LOAN' }), item('2', { status: 'UNKNOWN', use: 'REFERENCE' }));

    expect(availability).toMatchObject({ availableCount: 0, unknownCount: 1 });
  });

  it('does not say 0 where it is unknown whether the copy in place is lent', () => {
    expect(live(item('1', { use: 'UNKNOWN' })).availableCount).toBeNull();
    expect(live(item('1', { use: 'UNKNOWN', status: 'LOST' })).availableCount).toBe(0);
  });

  it('counts no copy that may be elsewhere, because its system does not tell that', () => {
    const unseen = item('1', { limitations: ['TRANSIT_NOT_TOLD'] });

    expect(live(unseen, item('2', { status: 'ON_LOAN' }))).toMatchObject({ availableCount: null, unknownCount: 1 });
    expect(live(unseen, item('2'))).toMatchObject({ availableCount: 1, unknownCount: 1 });
    expect(live(unseen).items).toMatchObject([
      { state: 'LIVE', status: 'AVAILABLE', limitations: ['TRANSIT_NOT_TOLD'], reason: null },
    ]);
    expect(live(unseen).services?.map(({ available }) => available)).toEqual([null, null]);
  });

  it('counts a copy that is not in place whatever is not told of it as known', () => {
    const damaged = item('1', { status: 'DAMAGED', limitations: ['TRANSIT_NOT_TOLD'] });

    expect(live(damaged)).toMatchObject({ availableCount: 0, unknownCount: 0 });
  });

  it('passes on what the system hides, on the holding and on each copy', () => {
    const hidden: Reason = { code: 'NOT_SUPPORTED', message: 'Holds are not shown.', system };

    const availability = toLiveAvailability({ asOf, items: [item('1')], holdQueue: null, limitation: hidden }, isPast);

    expect(availability).toMatchObject({ state: 'LIVE', reason: hidden, availableCount: 1 });
    expect(availability.items?.[0]).toMatchObject({ state: 'LIVE', reason: hidden });
  });

  it('says that there are no copies where the system has no such record', () => {
    expect(toLiveAvailability(toGoneFacts(asOf), isPast)).toMatchObject({
      state: 'LIVE',
      asOf,
      itemCount: 0,
      recordGone: true,
      availableCount: 0,
      unknownCount: 0,
      items: [],
      services: [],
    });
  });

  it('tells a record that is gone from one that is there without copies, as far as that is known', () => {
    const bare = { asOf, items: [], holdQueue: null, limitation: null };

    expect(toLiveAvailability(bare, isPast).recordGone).toBe(false);
    expect(toKnownAvailability(toGoneFacts(asOf), silent, isPast).recordGone).toBe(true);
    expect(toKnownAvailability({ ...bare, items: [item('1')] }, silent, isPast).recordGone).toBe(false);
    expect(toKnownAvailability(bare, silent, isPast).recordGone).toBeNull();
  });
});

describe('availability of a holding whose system is silent', () => {
  it('has no count at all', () => {
    expect(toUnknownAvailability(silent)).toEqual({
      state: 'UNKNOWN',
      asOf: null,
      reason: silent,
      items: null,
      itemCount: null,
      recordGone: null,
      availableCount: null,
      unknownCount: null,
      holdQueue: null,
      earliestDue: null,
      services: null,
    });
  });

  it('is NOT_SUPPORTED where the system has no means to tell', () => {
    expect(toUnknownAvailability({ ...silent, code: 'NOT_SUPPORTED' }).state).toBe('NOT_SUPPORTED');
  });
});

describe('availability of a holding whose system only gives lists', () => {
  const cannot = new MerciaError('CAPABILITY_UNSUPPORTED', 'No items.');
  const named = { id: system, kind: 'files', name: 'Alpha' };
  const holding = { isPast, online: false, freeze: null };

  it('is what the list said, or NOT_SUPPORTED where it said nothing', () => {
    const listed = { asOf, items: [item('1')], holdQueue: null, limitation: null };

    expect(toAvailability(named, cannot, listed, holding)).toMatchObject({
      state: 'LAST_KNOWN',
      asOf,
      availableCount: 1,
    });
    expect(toAvailability(named, cannot, undefined, holding)).toMatchObject({ state: 'NOT_SUPPORTED' });
  });

  it('is UNKNOWN where the list could not be looked up in time', () => {
    const notRead = new MerciaError('STORE_UNAVAILABLE', 'Too slow.');
    const told = toAvailability(named, cannot, notRead, holding);

    expect(told).toMatchObject({ state: 'UNKNOWN', reason: { code: 'TIMEOUT', system }, itemCount: null });
    expect(told.reason?.message).toBe(
      'Alpha was not asked: the index, which knows where its copies belong, did not answer in time; ask again.',
    );
  });
});

describe('findEarliestDue', () => {
  it('takes the first day, and on one day the first hour', () => {
    const later = { on: '2026-02-02', at: null };
    const thatDay = { on: '2026-02-01', at: null };
    const noon = { on: '2026-02-01', at: '2026-02-01T12:00:00+01:00' };
    const tenThirty = { on: '2026-02-01', at: '2026-02-01T10:30:00Z' };
    const onLoan = [later, thatDay, noon, tenThirty].map((due, index) =>
      item(String(index), { status: 'ON_LOAN', due }),
    );

    expect(findEarliestDue(onLoan)).toEqual(tenThirty);
    expect(findEarliestDue(onLoan.toReversed())).toEqual(tenThirty);

    expect(findEarliestDue(onLoan.slice(0, 3))).toEqual(noon);
    expect(findEarliestDue(onLoan.slice(0, 2))).toEqual(thatDay);
  });

  it('ignores the due date of a copy that is not on loan', () => {
    expect(findEarliestDue([item('1', { status: 'LOST', due: { on: '2020-01-01', at: null } })])).toBeNull();
  });
});

describe('services', () => {
  const due = { on: '2026-02-01', at: null };
  const serve = (...items: readonly ItemFacts[]) =>
    Object.fromEntries((live(...items).services ?? []).map(({ service, ...rest }) => [service, rest]));

  it('says when a copy on loan will be back', () => {
    expect(serve(item('1', { status: 'ON_LOAN', due }))).toEqual({
      LOAN: { available: false, expected: due, overdue: false, limitation: null },
      REFERENCE_USE: { available: false, expected: due, overdue: false, limitation: null },
    });
  });

  it('never expects a copy on a day that is past: it is overdue, and nobody can say when it comes', () => {
    const overdue = item('1', { status: 'ON_LOAN', due: { on: '2026-01-04', at: null } });

    expect(serve(overdue)['LOAN']).toMatchObject({ available: false, expected: null, overdue: true });
    expect(serve(overdue, item('2', { status: 'ON_LOAN', due }))['LOAN']).toMatchObject({
      expected: due,
      overdue: false,
    });
    expect(serve(overdue, item('2'))['LOAN']).toMatchObject({ available: true, expected: null, overdue: false });
    expect(live(overdue).earliestDue?.on).toBe('2026-01-04');
  });

  it('does not say overdue of a loan that was known before: it may have come back since', () => {
    const facts = { asOf: '2025-12-01T09:00:00.000Z', holdQueue: null, limitation: null };
    const then = item('1', { status: 'ON_LOAN', due: { on: '2026-01-04', at: null } });

    const { services } = toKnownAvailability({ ...facts, items: [then] }, silent, isPast);

    expect(services?.[0]).toMatchObject({ available: false, expected: null, overdue: null });
  });

  it('expects for a service only what may serve it', () => {
    const reference = item('1', { use: 'REFERENCE', status: 'ON_LOAN', due });

    expect(serve(reference)['LOAN']).toMatchObject({ available: false, expected: null, overdue: false });
    expect(serve(reference)['REFERENCE_USE']).toMatchObject({ available: false, expected: due });
  });

  it('tells reading on the spot from borrowing', () => {
    expect(serve(item('1', { use: 'REFERENCE' }))).toEqual({
      LOAN: { available: false, expected: null, overdue: false, limitation: 'For use in the library only.' },
      REFERENCE_USE: { available: true, expected: null, overdue: false, limitation: null },
    });
    expect(serve(item('1', { use: 'RESTRICTED' }))['LOAN']?.limitation).toMatch(/restricted/);
  });

  it('says neither yes nor no where the only copy is unknown', () => {
    const services = serve(item('1', { status: 'UNKNOWN', reason: silent }), item('2', { status: 'LOST' }));

    expect(services['LOAN']?.available).toBeNull();
    expect(services['REFERENCE_USE']?.available).toBeNull();
  });

  it('does not let an unknown copy hide one that is in place', () => {
    expect(serve(item('1', { status: 'UNKNOWN' }), item('2'))['LOAN']?.available).toBe(true);
  });
});

describe('services of what is read online', () => {
  const online = (...items: readonly ItemFacts[]) =>
    toLiveAvailability({ asOf, items, holdQueue: null, limitation: null }, isPast, { online: true });
  const of = (availability: ReturnType<typeof online>) =>
    (availability.services ?? []).map(({ service, available, limitation }) => [service, available, limitation]);

  it.each(['REFERENCE', 'RESTRICTED', 'UNKNOWN'] as const)(
    'says ONLINE of a copy that is %s, and nothing of a shelf',
    (use) => {
      const availability = online(item('1', { use, limitations: ['TRANSIT_NOT_TOLD'] }));

      expect(of(availability)).toEqual([['ONLINE', true, null]]);
      expect(availability).toMatchObject({ itemCount: 1, availableCount: 0, unknownCount: 0 });
      expect(availability.items).toMatchObject([{ use: 'ONLINE', status: 'AVAILABLE' }]);
    },
  );

  it('says ONLINE of a link without copies', () => {
    expect(of(online())).toEqual([['ONLINE', true, null]]);
    expect(of(live())).toEqual([]);
  });

  it('says nothing of a link whose record its system has no more, now or when it last told', () => {
    expect(of(toLiveAvailability(toGoneFacts(asOf), isPast, { online: true }))).toEqual([]);
    expect(of(toKnownAvailability(toGoneFacts(asOf), silent, isPast, { online: true }))).toEqual([]);
  });

  it.each([
    [{ use: 'LOAN' }],
    [{ use: 'SHORT_LOAN' }],
    [{ use: 'REFERENCE', status: 'ON_LOAN' }],
    [{ use: 'UNKNOWN', status: 'ON_HOLD_SHELF' }],
    [{ use: 'REFERENCE', status: 'RESHELVING' }],
  ] as const)('leaves a copy physical that is handled as one: %j', (over) => {
    const availability = online(item('1', over));

    expect(availability.items).toMatchObject([{ use: over.use }]);
    expect(of(availability).map(([service]) => service)).toEqual(['LOAN', 'REFERENCE_USE']);
  });

  it('tells both of a record with a physical and an online copy', () => {
    const mixed = online(item('1'), item('2', { use: 'REFERENCE' }));
    const mapped = live(item('1', { status: 'ON_LOAN' }), item('2', { use: 'ONLINE' }));

    expect(of(mixed)).toEqual([
      ['LOAN', true, null],
      ['REFERENCE_USE', true, null],
      ['ONLINE', true, null],
    ]);
    expect(of(mapped)).toEqual([
      ['LOAN', false, null],
      ['REFERENCE_USE', false, null],
      ['ONLINE', true, null],
    ]);
  });

  it('says no of an online copy that is on order or withdrawn, and neither yes nor no where nobody can tell', () => {
    expect(of(online(item('1', { use: 'REFERENCE', status: 'ON_ORDER' })))).toEqual([['ONLINE', false, null]]);
    expect(of(online(item('1', { use: 'REFERENCE', status: 'UNKNOWN', reason: silent })))).toEqual([
      ['ONLINE', null, null],
    ]);
  });

  it('is the same of what is last known', () => {
    const known = { asOf, items: [item('1', { use: 'UNKNOWN' })], holdQueue: null, limitation: null };

    expect(toKnownAvailability(known, silent, isPast, { online: true }).services).toMatchObject([
      { service: 'ONLINE', available: true },
    ]);
  });
});
