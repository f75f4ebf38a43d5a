/**
 * A draft as rows of Koha's `circulation_rules`, for all branches. The names are those of Koha's own rules (Koha::CirculationRules,
 * `rule_kinds`, 23.05); `holdallowed` and the limits over all item types are not made for a category and an item type, and not here.
 */
import type { RuleTerms } from '#domain/policies.ts';
import type { DraftRow } from './propose.ts';

const COLUMNS = ['branchcode', 'categorycode', 'itemtype', 'rule_name', 'rule_value'];

/** Whether anybody says how long it is lent, or that it is not. */
export function tellsLoanPeriod({ lent, loanLength }: RuleTerms): boolean {
  return lent === false || loanLength !== undefined;
}

/**
 * CSV with a head; one row for each term. A term that the draft does not have is left out: then Koha does what it does by itself. So is
 * a pair of which nobody tells how long it is lent: a limit of loans alone would make the Koha lend it.
 */
export function writeCirculationRules(rules: readonly Pick<DraftRow, 'category' | 'itemType' | 'terms'>[]): string {
  const told = rules.filter(({ terms }) => tellsLoanPeriod(terms));
  const rows = told.flatMap(({ category, itemType, terms }) =>
    valuesOf(terms).map(([name, value]) => ['', category, itemType, name, value]),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(toCell).join(',')}\n`).join('');
}

/** As Koha takes it in: no sign is put before a value, as files for spreadsheets have it. */
function toCell(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function valuesOf(terms: RuleTerms): readonly (readonly [name: string, value: string])[] {
  const { holdLimit, holdsPerTitle } = terms;
  const holds = [...limit('reservesallowed', holdLimit), ...limit('holds_per_record', holdsPerTitle)];
  if (terms.lent === false) return [['maxissueqty', '0'], ...holds];
  const {
    loanLength,
    loanUnit,
    renewals,
    renewalLength,
    overdueCharge,
    chargeLength,
    overdueChargeLimit,
    graceLength,
  } = terms;
  return [
    ...told('issuelength', loanLength),
    ...told('lengthunit', loanUnit?.toLowerCase()),
    ...told('renewalsallowed', renewals),
    ...(renewalLength === undefined ? [] : ([['renewalperiod', String(renewalLength ?? '')]] as const)),
    ...limit('maxissueqty', terms.loanLimit),
    ...told('fine', overdueCharge),
    ...told('chargeperiod', chargeLength),
    ...(overdueChargeLimit === undefined ? [] : ([['overduefinescap', overdueChargeLimit ?? '']] as const)),
    ...told('firstremind', graceLength),
    ...holds,
  ];
}

function told(name: string, value: string | number | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, String(value)]];
}

/** Blank is without a limit. */
function limit(name: string, value: number | 'UNLIMITED' | undefined): readonly (readonly [string, string])[] {
  return told(name, value === 'UNLIMITED' ? '' : value);
}
