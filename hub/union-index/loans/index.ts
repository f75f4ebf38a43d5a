export { countTokens } from './count-tokens.ts';
export { harvestLoans, type LoanHarvestResult, createLoanKeeper } from './harvest-loans.ts';
export { loanStatus, type LoanListStatus } from './loan-status.ts';
