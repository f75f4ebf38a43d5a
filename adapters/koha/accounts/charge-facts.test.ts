import { expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { toChargeFacts } from './charge-facts.ts';
import { wireAccount } from './wire-accounts.ts';

it('tells what is still owed, in two decimals and without notes of staff', () => {
  const line = {
    account_line_id: 1,
    amount_outstanding: 2.5,
    description: 'Photocopies',
    date: '2026-11-24T15:00:06+01:00',
  };
  const account = wireAccount.parse({
    balance: 2.5,
    outstanding_debits: {
      lines: [
        { ...line, internal_note: 'argued' },
        { ...line, amount_outstanding: 0 },
      ],
    },
  });

  expect(toChargeFacts(siteOf(), account)).toEqual([
    { localId: '1', amount: { amount: '2.50', currency: 'GBP' }, reason: 'Photocopies', raisedOn: '2026-11-24' },
  ]);
});

it.each([
  ['nothing paid beforehand', 6, ['4.00', '2.00']],
  ['a part of the oldest charge', 4.5, ['4.00', '0.50']],
  ['more than the oldest charge', 3.7, ['3.70']],
  ['all that is owed, and more', -1, []],
])('lessens charges by what was paid and not applied yet: %s', (_what, balance, amounts) => {
  const line = { description: 'Photocopies', date: null };
  const lines = [
    { ...line, account_line_id: 2, amount_outstanding: 4 },
    { ...line, account_line_id: 1, amount_outstanding: 2 },
  ];

  const facts = toChargeFacts(siteOf(), wireAccount.parse({ balance, outstanding_debits: { lines } }));

  expect(facts.map(({ amount }) => amount.amount)).toEqual(amounts);
});
