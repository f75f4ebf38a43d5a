/**
 * Koha's `circulation_rules`, pure: rows of the table to rules of lending.
 *
 *     branchcode,categorycode,itemtype,rule_name,rule_value
 *     ,CON,STL,issuelength,7
 *     ,,,renewalsallowed,2
 *
 * How Koha reads it (Koha::CirculationRules, C4::Circulation and C4::Reserves, 23.05): each rule name is looked up by itself,
 * `ORDER BY branchcode DESC, categorycode DESC, itemtype DESC LIMIT 1` over the rows that fit, where no code stands last.
 * So a row of the branch wins over any of all branches, then one of the category, then one of the item type.
 */
import type { HoldPermission, LoanRule, LoanRules, LoanUnit, RuleTerms, ShelfHolds } from '#domain/policies.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { TableRow } from '../shared/policies/table-file.ts';
import { lmsError } from '../shared/lms-error.ts';

export const RULE_COLUMNS = ['branchcode', 'categorycode', 'itemtype', 'rule_name', 'rule_value'] as const;

/** What Koha does without a rule: due on the same day, no renewal, no charge, no hold on anything. */
const DEFAULTS: RuleTerms = {
  loanLength: 0,
  loanUnit: 'DAYS',
  renewals: 0,
  renewalLength: 0,
  loanLimit: 'UNLIMITED',
  totalLoanLimit: 'UNLIMITED',
  overdueCharge: '0',
  chargeLength: 0,
  overdueChargeLimit: null,
  graceLength: 0,
  holdLimit: 0,
  holdsPerTitle: 1,
  totalHoldLimit: 'UNLIMITED',
  holdsFrom: 'ANY_LIBRARY',
  shelfHolds: 'IF_ONE_IS_OUT',
};

const UNITS: Readonly<Record<string, LoanUnit>> = { days: 'DAYS', hours: 'HOURS', minutes: 'MINUTES' };
/** Numbers are of versions before 21.05. */
const HOLDS_FROM: Readonly<Record<string, HoldPermission>> = {
  from_any_library: 'ANY_LIBRARY',
  from_local_hold_group: 'LIBRARY_GROUP',
  from_home_library: 'OWN_LIBRARY',
  not_allowed: 'NOBODY',
  '0': 'NOBODY',
  '1': 'OWN_LIBRARY',
  '2': 'ANY_LIBRARY',
  '3': 'LIBRARY_GROUP',
};
const SHELF_HOLDS: Readonly<Record<string, ShelfHolds>> = {
  '0': 'IF_ONE_IS_OUT',
  '1': 'ALWAYS',
  '2': 'IF_ALL_ARE_OUT',
};

/** Gives the term that a value states; undefined for a value that Koha does not know. */
type ReadTerm = (value: string) => RuleTerms | undefined;

const length = (name: 'loanLength' | 'graceLength' | 'chargeLength'): ReadTerm =>
  numbered((number) => ({ [name]: number }), 0);
/** Blank is without a limit. */
const limit = (name: 'loanLimit' | 'totalLoanLimit' | 'holdLimit' | 'holdsPerTitle' | 'totalHoldLimit'): ReadTerm =>
  numbered((number) => ({ [name]: number ?? 'UNLIMITED' }), null);

const TERMS: Readonly<Record<string, ReadTerm>> = {
  issuelength: length('loanLength'),
  lengthunit: (value) => known(UNITS[value], (loanUnit) => ({ loanUnit })),
  renewalsallowed: numbered((renewals) => ({ renewals }), 0),
  // Blank is as long as the loan; 0 is no time at all.
  renewalperiod: numbered((renewalLength) => ({ renewalLength }), null),
  maxissueqty: limit('loanLimit'),
  patron_maxissueqty: limit('totalLoanLimit'),
  fine: (value) => amount(value, (overdueCharge) => ({ overdueCharge })),
  chargeperiod: length('chargeLength'),
  overduefinescap: (value) => amount(value, (most) => ({ overdueChargeLimit: Number(most) === 0 ? null : most })),
  firstremind: length('graceLength'),
  reservesallowed: limit('holdLimit'),
  holds_per_record: limit('holdsPerTitle'),
  max_holds: limit('totalHoldLimit'),
  holdallowed: (value) => known(HOLDS_FROM[value], (holdsFrom) => ({ holdsFrom })),
  onshelfholds: (value) => known(SHELF_HOLDS[value === '' ? '0' : value], (shelfHolds) => ({ shelfHolds })),
};

