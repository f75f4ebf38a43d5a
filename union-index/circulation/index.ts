export { harvestLoans, type LoanHarvestResult } from './harvest-loans.ts';
