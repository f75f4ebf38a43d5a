import type { LoanResolvers } from '../__generated__/resolvers.ts';
import { ofRecord } from './of-record.ts';

export const Loan: LoanResolvers = ofRecord;
