/**
 * Symphony's circulation map, pure: two tables that staff write down, to rules of lending. No web service that is known gives
 * them.
 *
 *     library,profile,itemType,rule                 rule,circulates,loanPeriod,unit,renewals,maxCharges
 *     *,*,*,NOCIRC                                   NOCIRC,N,,,,
 *     ASH-MAIN ASH-ANNEX,CONSULT,BOOK,28D            28D,Y,28,DAYS,3,UNLIMITED
 *
 * The map is read from the bottom to the top, and the first line that fits decides (WALS and WYLD, consortia that run
 * Symphony, say so of theirs): order is all, and a line for everything stands at the top. A cell may name several codes.
 */
import type { LoanRule, LoanRules, LoanUnit, RuleTerms, ToldLimit } from '#domain/policies.ts';
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from '../shared/lms-error.ts';
import { withoutUndefined } from '../shared/policies/declared-rules.ts';
import type { TableRow } from '../shared/policies/table-file.ts';

export const MAP_COLUMNS = ['library', 'profile', 'itemtype', 'rule'] as const;
/** Others may be absent: what they would say is not told. */
export const CIRCULATION_RULE_COLUMNS = ['rule', 'loanperiod', 'unit'] as const;

const UNITS: Readonly<Record<string, { readonly unit: LoanUnit; readonly times: number }>> = {
  DAYS: { unit: 'DAYS', times: 1 },
  DAILY: { unit: 'DAYS', times: 1 },
  WEEKS: { unit: 'DAYS', times: 7 },
  WEEKLY: { unit: 'DAYS', times: 7 },
  HOURS: { unit: 'HOURS', times: 1 },
  HOURLY: { unit: 'HOURS', times: 1 },
  MINUTES: { unit: 'MINUTES', times: 1 },
};

export interface SymphonyRuleTables {
  readonly system: string;
  /** Rows with the {@link MAP_COLUMNS}, in the order of the map. */
  readonly map: readonly TableRow[];
  readonly rules: readonly TableRow[];
  readonly currency: string | null;
}

/** Throws LMS_BAD_RESPONSE, naming the line, for a value that cannot be read and for a rule that is not there. */
export function toLoanRules({ system, map, rules, currency }: SymphonyRuleTables): LoanRules {
  const termsOfRule = new Map<string, RuleTerms>();
  for (const row of rules) {
    const name = row.values.get('rule') ?? '';
    if (name === '') throw strange(system, row, 'the rule has no name');
    if (termsOfRule.has(name)) throw strange(system, row, 'its rule stands in the table of rules twice');
    termsOfRule.set(name, readTerms(system, row));
  }
  return {
    precedence: 'LAST_LINE',
    rules: map.map((row): LoanRule => {
      const name = row.values.get('rule') ?? '';
      const terms = termsOfRule.get(name);
      if (terms === undefined) throw strange(system, row, 'its rule is not in the table of rules');
      return {
        libraries: codesIn(row, 'library'),
        patronCategories: codesIn(row, 'profile'),
        itemTypes: codesIn(row, 'itemtype'),
        terms,
      };
    }),
    defaults: {},
    needsLoanLimit: false,
    currency,
  };
}

/** Codes hold no blank, comma or bar; a star, or nothing, is for all. */
function codesIn({ values }: TableRow, column: string): readonly string[] | null {
  const codes = (values.get(column) ?? '').split(/[\s,;|]+/).filter((code) => code !== '');
  return codes.length === 0 || codes.includes('*') ? null : codes;
}

function readTerms(system: string, row: TableRow): RuleTerms {
  const cell = (column: string): string => row.values.get(column) ?? '';
  const number = (column: string): number | undefined => {
    const text = cell(column);
    if (text === '') return undefined;
    if (/^\d+$/.test(text)) return Number(text);
    throw strange(system, row, `${column} is no number`);
  };
  const limit = (column: string): ToldLimit | undefined =>
    cell(column).toUpperCase() === 'UNLIMITED' ? 'UNLIMITED' : number(column);
  const unit = UNITS[cell('unit').toUpperCase()];
  const loanPeriod = number('loanperiod');
  if (loanPeriod !== undefined && unit === undefined) {
    throw strange(system, row, 'unit is none of DAYS, WEEKS, HOURS and MINUTES');
  }
  const times = unit?.times ?? 1;
  const inUnits = (length: number | undefined): number | undefined =>
    length === undefined ? undefined : length * times;
  return withoutUndefined({
    lent: lentBy(system, row),
    loanLength: inUnits(loanPeriod),
    loanUnit: unit?.unit,
    renewals: limit('renewals'),
    // A renewal lends once more by the same rule.
    renewalLength: null,
    loanLimit: limit('maxcharges'),
    overdueCharge: money(system, row, 'fine'),
    chargeLength: inUnits(number('fineper') ?? (cell('fine') === '' ? undefined : 1)),
    overdueChargeLimit: cell('maxfine').toUpperCase() === 'UNLIMITED' ? null : money(system, row, 'maxfine'),
    graceLength: inUnits(number('grace')),
  });
}

/** Undefined if the table does not say. */
function lentBy(system: string, row: TableRow): boolean | undefined {
  const text = row.values.get('circulates') ?? '';
  if (text === '') return undefined;
  if (/^(y|yes|1|true)$/i.test(text)) return true;
  if (/^(n|no|0|false)$/i.test(text)) return false;
  throw strange(system, row, 'circulates is neither Y nor N');
}

function money(system: string, row: TableRow, column: string): string | undefined {
  const text = row.values.get(column) ?? '';
  if (text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return String(Number(text));
  throw strange(system, row, `${column} is no amount as 0.20`);
}

function strange(system: string, { place }: TableRow, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `circulation map: ${place}: ${what}`);
}
