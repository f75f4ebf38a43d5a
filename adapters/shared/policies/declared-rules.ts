/** Rules of lending in plain words, as a region file may have them for a system that cannot tell its own. */
import { z } from 'zod';
import { HOLD_PERMISSIONS, SHELF_HOLDS, type LoanRule, type LoanRules, type RuleTerms } from '#domain/policies.ts';

const length = z.int().min(0);
const limit = z.union([length, z.literal('unlimited')]);
const money = z.union([z.number().min(0).transform(String), z.string().regex(/^\d+(\.\d+)?$/, 'an amount, as 0.20')]);
const codes = z.union([
  z
    .string()
    .min(1)
    .transform((code) => [code]),
  z.array(z.string().min(1)).min(1),
]);

const declaredRule = z
  .strictObject({
    /** For whom and what; a rule that does not say is for all. */
    library: codes.optional(),
    category: codes.optional(),
    itemType: codes.optional(),
    /** Lent for so long: one of the two, or `lent: false`. */
    days: length.optional(),
    hours: length.optional(),
    lent: z.boolean().optional(),
    renewals: limit.optional(),
    /** Loans of the item type at a time, and of all types together. */
    loans: limit.optional(),
    allLoans: limit.optional(),
    /** Charged for every day overdue, or for every hour if the loan is by the hour; `none` for no charge. */
    overdueCharge: z.union([money, z.literal('none')]).optional(),
    mostOverdueCharge: z.union([money, z.literal('unlimited')]).optional(),
    graceDays: length.optional(),
    holds: limit.optional(),
    holdsPerTitle: limit.optional(),
    allHolds: limit.optional(),
    holdsFrom: z.enum(HOLD_PERMISSIONS).optional(),
    shelfHolds: z.enum(SHELF_HOLDS).optional(),
  })
  .refine(({ days, hours }) => days === undefined || hours === undefined, 'days or hours, not both')
  .refine(({ hours, graceDays }) => hours === undefined || graceDays === undefined, 'graceDays needs days');
type DeclaredRule = z.output<typeof declaredRule>;

export const declaredRules = z.array(declaredRule).min(1);
export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'three capitals, as GBP');

/** The rule that says more of library, category and item type wins, in this order. What no rule says is not told. */
export function rulesOf(declared: readonly DeclaredRule[], currency: string | null): LoanRules {
  return {
    precedence: 'MOST_SPECIFIC',
    rules: declared.map(toRule),
    defaults: {},
    needsLoanLimit: false,
    currency,
  };
}

function toRule({ library, category, itemType, ...said }: DeclaredRule): LoanRule {
  return {
    libraries: library ?? null,
    patronCategories: category ?? null,
    itemTypes: itemType ?? null,
    terms: withoutUndefined(termsOf(said)),
  };
}

function termsOf(said: Omit<DeclaredRule, 'library' | 'category' | 'itemType'>): RuleTerms {
  const loanLength = said.days ?? said.hours;
  return {
    lent: said.lent ?? (loanLength === undefined ? undefined : true),
    loanLength,
    loanUnit: said.hours !== undefined ? 'HOURS' : said.days !== undefined ? 'DAYS' : undefined,
    renewals: toLimit(said.renewals),
    loanLimit: toLimit(said.loans),
    totalLoanLimit: toLimit(said.allLoans),
    overdueCharge: said.overdueCharge === 'none' ? '0' : said.overdueCharge,
    chargeLength: said.overdueCharge === undefined ? undefined : 1,
    overdueChargeLimit: said.mostOverdueCharge === 'unlimited' ? null : said.mostOverdueCharge,
    graceLength: said.graceDays,
    holdLimit: toLimit(said.holds),
    holdsPerTitle: toLimit(said.holdsPerTitle),
    totalHoldLimit: toLimit(said.allHolds),
    holdsFrom: said.holdsFrom,
    shelfHolds: said.shelfHolds,
  };
}

function toLimit(said: number | 'unlimited' | undefined): number | 'UNLIMITED' | undefined {
  return said === 'unlimited' ? 'UNLIMITED' : said;
}

/** What a rule does not state is not in it, on the wire and in the store as here. */
export function withoutUndefined(terms: RuleTerms): RuleTerms {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
}
