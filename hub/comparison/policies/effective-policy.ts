/** What a system's rules come to for one reader and one copy, after its own fall-back. Pure. */
import type { LoanRule, LoanRules, LoanUnit, RuleTerms } from '#domain/policies.ts';

/** What the rules are asked about, in the system's own codes. */
interface PolicyQuestion {
  readonly library: string;
  readonly patronCategory: string;
  readonly itemType: string;
}

interface Period {
  readonly amount: number;
  readonly unit: LoanUnit;
}

/** An amount of money, charged once for each period. */
interface OverdueCharge {
  readonly amount: string;
  readonly every: Period;
}

type ChargeLimit = { readonly amount: string } | 'UNLIMITED';

/** A term as it holds; `NOT_TOLD` if the system does not say, never 0 and never unlimited. */
type Told<Value> = Value | 'NOT_TOLD';

/**
 * `loanLimit` and `holdLimit` are about this item type (`holdLimit` is 0 if no hold can be placed), `totalLoanLimit` and `totalHoldLimit`
 * about all types together. `overdueChargeLimit` is the most that one loan is charged, `gracePeriod` how long a loan may be overdue before
 * charges begin; both are `NONE` where nothing is charged.
 */
export type LoanPolicy = ReturnType<typeof effectivePolicy>;

export function effectivePolicy(rules: LoanRules, question: PolicyQuestion) {
  const stated = statedTerms(rules, question);
  const terms: RuleTerms = { ...rules.defaults, ...stated };
  const lent = isLent(rules, stated, terms);
  return { ...loanTerms(terms, lent), ...holdTerms(terms), totalLoanLimit: terms.totalLoanLimit ?? 'NOT_TOLD' };
}

/** What the rules state, without what the system does by itself. */
function statedTerms({ precedence, rules }: LoanRules, question: PolicyQuestion): RuleTerms {
  const fitting = rules.filter((rule) => fits(rule, question));
  if (precedence === 'LAST_LINE') return fitting.at(-1)?.terms ?? {};
  // The more specific are laid over the less specific, term by term. Equally specific rules: the first one counts.
  const bySpecificity = fitting.toReversed().toSorted((a, b) => specificity(a) - specificity(b));
  return Object.assign({}, ...bySpecificity.map(({ terms }) => terms)) as RuleTerms;
}

function fits({ libraries, patronCategories, itemTypes }: LoanRule, question: PolicyQuestion): boolean {
  return (
    (libraries?.includes(question.library) ?? true) &&
    (patronCategories?.includes(question.patronCategory) ?? true) &&
    (itemTypes?.includes(question.itemType) ?? true)
  );
}

/** The library outweighs the category, and the category the item type. */
function specificity({ libraries, patronCategories, itemTypes }: LoanRule): number {
  return (libraries === null ? 0 : 4) + (patronCategories === null ? 0 : 2) + (itemTypes === null ? 0 : 1);
}

/** Null where nothing says whether it is lent. */
function isLent({ needsLoanLimit }: LoanRules, stated: RuleTerms, terms: RuleTerms): boolean | null {
  if (terms.lent === false || terms.loanLimit === 0 || terms.totalLoanLimit === 0) return false;
  if (needsLoanLimit && stated.loanLimit === undefined && stated.totalLoanLimit === undefined) return false;
  return terms.lent === true || terms.loanLength !== undefined ? true : null;
}

/** If the item type is not lent to the category: nothing that a loan has is of meaning then. */
const NOT_LENT = {
  loanPeriod: 'NOT_LENT',
  renewals: 'NOT_LENT',
  renewalPeriod: 'NOT_LENT',
  loanLimit: 'NOT_LENT',
  overdueCharge: 'NOT_LENT',
  overdueChargeLimit: 'NOT_LENT',
  gracePeriod: 'NOT_LENT',
} as const;

function loanTerms(terms: RuleTerms, lent: boolean | null) {
  if (lent === false) return NOT_LENT;
  const loanPeriod = period(terms.loanLength, terms.loanUnit);
  const charge = overdueCharge(terms);
  return {
    loanPeriod,
    renewals: terms.renewals ?? 'NOT_TOLD',
    renewalPeriod: terms.renewalLength === null ? loanPeriod : period(terms.renewalLength, terms.loanUnit),
    loanLimit: terms.loanLimit ?? 'NOT_TOLD',
    overdueCharge: charge,
    overdueChargeLimit: charge === 'NONE' ? 'NONE' : chargeLimit(terms),
    gracePeriod: charge === 'NONE' ? 'NONE' : period(terms.graceLength, terms.loanUnit),
  };
}

function period(amount: number | undefined, unit: LoanUnit | undefined): Told<Period> {
  return amount === undefined || unit === undefined ? 'NOT_TOLD' : { amount, unit };
}

function overdueCharge({ overdueCharge: amount, chargeLength, loanUnit }: RuleTerms): Told<OverdueCharge | 'NONE'> {
  if (amount !== undefined && Number(amount) === 0) return 'NONE';
  if (chargeLength === 0) return 'NONE';
  const every = period(chargeLength, loanUnit);
  return amount === undefined || every === 'NOT_TOLD' ? 'NOT_TOLD' : { amount, every };
}

function chargeLimit({ overdueChargeLimit: amount }: RuleTerms): Told<ChargeLimit> {
  if (amount === undefined) return 'NOT_TOLD';
  return amount === null ? 'UNLIMITED' : { amount };
}

function holdTerms(terms: RuleTerms) {
  return {
    holdLimit: terms.holdLimit ?? 'NOT_TOLD',
    holdsPerTitle: terms.holdsPerTitle ?? 'NOT_TOLD',
    totalHoldLimit: terms.totalHoldLimit ?? 'NOT_TOLD',
    holdsFrom: terms.holdsFrom ?? 'NOT_TOLD',
    shelfHolds: terms.shelfHolds ?? 'NOT_TOLD',
  };
}
