import type { LoanRules, RuleTerms } from '#domain/policies.ts';
import { expect, it } from 'vitest';
import { writeCirculationRules } from './circulation-rules.ts';
import { proposeDraft, type DraftSide } from './propose.ts';

/** A library whose codes, as many as it has terms, all become BK. */
function side(library: string, ...ofTypes: readonly RuleTerms[]): DraftSide {
  const rules: LoanRules = {
    precedence: 'MOST_SPECIFIC',
    rules: ofTypes.map((terms, place) => ({
      libraries: null,
      patronCategories: null,
      itemTypes: [`T${place}`],
      terms,
    })),
    defaults: {},
    needsLoanLimit: false,
    currency: null,
  };
  const itemTypes = ofTypes.map((_terms, place) => ({ code: `T${place}`, target: 'BK' }));
  return { library, branch: library, rules, categories: [{ code: 'ST', target: 'ST' }], itemTypes };
}
const lent = (loanLength: number): RuleTerms => ({ lent: true, loanLength, loanUnit: 'DAYS' });

it.each([
  [
    'one library with three codes has one voice',
    [side('a', lent(7), lent(7), lent(7)), side('b', lent(28)), side('c', lent(28))],
    28,
    'MOST_COMMON',
  ],
  ['who tells nothing has none', [side('a', lent(7)), side('b', { renewals: 2 })], 7, 'EQUAL'],
])('what is most common is counted by library: %s', (_what, sides, loanLength, by) => {
  const [row] = proposeDraft(sides, 'MOST_COMMON');

  expect(row?.terms.loanLength).toBe(loanLength);
  expect(row?.proposed.loanPeriod).toBe(by);
});

it('proposes no charge or length that cannot be said in the unit of the loan', () => {
  const hourly: RuleTerms = {
    lent: true,
    loanLength: 4,
    loanUnit: 'HOURS',
    overdueCharge: '0.10',
    chargeLength: 1,
    graceLength: 1,
  };
  const [row] = proposeDraft([side('a', lent(3)), side('b', hourly)], 'MOST_GENEROUS');

  expect(row?.terms).toEqual({ lent: true, loanLength: 3, loanUnit: 'DAYS', loanLimit: 'UNLIMITED' });
  expect(row?.proposed).toMatchObject({ overdueCharge: 'OTHER_UNIT', gracePeriod: 'OTHER_UNIT' });
});

it('says a length in the unit of the loan where that is whole', () => {
  const inHours: RuleTerms = { lent: true, loanLength: 24, loanUnit: 'HOURS', overdueCharge: '0.10', chargeLength: 48 };
  const [row] = proposeDraft([side('a', lent(3)), side('b', inHours)], 'MOST_GENEROUS');

  expect(row?.terms).toMatchObject({ loanLength: 3, overdueCharge: '0.10', chargeLength: 2 });
  expect(row?.proposed.overdueCharge).toBe('EQUAL');
});

it.each([
  ['GBP', 'EUR', 'SEVERAL_CURRENCIES'],
  ['GBP', 'GBP', 'EQUAL'],
  ['GBP', null, 'EQUAL'],
])('takes amounts in %s and %s for equal only where they may be', (one, other, by) => {
  const charged: RuleTerms = { ...lent(3), overdueCharge: '0.10', chargeLength: 1, overdueChargeLimit: '5.00' };
  const [row] = proposeDraft(
    [side('a', charged), side('b', charged)].map((given, place) => ({
      ...given,
      rules: { ...given.rules, currency: place === 0 ? one : other },
    })),
    'MOST_COMMON',
  );

  expect(row?.proposed).toMatchObject({ overdueCharge: by, overdueChargeLimit: by });
  expect(row?.terms.overdueCharge).toBe(by === 'EQUAL' ? '0.10' : undefined);
  expect(row?.terms.overdueChargeLimit).toBe(by === 'EQUAL' ? '5.00' : undefined);
});

it('makes no rule for the target of a pair of which nobody tells how long it is lent', () => {
  const draft = proposeDraft([side('a', { renewals: 2 })], 'MOST_COMMON');

  expect(draft.map(({ category, itemType }) => `${category} ${itemType}`)).toEqual(['ST BK']);
  expect(writeCirculationRules(draft)).toBe('branchcode,categorycode,itemtype,rule_name,rule_value\n');
});
