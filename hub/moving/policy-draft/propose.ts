/** One table of lending out of those of several libraries: for every cell what is proposed, and by which rule. Pure. */
import { effectivePolicy, type LoanPolicy } from '#comparison/policies/effective-policy.ts';
import type { LoanRules, LoanUnit, RuleTerms } from '#domain/policies.ts';
import { isDeepStrictEqual } from 'node:util';

export const PROPOSALS = ['MOST_COMMON', 'MOST_GENEROUS'] as const;
export type Proposal = (typeof PROPOSALS)[number];

/**
 * Why a term stands in the draft: all that tell it say so (EQUAL), most of them, or the most generous of them; and why it does not: nobody tells it,
 * its length is not whole in the unit of the loan (a rule has one unit), or its amounts are in several currencies.
 */
export type ProposedBy = 'EQUAL' | Proposal | 'NOBODY_TELLS' | 'OTHER_UNIT' | 'SEVERAL_CURRENCIES';

/** What a draft has of each pair of category and item type, in the order in which it is shown. */
export const DRAFT_TERMS = [
  'loanPeriod',
  'renewals',
  'renewalPeriod',
  'loanLimit',
  'overdueCharge',
  'overdueChargeLimit',
  'gracePeriod',
  'holdLimit',
  'holdsPerTitle',
] as const satisfies readonly (keyof LoanPolicy)[];
export type DraftTerm = (typeof DRAFT_TERMS)[number];

/** One library at one system, with its own codes and what they become in the target. */
export interface DraftSide {
  readonly library: string;
  /** Its owner code at the system. */
  readonly branch: string;
  readonly rules: LoanRules;
  readonly categories: readonly MappedCode[];
  readonly itemTypes: readonly MappedCode[];
}

export interface MappedCode {
  readonly code: string;
  readonly target: string;
}

/** What holds at a library today for one of its own pairs of codes. */
export interface PolicyToday {
  readonly library: string;
  readonly policy: LoanPolicy;
  /** Of its amounts; null if not known. */
  readonly currency: string | null;
}

export interface DraftRow {
  /** Codes of the target. */
  readonly category: string;
  readonly itemType: string;
  readonly terms: RuleTerms;
  readonly proposed: Readonly<Partial<Record<DraftTerm, ProposedBy>>>;
}

/** By pair of target codes what holds today, a line for each of a library's own pairs that become it. */
export function policiesToday(sides: readonly DraftSide[]): ReadonlyMap<string, readonly PolicyToday[]> {
  const found = sides.flatMap(({ library, branch, rules, categories, itemTypes }) =>
    categories.flatMap((category) =>
      itemTypes.map((type) => ({
        key: keyOf(category.target, type.target),
        library,
        currency: rules.currency,
        policy: effectivePolicy(rules, { library: branch, patronCategory: category.code, itemType: type.code }),
      })),
    ),
  );
  return Map.groupBy(found, ({ key }) => key);
}

export function keyOf(category: string, itemType: string): string {
  return JSON.stringify([category, itemType]);
}

