import { expect, it } from 'vitest';
import { toChargeFacts } from './charge-facts.ts';

const charges = (total: number | null, entries: readonly string[] | null) =>
  toChargeFacts({ total, entries, currency: 'GBP' })?.map(({ amount, reason, raisedOn }) => [
    amount.amount,
    reason,
    raisedOn,
  ]) ?? null;

it.each([
  [
    'charge by charge',
    2250,
    ['History of lace / 2026-10-05 10.00', 'Lost book 12.50'],
    [
      ['10.00', 'History of lace', '2026-10-05'],
      ['12.50', 'Lost book', null],
    ],
  ],
  ['charge by charge, where no total is told', null, ['12.50'], [['12.50', null, null]]],
  ['in all, where the charges come to something else', 500, ['Lost book 12.50'], [['5.00', null, null]]],
  ['in all, where a charge cannot be read', 500, ['Lost book'], [['5.00', null, null]]],
  ['in all, where the list was not told', 500, null, [['5.00', null, null]]],
  ['in all, where one of them is a credit', 500, ['Lost book 12.50', 'Paid back -7.50'], [['5.00', null, null]]],
  ['in all, where one is a credit and no total is told', null, ['Fee 2.00', 'Credit -0.50'], [['1.50', null, null]]],
  ['nothing', 0, [], []],
  ['nothing, where the library owes the reader', -500, null, []],
  ['as unknown, where neither is told', null, null, null],
  ['as unknown, where the only thing told cannot be read', null, ['Lost book'], null],
])('tells what is owed %s', (_, total, entries, expected) => {
  expect(charges(total, entries)).toEqual(expected);
});

it('tells charges apart that read the same', () => {
  const told = toChargeFacts({ total: 200, entries: ['Photocopies 1.00', 'Photocopies 1.00'], currency: 'GBP' }) ?? [];

  expect(new Set(told.map(({ localId }) => localId)).size).toBe(2);
});
