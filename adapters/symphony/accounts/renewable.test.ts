import { describe, expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { wireLoan } from './wire-accounts.ts';
import { toRenewable } from './loan-facts.ts';

const TODAY = '2026-11-24';
const site = siteOf({ patrons: {} });

const copy = (more: object = {}) => ({
  key: '476022:46:1',
  barcode: '30001000000017',
  library: { key: 'MAIN' },
  currentLocation: { key: 'CHECKEDOUT' },
  holdRecordList: [],
  ...more,
});

function renewable(changes: object, due = { on: '2026-12-01', at: null as string | null }) {
  const loan = wireLoan.parse({ key: '476022:46:1:1', unseenRenewalsRemaining: 2, item: copy(), ...changes });
  const { possible, refusal } = toRenewable(site, loan, due, TODAY);
  return refusal?.code ?? possible;
}

describe('whether a loan can be renewed', () => {
  it.each<readonly [string, object, unknown]>([
    ['can, where nothing stands against it', {}, true],
    ['can without limit, where no number is left of either kind', { unseenRenewalsRemaining: null }, true],
    ['cannot, when none is left for readers', { unseenRenewalsRemaining: 0 }, 'LIMIT_REACHED'],
    ['cannot, when none is left at the desk', { seenRenewalsRemaining: 0 }, 'LIMIT_REACHED'],
    ['cannot, when it is wanted back', { recallDueDate: '2026-11-30T23:59:00+00:00' }, 'RECALLED'],
    ['cannot, when it was wanted back on a day', { recalledDate: '2026-11-20' }, 'RECALLED'],
    ['asks staff, when the reader says it is back', { claimsReturnedDate: '2026-11-20' }, 'SEE_STAFF'],
    ['asks staff, when it is lost', { item: copy({ currentLocation: { key: 'LOST-ASSUM' } }) }, 'SEE_STAFF'],
    ['cannot yet, long before it is due', { circulationRule: { renewFromPeriod: 6 } }, 'TOO_SOON'],
    ['can, on the first day of its period', { circulationRule: { renewFromPeriod: 7 } }, true],
    [
      'can be tried, when somebody waits for the copy',
      { item: copy({ holdRecordList: [{ status: 'PLACED' }] }) },
      null,
    ],
    ['can, when a hold on the copy is over', { item: copy({ holdRecordList: [{ status: 'EXPIRED' }, null] }) }, true],
    ['can be tried, when nobody said who waits', { item: copy({ holdRecordList: undefined }) }, null],
  ])('%s', (_what, changes, expected) => {
    expect(renewable(changes)).toBe(expected);
  });

  it('can be tried for an hourly loan that has a period, whose unit nobody wrote down', () => {
    const hourly = { on: TODAY, at: '2026-11-24T15:00:00+00:00' };

    expect(renewable({ circulationRule: { renewFromPeriod: 2 } }, hourly)).toBeNull();
  });
});
