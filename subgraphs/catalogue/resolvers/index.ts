/** The resolver map of the subgraph, one file a concern. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { editionResolvers } from './editions.ts';
import { holdingResolvers } from './holdings.ts';
import { libraryResolvers } from './libraries.ts';
import { loanResolvers } from './loans.ts';
import { operateResolvers } from './operate.ts';
import { pageResolvers } from './pages.ts';
import { placeResolvers } from './places.ts';
import { rootResolvers } from './roots.ts';
import { recordResolvers } from './records.ts';

export const resolvers: Resolvers = {
  ...rootResolvers,
  ...pageResolvers,
  ...editionResolvers,
  ...recordResolvers,
  ...holdingResolvers,
  ...libraryResolvers,
  ...loanResolvers,
  ...operateResolvers,
  ...placeResolvers,
};
