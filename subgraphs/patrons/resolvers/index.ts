/** The resolvers of the subgraph, one file for each concern. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import * as account from './account.ts';
import * as audit from './audit.ts';
import * as library from './library.ts';

export const resolvers: Resolvers = { ...account, ...audit, ...library };
