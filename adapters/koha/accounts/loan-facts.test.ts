import { describe, expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { toLoanFacts } from './loan-facts.ts';
import { toRenewable } from './renewable.ts';
import { wireLoan } from './wire-accounts.ts';
import { RENEWABLE_UNKNOWN } from '../../shared/accounts/refusals.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const site = siteOf({ branches: { CPL: 'Centerville' } });
const unasked = RENEWABLE_UNKNOWN;

function loan(due: string) {
  const row = { checkout_id: 1, patron_id: 5, item_id: 10, due_date: due, renewals_count: 1 };
  return toLoanFacts(site, wireLoan.parse(row), null, unasked, NOW);
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

  it('is one of which neither the day nor whether it is overdue is known, if its date is none', () => {
    expect(loan('0000-00-00T00:00:00+00:00')).toMatchObject({ due: null, overdue: null });
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
