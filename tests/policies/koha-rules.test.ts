/**
 * What Koha's circulation rules come to. Every expectation is taken from Koha's own source: the order from the help of its
 * rules page and `t/db_dependent/Koha/CirculationRules.t`, lengths from `C4::Circulation::GetLoanLength` and its test, limits
 * from `C4::Circulation::TooMany`, holds from `C4::Reserves::CanItemBeReserved`.
 */
import { toLoanRules } from '#adapters/koha/circulation-rules.ts';
import type { TableRow } from '#adapters/shared/policies/table-file.ts';
import { effectivePolicy } from '#comparison/policies/effective-policy.ts';
import type { LoanPolicy } from '#comparison/policies/effective-policy.ts';
import { describe, expect, it } from 'vitest';

type Row = readonly [branch: string, category: string, itemType: string, name: string, value: string];

function tableOf(rows: readonly Row[]): readonly TableRow[] {
  return rows.map(([branchcode, categorycode, itemtype, rule_name, rule_value], index) => ({
    place: `line ${index + 2}`,
    values: new Map(Object.entries({ branchcode, categorycode, itemtype, rule_name, rule_value })),
  }));
}

function policyOf(rows: readonly Row[], notForLoan: readonly string[] = []): LoanPolicy {
  const branchOf = (code: string): string => (code === 'cpl ' ? 'CPL' : code);
  const rules = toLoanRules({ system: 'koha', rows: tableOf(rows), notForLoan, currency: 'GBP', branchOf });
  return effectivePolicy(rules, { library: 'CPL', patronCategory: 'CON', itemType: 'BK' });
}

/** Lends, so that the other terms are of meaning. */
const LENDS: Row = ['', '', '', 'maxissueqty', ''];

describe('the rule that counts', () => {
  // "The rules are applied from most specific to less specific, using the first found in this order".
  const ORDER: readonly Row[] = [
    ['CPL', 'CON', 'BK', 'issuelength', '1'],
    ['CPL', 'CON', '', 'issuelength', '2'],
    ['CPL', '', 'BK', 'issuelength', '3'],
    ['CPL', '', '', 'issuelength', '4'],
    ['', 'CON', 'BK', 'issuelength', '5'],
    ['', 'CON', '', 'issuelength', '6'],
    ['', '', 'BK', 'issuelength', '7'],
    ['', '', '', 'issuelength', '8'],
  ];

  it.each(ORDER.map((_, index) => index))('is the first of the eight scopes that has one: %i left out', (missing) => {
    const rows = ORDER.slice(missing).toReversed();

    expect(policyOf([LENDS, ...rows]).loanPeriod).toEqual({ amount: missing + 1, unit: 'DAYS' });
  });

  it('is that of a branch in other letters: the database of Koha takes them for the same', () => {
    const rows: readonly Row[] = [
      ['cpl ', '', '', 'issuelength', '4'],
      ['CPL', '', '', 'lengthunit', 'hours'],
      ['', '', '', 'issuelength', '8'],
    ];

    expect(policyOf([LENDS, ...rows]).loanPeriod).toEqual({ amount: 4, unit: 'HOURS' });
  });

  it('is none of another branch, category or item type', () => {
    const others: readonly Row[] = [
      ['FPL', 'CON', 'BK', 'issuelength', '9'],
      ['CPL', 'STAFF', 'BK', 'issuelength', '9'],
      ['CPL', 'CON', 'DVD', 'issuelength', '9'],
    ];

    expect(policyOf([LENDS, ...others, ['', '', '', 'issuelength', '21']]).loanPeriod).toEqual({
      amount: 21,
      unit: 'DAYS',
    });
  });

  it('is looked up for each name by itself', () => {
    const policy = policyOf([
      LENDS,
      ['CPL', 'CON', 'BK', 'issuelength', '4'],
      ['', '', 'BK', 'lengthunit', 'hours'],
      ['', '', '', 'lengthunit', 'days'],
      ['', 'CON', '', 'renewalsallowed', '3'],
    ]);

    expect(policy).toMatchObject({ loanPeriod: { amount: 4, unit: 'HOURS' }, renewals: 3 });
  });

  it.each(['', '*', 'NULL', '\\N'])('is for all where the scope is %j', (all) => {
    expect(policyOf([LENDS, [all, all, all, 'issuelength', '14']]).loanPeriod).toEqual({ amount: 14, unit: 'DAYS' });
  });
});

