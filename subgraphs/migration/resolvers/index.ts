/** The resolvers of the subgraph, one file for each concern. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { ComparisonJob, jobMutations, jobQueries } from './jobs.ts';
import * as mappingResolvers from './mappings.ts';
import * as reportResolvers from './reports.ts';
import * as rows from './rows.ts';
import { Snapshot, snapshotMutations, snapshotQueries } from './snapshots.ts';

const { mappingQueries, mappingMutations, ...mappingTypes } = mappingResolvers;
const { report, reportQueries, ...reportTypes } = reportResolvers;

export const resolvers: Resolvers = {
  Query: { ...snapshotQueries, ...reportQueries, ...jobQueries, ...mappingQueries },
  Mutation: { ...snapshotMutations, ...jobMutations, ...mappingMutations },
  Snapshot: { ...Snapshot, report },
  ComparisonJob,
  ...rows,
  ...reportTypes,
  ...mappingTypes,
};
