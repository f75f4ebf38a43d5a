import type { HoldResolvers } from '../__generated__/resolvers.ts';
import { ofRecord } from './of-record.ts';

export const Hold: HoldResolvers = ofRecord;
