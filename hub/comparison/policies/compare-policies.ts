/** Policies side by side: for each pair of category and item type what holds at each library, and which terms differ. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { LoanRules } from '#domain/policies.ts';
import { effectivePolicy } from './effective-policy.ts';
import type { LoanPolicy } from './effective-policy.ts';
import type { CodePairing } from '../codes/pair-codes.ts';

/** One owner code of one system. */
export interface PolicySide {
  readonly system: string;
  readonly library: string;
  /** Null if the system does not tell its rules. */
  readonly rules: LoanRules | null;
}

export const POLICY_TERMS = [
  'loanPeriod',
  'renewals',
  'renewalPeriod',
  'loanLimit',
  'totalLoanLimit',
  'overdueCharge',
  'overdueChargeLimit',
  'gracePeriod',
  'holdLimit',
  'holdsPerTitle',
  'totalHoldLimit',
  'holdsFrom',
  'shelfHolds',
] as const satisfies readonly (keyof LoanPolicy)[];
export type PolicyTerm = (typeof POLICY_TERMS)[number];

export interface PolicyCell {
  readonly side: PolicySide;
  /** The side's own codes; null if it has nothing like the category or the item type, and no policy then. */
  readonly patronCategory: string | null;
  readonly itemType: string | null;
  /** Null if the system has no such code, or does not tell its rules (`side.rules` is null). */
  readonly policy: LoanPolicy | null;
}

export interface PolicyRow {
  readonly patronCategory: CodePairing;
  readonly itemType: CodePairing;
  /** In the order of the sides. */
  readonly cells: readonly PolicyCell[];
  /** Terms for which two sides or more tell different things. */
  readonly differs: readonly PolicyTerm[];
  /** Terms that one side or more does not tell, all of them if it tells no rules: whether they differ is not known. */
  readonly notTold: readonly PolicyTerm[];
}

export interface PolicyComparison {
  readonly sides: readonly PolicySide[];
  readonly patronCategories: readonly CodePairing[];
  readonly itemTypes: readonly CodePairing[];
}

/** A row for every category × item type of which at least one side has both codes, in the order given. */
export function* comparePolicies({ sides, patronCategories, itemTypes }: PolicyComparison): Generator<PolicyRow> {
  for (const patronCategory of patronCategories) {
    for (const itemType of itemTypes) {
      const cells = sides.map((side) => cellOf(side, patronCategory, itemType));
      if (!cells.some((cell) => cell.patronCategory !== null && cell.itemType !== null)) continue;
      yield { patronCategory, itemType, cells, ...compareTerms(cells) };
    }
  }
}

function cellOf(side: PolicySide, category: CodePairing, type: CodePairing): PolicyCell {
  const patronCategory = category.codes.get(side.system) ?? null;
  const itemType = type.codes.get(side.system) ?? null;
  const policy =
    side.rules === null || patronCategory === null || itemType === null
      ? null
      : effectivePolicy(side.rules, { library: side.library, patronCategory, itemType });
  return { side, patronCategory, itemType, policy };
}

function compareTerms(cells: readonly PolicyCell[]): Pick<PolicyRow, 'differs' | 'notTold'> {
  const policies = cells.flatMap(({ policy }) => (policy === null ? [] : [policy]));
  const differs: PolicyTerm[] = [];
  const notTold: PolicyTerm[] = [];
  for (const term of POLICY_TERMS) {
    const values = policies.map((policy) => policy[term]);
    const told = values.filter((value) => value !== 'NOT_TOLD');
    if (told.length < values.length) notTold.push(term);
    if (told.some((value) => !isDeepStrictEqual(value, told[0]))) differs.push(term);
  }
  // What a system that tells no rules would lend is not known, whether it tells its codes or not.
  const isSilent = cells.some(({ side }) => side.rules === null);
  return { differs, notTold: isSilent ? POLICY_TERMS : notTold };
}
