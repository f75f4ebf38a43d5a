/** The contract's part about what a system has set up: its lists of codes, and its rules of lending. */
import type { CodeList, LoanRules } from '#domain/policies.ts';

export interface PolicySource {
  /** Every list that the system tells, whole. A list that is not there is not told, which is not the same as empty. */
  codeLists(signal: AbortSignal): Promise<readonly CodeList[]>;
  /** All rules of lending. Absent where the system does not tell them as it is described. */
  loanRules?(signal: AbortSignal): Promise<LoanRules>;
}
