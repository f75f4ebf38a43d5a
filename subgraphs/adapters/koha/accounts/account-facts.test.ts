import { describe, expect, it } from 'vitest';
import { RENEWABLE_UNKNOWN } from '../../shared/accounts/renewable.ts';
import { toChargeFacts } from './charge-facts.ts';
import { toHoldFacts } from './hold-facts.ts';
import { toLoanFacts } from './loan-facts.ts';
import { toRenewable } from './renewable.ts';
import { siteOf, SYSTEM } from '../site.fixture.ts';
import { wireAccount, wireLoan, wirePatronHold, wireTitle } from './wire-accounts.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const site = siteOf({ branches: { CPL: 'Centerville' } });
const unasked = RENEWABLE_UNKNOWN;

function loan(due: string) {
  const row = { checkout_id: 1, patron_id: 5, item_id: 10, due_date: due, renewals_count: 1 };
  return toLoanFacts(site, wireLoan.parse(row), null, unasked, NOW);
}

function hold(changes: Readonly<Record<string, unknown>> = {}, title = 'A guide /', framework = '') {
  const row = { hold_id: 9, patron_id: 5, biblio_id: 3, item_id: null, priority: 2, status: null, ...changes };
  const record = wireTitle.parse({ biblio_id: 3, framework_id: framework, title, subtitle: null });
  return toHoldFacts(site, wirePatronHold.parse(row), record);
}

describe('a loan', () => {
  it('by the day is due on the day that the site writes, in summer and in winter', () => {
    expect(loan('2026-12-15T23:59:00+01:00').due).toEqual({ on: '2026-12-15', at: null });
    expect(loan('2026-07-15T23:59:00+02:00').due).toEqual({ on: '2026-07-15', at: null });
  });

  it('by the hour has its time, with the offset', () => {
    const due = '2026-11-24T19:01:00+01:00';

    expect(loan(due)).toMatchObject({ due: { on: '2026-11-24', at: due }, overdue: false });
  });

  it('is overdue from its instant on, not from its day', () => {
    expect(loan('2026-11-24T12:59:00+01:00').overdue).toBe(true);
    expect(loan('2026-11-24T23:59:00+01:00').overdue).toBe(false);
  });

  it('can be renewed, cannot for a reason, or can only be tried', () => {
    expect(toRenewable(null)).toEqual({ possible: true, refusal: null });
    expect(toRenewable('on_reserve')).toMatchObject({ possible: false, refusal: { code: 'ON_HOLD_FOR_OTHER' } });
    expect(unasked).toEqual({ possible: null, refusal: null });
  });
});

describe('a hold', () => {
  it.each([
    [{ status: null }, 'QUEUED', 2],
    [{ status: null, suspended: true }, 'SUSPENDED', 2],
    [{ status: 'W', priority: 0 }, 'READY', null],
    [{ status: 'T', priority: 0 }, 'IN_TRANSIT', null],
    [{ status: 'P', priority: 0 }, 'IN_TRANSIT', null],
    [{ status: 'X', priority: 0 }, 'UNKNOWN', null],
  ])('with %o is %s', (row, status, queuePosition) => {
    expect(hold(row)).toMatchObject({ status, queuePosition });
  });

  it('is wanted until a day while it waits, and kept until a day when it is ready', () => {
    const expiring = { expiration_date: '2026-12-01' };

    expect(hold(expiring)).toMatchObject({ neededBy: '2026-12-01', expiresOn: null });
    expect(hold({ ...expiring, status: 'W' })).toMatchObject({ neededBy: null, expiresOn: '2026-12-01' });
  });

  it('names the copy that was caught, whose number is a string, and the place to collect it', () => {
    expect(hold({ status: 'W', item_id: '1055', pickup_library_id: 'CPL' })).toMatchObject({
      item: `${SYSTEM}:item:1055`,
      pickup: { code: 'CPL', name: 'Centerville', siteCode: 'CPL' },
    });
  });

  it('has its title without the punctuation of cataloguers, and none for a record of an interlibrary loan', () => {
    expect(hold().title).toBe('A guide');
    expect(hold({}, 'For Dr Quillfeather: a guide /', 'ILL').title).toBeNull();
  });
});

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

  expect(toChargeFacts(site, account)).toEqual([
    { localId: '1', amount: { amount: '2.50', currency: 'GBP' }, reason: 'Photocopies', raisedOn: '2026-11-24' },
  ]);
});