describe('what Koha does without a rule', () => {
  it('lends nothing for which there is no limit of loans (NO_RULE_DEFINED)', () => {
    const policy = policyOf([['', '', '', 'issuelength', '21']]);

    expect([policy.loanPeriod, policy.renewals, policy.loanLimit]).toEqual(['NOT_LENT', 'NOT_LENT', 'NOT_LENT']);
  });

  it('lends for no time at all, without renewals or charges', () => {
    expect(policyOf([LENDS])).toEqual({
      loanPeriod: { amount: 0, unit: 'DAYS' },
      renewals: 0,
      renewalPeriod: { amount: 0, unit: 'DAYS' },
      loanLimit: 'UNLIMITED',
      totalLoanLimit: 'UNLIMITED',
      overdueCharge: 'NONE',
      overdueChargeLimit: 'NONE',
      gracePeriod: 'NONE',
      holdLimit: 0,
      holdsPerTitle: 1,
      totalHoldLimit: 'UNLIMITED',
      holdsFrom: 'ANY_LIBRARY',
      shelfHolds: 'IF_ONE_IS_OUT',
    });
  });
});

describe('a limit of loans', () => {
  it('is enough if it is that of the category in all', () => {
    const policy = policyOf([
      ['', 'CON', '', 'patron_maxissueqty', '12'],
      ['', '', '', 'issuelength', '21'],
    ]);

    expect(policy).toMatchObject({ loanPeriod: { amount: 21 }, loanLimit: 'UNLIMITED', totalLoanLimit: 12 });
  });

  it('of 0 means that nothing is lent', () => {
    expect(policyOf([LENDS, ['', 'CON', 'BK', 'maxissueqty', '0']]).loanPeriod).toBe('NOT_LENT');
  });

  it('that is blank is none, and hides a number that is less specific', () => {
    expect(policyOf([LENDS, ['', '', 'BK', 'maxissueqty', '5']]).loanLimit).toBe(5);
    expect(
      policyOf([
        ['', '', 'BK', 'maxissueqty', '5'],
        ['CPL', '', '', 'maxissueqty', ''],
      ]).loanLimit,
    ).toBe('UNLIMITED');
  });
});

describe('a renewal', () => {
  it('lasts as long as a loan where its period is blank, and no time where it is 0', () => {
    const rows = (value: string): readonly Row[] => [
      LENDS,
      ['', '', '', 'issuelength', '7'],
      ['', '', '', 'renewalperiod', value],
    ];

    expect(policyOf(rows('')).renewalPeriod).toEqual({ amount: 7, unit: 'DAYS' });
    expect(policyOf(rows('0')).renewalPeriod).toEqual({ amount: 0, unit: 'DAYS' });
  });
});

describe('a charge', () => {
  it('is the fine for each period overdue, up to the cap', () => {
    const policy = policyOf([
      LENDS,
      ['', '', '', 'fine', '0.200000'],
      ['', '', '', 'chargeperiod', '7'],
      ['', '', '', 'overduefinescap', '5.00'],
      ['', '', '', 'firstremind', '2'],
    ]);

    expect(policy).toMatchObject({
      overdueCharge: { amount: '0.2', every: { amount: 7, unit: 'DAYS' } },
      overdueChargeLimit: { amount: '5' },
      gracePeriod: { amount: 2, unit: 'DAYS' },
    });
  });

  it('is none without a period', () => {
    expect(policyOf([LENDS, ['', '', '', 'fine', '0.2']]).overdueCharge).toBe('NONE');
  });

  it('has no limit where the cap is blank', () => {
    const rows: readonly Row[] = [
      LENDS,
      ['', '', '', 'fine', '0.2'],
      ['', '', '', 'chargeperiod', '1'],
      ['', '', '', 'overduefinescap', ''],
    ];

    expect(policyOf(rows).overdueChargeLimit).toBe('UNLIMITED');
  });
});

describe('holds', () => {
  it.each([
    ['from_any_library', 'ANY_LIBRARY'],
    ['from_local_hold_group', 'LIBRARY_GROUP'],
    ['from_home_library', 'OWN_LIBRARY'],
    ['not_allowed', 'NOBODY'],
  ])('%s is told as %s', (value, told) => {
    expect(policyOf([['', '', 'BK', 'holdallowed', value]]).holdsFrom).toBe(told);
  });

  it('have no limit where it is blank', () => {
    expect(policyOf([['', 'CON', '', 'reservesallowed', '']]).holdLimit).toBe('UNLIMITED');
  });
});

it('an item type that is not for loan is lent to nobody, whatever the rules say', () => {
  const rows: readonly Row[] = [LENDS, ['CPL', 'CON', 'BK', 'issuelength', '28']];

  expect(policyOf(rows, ['BK']).loanPeriod).toBe('NOT_LENT');
});

it('a value that Koha does not know is refused with its line, and a rule about something else is left out', () => {
  expect(() => policyOf([LENDS, ['', '', '', 'issuelength', 'three weeks']])).toThrow(
    '[koha] circulation rules: line 3: issuelength has a value that Koha does not know',
  );
  expect(policyOf([LENDS, ['', '', '', 'article_requests', 'yes']]).loanLimit).toBe('UNLIMITED');
});
