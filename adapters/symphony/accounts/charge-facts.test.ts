import { describe, expect, it } from 'vitest';
import { toChargeFacts } from './charge-facts.ts';
import { wireBill } from './wire-accounts.ts';

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
