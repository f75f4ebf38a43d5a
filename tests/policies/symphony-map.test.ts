/** What Symphony's circulation map comes to: read from the bottom to the top, the first line that fits decides. */
import { toLoanRules } from '#adapters/symphony/circulation-map.ts';
import type { TableRow } from '#adapters/shared/policies/table-file.ts';
import { effectivePolicy } from '#comparison/policies/effective-policy.ts';
import type { LoanPolicy } from '#comparison/policies/effective-policy.ts';
import { describe, expect, it } from 'vitest';

const table = (columns: string, lines: readonly string[]): readonly TableRow[] =>
  lines.map((line, index) => {
    const values = line.split(',');
    return {
      place: `line ${index + 2}`,
      values: new Map(columns.split(',').map((name, at) => [name, values[at] ?? ''])),
    };
  });

const RULES = table('rule,circulates,loanperiod,unit,renewals,maxcharges,fine,maxfine', [
  'NOCIRC,N,,,,,,',
  '14D-10D-5M,Y,14,DAYS,2,30,0.10,5.00',
  '28D,Y,4,WEEKS,UNLIMITED,,,',
  '3H,Y,3,HOURS,0,2,1.00,UNLIMITED',
]);

function policyOf(map: readonly string[], question: Partial<Parameters<typeof effectivePolicy>[1]> = {}): LoanPolicy {
  const rules = toLoanRules({
    system: 'symphony',
    map: table('library,profile,itemtype,rule', map),
    rules: RULES,
    currency: null,
  });
  return effectivePolicy(rules, { library: 'ASH', patronCategory: 'CONSULT', itemType: 'BOOK', ...question });
}

describe('the line that counts', () => {
  it('is the last that fits, however little it says', () => {
    const map = ['ASH,CONSULT,BOOK,28D', '*,*,*,14D-10D-5M'];

    expect(policyOf(map).loanPeriod).toEqual({ amount: 14, unit: 'DAYS' });
    expect(policyOf(map.toReversed()).loanPeriod).toEqual({ amount: 28, unit: 'DAYS' });
  });

  it('is a special one at the bottom for one profile, whatever the library', () => {
    const map = ['*,*,*,NOCIRC', 'ASH,*,BOOK,14D-10D-5M', '*,CONSULT,*,3H'];

    expect(policyOf(map).loanPeriod).toEqual({ amount: 3, unit: 'HOURS' });
    expect(policyOf(map, { patronCategory: 'NURSE' }).loanPeriod).toEqual({ amount: 14, unit: 'DAYS' });
    expect(policyOf(map, { patronCategory: 'NURSE', itemType: 'DVD' }).loanPeriod).toBe('NOT_LENT');
  });

  it('may be for several codes of each kind', () => {
    const map = ['*,*,*,NOCIRC', 'ASH OAK,CONSULT|NURSE,BOOK;DVD,28D'];

    expect(policyOf(map, { library: 'OAK', itemType: 'DVD' }).loanPeriod).toEqual({ amount: 28, unit: 'DAYS' });
    expect(policyOf(map, { library: 'ELM' }).loanPeriod).toBe('NOT_LENT');
  });

  it('gives everything: nothing is filled in from another line', () => {
    expect(policyOf(['*,*,*,14D-10D-5M', 'ASH,*,*,28D'])).toMatchObject({
      renewals: 'UNLIMITED',
      loanLimit: 'NOT_TOLD',
      overdueCharge: 'NOT_TOLD',
    });
  });
});

it('tells what its rule says, and no more', () => {
  expect(policyOf(['*,*,*,14D-10D-5M'])).toEqual({
    loanPeriod: { amount: 14, unit: 'DAYS' },
    renewals: 2,
    renewalPeriod: { amount: 14, unit: 'DAYS' },
    loanLimit: 30,
    totalLoanLimit: 'NOT_TOLD',
    overdueCharge: { amount: '0.1', every: { amount: 1, unit: 'DAYS' } },
    overdueChargeLimit: { amount: '5' },
    gracePeriod: 'NOT_TOLD',
    holdLimit: 'NOT_TOLD',
    holdsPerTitle: 'NOT_TOLD',
    totalHoldLimit: 'NOT_TOLD',
    holdsFrom: 'NOT_TOLD',
    shelfHolds: 'NOT_TOLD',
  });
  expect(policyOf(['*,*,*,3H']).overdueChargeLimit).toBe('UNLIMITED');
});

it('tells nothing where no line fits', () => {
  expect(policyOf(['OAK,*,*,28D']).loanPeriod).toBe('NOT_TOLD');
});

it.each([
  ['a rule without a name', ',Y,28,DAYS,', 'the rule has no name'],
  ['a rule that stands twice', '28D,Y,14,DAYS,', 'its rule stands in the table of rules twice'],
  ['a word that is neither yes nor no', 'X,F,14,DAYS,', 'circulates is neither Y nor N'],
])('refuses %s', (_, line, words) => {
  const rules = table('rule,circulates,loanperiod,unit,fine', ['28D,Y,28,DAYS,0.10', line]);

  expect(() => toLoanRules({ system: 'symphony', map: [], rules, currency: null })).toThrow(
    `[symphony] circulation map: line 3: ${words}`,
  );
});

it('refuses a line whose rule is not there', () => {
  expect(() => policyOf(['*,*,*,14D-10D-5M', '*,*,*,21D'])).toThrow(
    '[symphony] circulation map: line 3: its rule is not in the table of rules',
  );
});