export function proposeDraft(sides: readonly DraftSide[], rule: Proposal): readonly DraftRow[] {
  return Array.from(policiesToday(sides), ([key, today]): DraftRow => {
    const [category, itemType] = JSON.parse(key) as [string, string];
    return { category, itemType, ...proposeRow(today, rule) };
  }).toSorted((a, b) => compare(a.category, b.category) || compare(a.itemType, b.itemType));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function proposeRow(today: readonly PolicyToday[], rule: Proposal): Pick<DraftRow, 'terms' | 'proposed'> {
  const proposed: Partial<Record<DraftTerm, ProposedBy>> = {};
  const chosen: Partial<Record<DraftTerm, unknown>> = {};
  for (const term of DRAFT_TERMS) {
    // Where the target lends, what a library that does not lend would ask says nothing.
    const isAsked = (value: unknown): boolean =>
      value !== 'NOT_TOLD' && (value !== 'NOT_LENT' || chosen.loanPeriod === 'NOT_LENT' || term === 'loanPeriod');
    const asked = today.filter(({ policy }) => isAsked(policy[term]));
    const own = Map.groupBy(asked, ({ library }) => library);
    const values = [...own.values()].map((lines) => lines.map(({ policy }) => policy[term]));
    const [by, value] = choose(term, values, rule);
    const hindered = hindranceOf(term, value, asked, chosen.loanPeriod);
    proposed[term] = hindered ?? by;
    if (hindered === null && value !== undefined) chosen[term] = value;
  }
  return { terms: toTerms(chosen as Partial<LoanPolicy>), proposed };
}

/** Why a chosen term cannot be in one rule with the chosen loan period; null if it can. */
function hindranceOf(
  term: DraftTerm,
  value: unknown,
  asked: readonly PolicyToday[],
  loanPeriod: unknown,
): 'OTHER_UNIT' | 'SEVERAL_CURRENCIES' | null {
  const amounts = asked.filter(({ policy }) => isAmount(policy[term]));
  const currencies = new Set(amounts.flatMap(({ currency }) => currency ?? []));
  if (isAmount(value) && currencies.size > 1) return 'SEVERAL_CURRENCIES';
  const length = isAmount(value) ? value.every : value;
  return term !== 'loanPeriod' && isPeriod(length) && !Number.isInteger(lengthIn(unitOf(loanPeriod), length))
    ? 'OTHER_UNIT'
    : null;
}

/** Of money; lengths count in numbers. */
function isAmount(value: unknown): value is { readonly amount: string; readonly every?: Period } {
  return typeof value === 'object' && value !== null && 'amount' in value && typeof value.amount === 'string';
}

/** `values` has those of each library, which may have several pairs of codes that become one: it has one voice all the same. */
function choose(
  term: DraftTerm,
  values: readonly (readonly unknown[])[],
  rule: Proposal,
): readonly [ProposedBy, unknown] {
  const [first] = values.flat();
  if (first === undefined) return ['NOBODY_TELLS', undefined];
  if (values.flat().every((value) => isDeepStrictEqual(value, first))) return ['EQUAL', first];
  return [rule, best(term, rule === 'MOST_COMMON' ? values.map((own) => best(term, own, rule)) : values.flat(), rule)];
}

/** Of what is equally common the more generous. */
function best(term: DraftTerm, values: readonly unknown[], rule: Proposal): unknown {
  const groups = [...Map.groupBy(values, (value) => JSON.stringify(value)).values()];
  const most = Math.max(...groups.map(({ length }) => length));
  const among = rule === 'MOST_COMMON' ? groups.filter(({ length }) => length === most) : groups;
  return among.map(([value]) => value).toSorted((a, b) => generosity(term, b) - generosity(term, a))[0];
}

const MINUTES: Readonly<Record<LoanUnit, number>> = { DAYS: 1440, HOURS: 60, MINUTES: 1 };

interface Period {
  readonly amount: number;
  readonly unit: LoanUnit;
}

function unitOf(loanPeriod: unknown): LoanUnit {
  return isPeriod(loanPeriod) ? loanPeriod.unit : 'DAYS';
}

function lengthIn(unit: LoanUnit, length: Period): number {
  return minutesOf(length) / MINUTES[unit];
}

function minutesOf(value: unknown): number {
  const { amount, unit } = value as Period;
  return amount * MINUTES[unit];
}

/** The greater, the better for readers. */
function generosity(term: DraftTerm, value: unknown): number {
  if (value === 'NOT_LENT') return -Infinity;
  if (value === 'UNLIMITED') return term === 'overdueChargeLimit' ? -Infinity : Infinity;
  if (value === 'NONE') return Infinity;
  switch (term) {
    case 'loanPeriod':
    case 'renewalPeriod':
    case 'gracePeriod':
      return minutesOf(value);
    case 'overdueCharge': {
      const { amount, every } = value as { readonly amount: string; readonly every: Period };
      return -Number(amount) / minutesOf(every);
    }
    case 'overdueChargeLimit':
      return -Number((value as { readonly amount: string }).amount);
    default:
      return Number(value);
  }
}

/** A Koha has no word for any number of renewals. */
const MANY_RENEWALS = 9999;

/** As one rule of a system states it: all lengths in the unit of the loan, in which they are whole. */
function toTerms(policy: Partial<LoanPolicy>): RuleTerms {
  const { loanPeriod, renewals, renewalPeriod, loanLimit, overdueCharge, overdueChargeLimit, gracePeriod } = policy;
  const holds = { ...limited('holdLimit', policy.holdLimit), ...limited('holdsPerTitle', policy.holdsPerTitle) };
  if (loanPeriod === 'NOT_LENT') return { lent: false, ...holds };
  const loan = isPeriod(loanPeriod) ? loanPeriod : undefined;
  const unit = unitOf(loan);
  const length = (value: unknown): number | undefined => (isPeriod(value) ? lengthIn(unit, value) : undefined);
  const charge = typeof overdueCharge === 'object' ? overdueCharge : undefined;
  return {
    lent: true,
    ...told('loanLength', loan?.amount),
    loanUnit: unit,
    ...limited('renewals', renewals === 'UNLIMITED' ? MANY_RENEWALS : renewals),
    ...told('renewalLength', length(renewalPeriod)),
    // Without any limit a Koha lends nothing: where nobody tells one, there is none.
    loanLimit: isLimit(loanLimit) ? loanLimit : 'UNLIMITED',
    ...(overdueCharge === 'NONE' ? { overdueCharge: '0', chargeLength: 0 } : {}),
    ...(charge === undefined ? {} : { overdueCharge: charge.amount, ...told('chargeLength', length(charge.every)) }),
    ...(overdueChargeLimit === 'UNLIMITED' ? { overdueChargeLimit: null } : {}),
    ...(typeof overdueChargeLimit === 'object' ? { overdueChargeLimit: overdueChargeLimit.amount } : {}),
    ...told('graceLength', length(gracePeriod)),
    ...holds,
  };
}

function isPeriod(value: unknown): value is Period {
  return typeof value === 'object' && value !== null && 'unit' in value;
}

function isLimit(value: unknown): value is number | 'UNLIMITED' {
  return typeof value === 'number' || value === 'UNLIMITED';
}

function told<Name extends string>(name: Name, value: number | undefined) {
  return (value === undefined ? {} : { [name]: value }) as Readonly<Partial<Record<Name, number>>>;
}

/** What is no limit is not told. */
function limited<Name extends string>(name: Name, value: unknown) {
  return (isLimit(value) ? { [name]: value } : {}) as Readonly<Partial<Record<Name, number | 'UNLIMITED'>>>;
}
