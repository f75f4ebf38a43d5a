/** The resolver map of the subgraph, one file a concern. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { changeResolvers } from './changes.ts';
import { editionResolvers } from './editions.ts';
import { holdingResolvers } from './holdings.ts';
import { lenderResolvers } from './lenders.ts';
import { libraryResolvers } from './libraries.ts';
import { loanResolvers } from './loans.ts';
import { mutationResolvers } from './mutation.ts';
import { operateResolvers } from './operate.ts';
import { pageResolvers } from './pages.ts';
import { placeResolvers } from './places.ts';
import { queryResolvers } from './query.ts';
import { recordResolvers } from './records.ts';
import { rulingResolvers } from './rulings.ts';
import { suggestionResolvers } from './suggestions.ts';

export const resolvers: Resolvers = {
  ...queryResolvers,
  ...mutationResolvers,
  ...pageResolvers,
  ...changeResolvers,
  ...editionResolvers,
  ...recordResolvers,
  ...rulingResolvers,
  ...holdingResolvers,
  ...lenderResolvers,
  ...libraryResolvers,
  ...loanResolvers,
  ...operateResolvers,
  ...placeResolvers,
  ...suggestionResolvers,
};
