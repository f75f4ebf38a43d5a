/** What a system has set up, as it comes back from the wire and the store. */
import {
  CODE_LISTS,
  HOLD_PERMISSIONS,
  LOAN_UNITS,
  PRECEDENCES,
  SHELF_HOLDS,
  type CodeList,
  type LoanRules,
  type RuleTerms,
} from '#domain/policies.ts';
import { z } from 'zod';

const text = z.string();

export const codeList: z.ZodType<CodeList> = z.object({
  list: z.enum(CODE_LISTS),
  codes: z.array(z.object({ code: text, label: text.nullable() })),
});

const limit = z.union([z.number(), z.literal('UNLIMITED')]).optional();
const length = z.number().optional();

const ruleTerms: z.ZodType<RuleTerms> = z.object({
  lent: z.boolean().optional(),
  loanLength: length,
  loanUnit: z.enum(LOAN_UNITS).optional(),
  renewals: limit,
  renewalLength: z.number().nullable().optional(),
  loanLimit: limit,
  totalLoanLimit: limit,
  overdueCharge: text.optional(),
  chargeLength: length,
  overdueChargeLimit: text.nullable().optional(),
  graceLength: length,
  holdLimit: limit,
  holdsPerTitle: limit,
  totalHoldLimit: limit,
  holdsFrom: z.enum(HOLD_PERMISSIONS).optional(),
  shelfHolds: z.enum(SHELF_HOLDS).optional(),
});
const codesOrAll = z.array(text).nullable();

export const loanRules: z.ZodType<LoanRules> = z.object({
  precedence: z.enum(PRECEDENCES),
  rules: z.array(
    z.object({ libraries: codesOrAll, patronCategories: codesOrAll, itemTypes: codesOrAll, terms: ruleTerms }),
  ),
  defaults: ruleTerms,
  needsLoanLimit: z.boolean(),
  currency: text.nullable(),
});
