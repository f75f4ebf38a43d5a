export { harvestLoans, type LoanHarvestResult } from './harvest-loans.ts';
export { createLoanKeeper } from './keep-loans.ts';
export { loanStatus, type LoanListStatus } from './loan-status.ts';
