import { describe, expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { toChargeFacts } from './charge-facts.ts';
import { toHoldFacts } from './hold-facts.ts';
import { itemIdOf } from './loan-facts.ts';
import { blocksOf, expiryOf } from './blocks.ts';
import { wireBill, wireHold, wireStanding } from './wire-accounts.ts';

const TODAY = '2026-11-24';

describe('what blocks a reader', () => {
  const codes = (fields: object, settings: object = {}) => {
    const reader = wireStanding.parse({ key: '5', standing: { key: 'OK' }, ...fields });
    return blocksOf(siteOf({ patrons: settings }), reader, TODAY)?.map(({ code }) => code) ?? null;
  };

  it.each<readonly [string, object, unknown]>([
    ['is nothing in good standing', {}, []],
    ['is nothing for who is only warned', { standing: { key: 'DELINQUENT' } }, []],
    ['is the bar', { standing: { key: 'BARRED' } }, ['BARRED']],
    ['is the day of expiry', { privilegeExpiresDate: TODAY }, ['EXPIRED']],
    ['is not the day before it', { privilegeExpiresDate: '2026-11-25' }, []],
    ['is both', { privilegeExpiresDate: '2020-01-01', standing: { key: 'BLOCKED' } }, ['EXPIRED', 'OTHER']],
    ['is not known by a standing that nobody mapped', { standing: { key: 'STAFFHELP' } }, null],
    ['is known all the same when it expired', { standing: null, privilegeExpiresDate: '2020-01-01' }, ['EXPIRED']],
    ['is not known without a standing', { standing: null }, null],
  ])('%s', (_what, fields, expected) => {
    expect(codes(fields)).toEqual(expected);
  });

  it('is what the site says of its own standings', () => {
    expect(codes({ standing: { key: 'LOSTCARD' } }, { standings: { LOSTCARD: 'CARD_LOST' } })).toEqual(['CARD_LOST']);
  });

  it.each(['2999-12-31', '2999-02-01'])('never expires on %s', (privilegeExpiresDate) => {
    expect(expiryOf(wireStanding.parse({ key: '5', privilegeExpiresDate }))).toBeNull();
  });
});

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

describe('a bill', () => {
  const charge = (fields: object) => toChargeFacts(wireBill.parse({ key: '900005:1', ...fields }));

  it.each([
    ['12.5', '12.50'],
    ['300', '300.00'],
    ['0.07', '0.07'],
  ])('of %s is %s', (amount, expected) => {
    expect(charge({ owed: { currencyCode: 'GBP', amount } })?.amount).toEqual({ amount: expected, currency: 'GBP' });
  });

  it('is what is still owed, and nothing once it is paid', () => {
    const amount = { currencyCode: 'USD', amount: '20.00' };

    expect(charge({ amount, owed: { currencyCode: 'USD', amount: '5.00' } })?.amount.amount).toBe('5.00');
    expect(charge({ amount, owed: { currencyCode: 'USD', amount: '0.00' } })).toBeNull();
  });

  it('says why in words, by its code where they are none', () => {
    const owed = { currencyCode: 'USD', amount: '5.00' };

    expect(charge({ owed, block: { key: 'LOST', description: 'Lost book' } })?.reason).toBe('Lost book');
    expect(charge({ owed, block: { key: 'LOST', description: '$<lost>' } })?.reason).toBe('LOST');
  });

  it('without an amount is no bill that can be told', () => {
    expect(wireBill.safeParse({ key: '900005:1' }).success).toBe(false);
  });
});

it('names a copy without a number by the key of the system', () => {
  expect(itemIdOf(siteOf(), { key: '476022:46:1', barcode: null })).toBe('sym:item:476022:46:1');
});
