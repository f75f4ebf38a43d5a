export { countTokens } from './count-tokens.ts';
export { harvestLoans, type LoanHarvestResult, createLoanKeeper, READER_LISTS } from './harvest-loans.ts';
export { loanStatus, type LoanListStatus } from './loan-status.ts';
