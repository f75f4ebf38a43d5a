import { describe, expect, it } from 'vitest';
import type { ItemStatus } from './facts.ts';
import { firstStatus, isSomewhere, limitationsOf, mayBeOnLoan } from './item-status.ts';

const first = (...all: readonly { readonly status: ItemStatus; readonly hides?: ItemStatus }[]) =>
  firstStatus(all)?.status;

describe('of several states of a copy', () => {
  it.each<readonly [ItemStatus, ItemStatus]>([
    ['WITHDRAWN', 'LOST'],
    ['LOST', 'ON_LOAN'],
    ['CLAIMED_RETURNED', 'ON_LOAN'],
    ['ON_LOAN', 'ON_HOLD_SHELF'],
    ['ON_HOLD_SHELF', 'IN_TRANSIT'],
    ['IN_TRANSIT', 'MISSING'],
    ['DAMAGED', 'ON_ORDER'],
    ['RESHELVING', 'AVAILABLE'],
  ])('%s comes before %s', (stronger, weaker) => {
    expect(first({ status: weaker }, { status: stronger })).toBe(stronger);
    expect(first({ status: stronger }, { status: weaker })).toBe(stronger);
  });

  it('one that nobody can say stands where the strongest state stands that it may hide', () => {
    expect(first({ status: 'ON_LOAN' }, { status: 'UNKNOWN', hides: 'LOST' })).toBe('UNKNOWN');
    expect(first({ status: 'ON_LOAN' }, { status: 'UNKNOWN', hides: 'MISSING' })).toBe('ON_LOAN');
    expect(first({ status: 'DAMAGED' }, { status: 'UNKNOWN', hides: 'MISSING' })).toBe('UNKNOWN');
    expect(first({ status: 'WITHDRAWN' }, { status: 'UNKNOWN', hides: 'LOST' })).toBe('WITHDRAWN');
  });

  it('one that may hide anything comes first', () => {
    expect(first({ status: 'WITHDRAWN' }, { status: 'UNKNOWN' })).toBe('UNKNOWN');
  });

  it('there is none of none', () => {
    expect(first()).toBeUndefined();
  });
});

describe('what a system does not tell', () => {
  const both = ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] as const;

  it.each<readonly [ItemStatus, readonly string[]]>([
    ['AVAILABLE', both],
    ['RESHELVING', both],
    ['DAMAGED', both],
    ['IN_TRANSIT', ['HOLD_SHELF_NOT_TOLD']],
    ['ON_HOLD_SHELF', []],
    ['ON_LOAN', []],
    ['WITHDRAWN', []],
    ['UNKNOWN', []],
  ])('limits %s, where it could be true in its stead: %j', (status, expected) => {
    expect(limitationsOf(status, both)).toEqual(expected);
  });
});

it('a copy with a reader, on its way or gone is nowhere', () => {
  const nowhere: readonly ItemStatus[] = ['WITHDRAWN', 'LOST', 'CLAIMED_RETURNED', 'ON_LOAN', 'IN_TRANSIT', 'MISSING'];

  expect(nowhere.some(isSomewhere)).toBe(false);
  expect((['AVAILABLE', 'IN_USE_ON_SITE', 'ON_HOLD_SHELF', 'RESHELVING', 'UNKNOWN'] as const).every(isSomewhere)).toBe(
    true,
  );
});

it('a copy that is lost, withdrawn or claimed to be back may be on loan beside that', () => {
  const statuses: readonly ItemStatus[] = ['WITHDRAWN', 'LOST', 'CLAIMED_RETURNED', 'ON_LOAN', 'IN_USE_ON_SITE'];

  expect(statuses.every(mayBeOnLoan)).toBe(true);
  expect((['AVAILABLE', 'IN_TRANSIT', 'MISSING', 'ON_ORDER'] as const).some(mayBeOnLoan)).toBe(false);
});