function known<Value>(value: Value | undefined, toTerms: (value: Value) => RuleTerms): RuleTerms | undefined {
  return value === undefined ? undefined : toTerms(value);
}

function numbered<Blank extends number | null>(toTerms: (number: number | Blank) => RuleTerms, blank: Blank): ReadTerm {
  return (value) => (value === '' ? toTerms(blank) : /^\d+$/.test(value) ? toTerms(Number(value)) : undefined);
}

/** `0.200000` is 0.2. */
function amount(value: string, toTerms: (amount: string) => RuleTerms): RuleTerms | undefined {
  if (value === '') return toTerms('0');
  return /^\d+(\.\d+)?$/.test(value) ? toTerms(String(Number(value))) : undefined;
}

export interface KohaRuleSources {
  readonly system: string;
  /** Rows with the {@link RULE_COLUMNS}. */
  readonly rows: readonly TableRow[];
  /** Item types that are not lent, whatever the rules say. */
  readonly notForLoan: readonly string[];
  readonly currency: string | null;
  /** A branch as the region file writes it. */
  readonly branchOf: (code: string) => string;
}

/** Throws LMS_BAD_RESPONSE for a value that Koha does not know, naming its row. Rules about other things are left out. */
export function toLoanRules({ system, rows, notForLoan, currency, branchOf }: KohaRuleSources): LoanRules {
  const byScope = new Map<string, LoanRule>();
  for (const row of rows) {
    const read = TERMS[row.values.get('rule_name') ?? ''];
    if (read === undefined) continue;
    const terms = read(valueOf(row));
    if (terms === undefined) throw strange(system, row);
    const rule = scopeOf(row, branchOf);
    const key = JSON.stringify([rule.libraries, rule.patronCategories, rule.itemTypes]);
    byScope.set(key, { ...rule, terms: { ...byScope.get(key)?.terms, ...terms } });
  }
  const notLent = notForLoan.map((type): LoanRule => ({
    libraries: null,
    patronCategories: null,
    itemTypes: [type],
    terms: { lent: false },
  }));
  return {
    precedence: 'MOST_SPECIFIC',
    rules: [...byScope.values(), ...notLent],
    defaults: DEFAULTS,
    // C4::Circulation::TooMany: NO_RULE_DEFINED.
    needsLoanLimit: true,
    currency,
  };
}

function scopeOf({ values }: TableRow, branchOf: KohaRuleSources['branchOf']): LoanRule {
  const scope = (column: string): readonly string[] | null => {
    const code = values.get(column) ?? '';
    return isNothing(code) || code === '*' ? null : [code];
  };
  return {
    libraries: scope('branchcode')?.map(branchOf) ?? null,
    patronCategories: scope('categorycode'),
    itemTypes: scope('itemtype'),
    terms: {},
  };
}

function valueOf({ values }: TableRow): string {
  const value = values.get('rule_value') ?? '';
  return isNothing(value) ? '' : value;
}

/** How exports of MySQL spell NULL. */
function isNothing(value: string): boolean {
  return value === '' || value === 'NULL' || value === '\\N';
}

function strange(system: string, { place, values }: TableRow): MerciaError {
  return lmsError(
    system,
    'LMS_BAD_RESPONSE',
    `circulation rules: ${place}: ${values.get('rule_name') ?? ''} has a value that Koha does not know`,
  );
}
