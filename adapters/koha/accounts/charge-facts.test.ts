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
