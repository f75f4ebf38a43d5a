import { describe, expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { toHoldFacts } from './hold-facts.ts';
import { wireHold } from './wire-accounts.ts';

const TODAY = '2026-11-24';

describe('a hold', () => {
  const hold = (fields: object) =>
    toHoldFacts(
      siteOf({ patrons: {} }),
      new Map([['WEST', { name: 'West Library', shadowed: false }]]),
      wireHold.parse({
        key: '3912343',
        status: 'PLACED',
        holdType: 'TITLE',
        queuePosition: 2,
        pickupLibrary: { key: 'WEST' },
        bib: { key: '476022', title: 'National review' },
        item: { key: '476022:46:1', barcode: '300', call: { volumetric: ' v.39 2017' } },
        selectedItem: { key: '476022:46:2', barcode: '301' },
        ...fields,
      }),
      TODAY,
    );

  it('on a title that waits names no copy, and its place in the queue', () => {
    expect(hold({})).toMatchObject({
      status: 'QUEUED',
      item: null,
      enumeration: null,
      queuePosition: 2,
      pickup: { code: 'WEST', name: 'West Library', siteCode: 'WEST' },
    });
  });

  it('has no day that the calendar does not have', () => {
    const days = { fillByDate: '2026-02-31', expirationDate: '0000-00-00' };
    expect(hold(days)).toMatchObject({ neededBy: null, expiresOn: null });
  });

  it('that is ready names the copy that was caught, and no place in the queue', () => {
    expect(hold({ status: 'BEING_HELD', expirationDate: '2026-12-01' })).toMatchObject({
      status: 'READY',
      item: 'sym:item:476022:301',
      queuePosition: null,
      expiresOn: '2026-12-01',
    });
  });

  it('on a copy names it, and its volume', () => {
    expect(hold({ holdType: 'COPY' })).toMatchObject({ item: 'sym:item:476022:300', enumeration: 'v.39 2017' });
  });

  it.each([
    ['2026-11-24', null, 'SUSPENDED'],
    ['2026-11-20', '2026-11-23', 'QUEUED'],
    ['2026-11-25', '2026-12-25', 'QUEUED'],
  ])('suspended from %s to %s is %s today', (suspendBeginDate, suspendEndDate, expected) => {
    expect(hold({ suspendBeginDate, suspendEndDate }).status).toBe(expected);
  });

  it('of a kind that this adapter does not know is not guessed', () => {
    expect(hold({ status: 'ON_THE_MOON' }).status).toBe('UNKNOWN');
  });
});
