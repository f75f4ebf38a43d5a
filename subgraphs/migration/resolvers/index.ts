/** The resolvers of the subgraph, one file for each concern. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { ControlTotal, controlTotalMutations, controlTotalQueries } from './control-totals.ts';
import { Decision, DecisionConnection, DecisionEdge, decisionMutations, decisionQueries } from './decisions.ts';
import * as exportResolvers from './exports.ts';
import { ComparisonJob, jobMutations, jobQueries } from './jobs.ts';
import * as reportResolvers from './reports.ts';
import * as rows from './rows.ts';
import { Snapshot, snapshotMutations, snapshotQueries } from './snapshots.ts';

const { exportMutations, exportQueries, ...exportTypes } = exportResolvers;
const { report, reportQueries, ...reportTypes } = reportResolvers;

export const resolvers: Resolvers = {
  Query: {
    ...snapshotQueries,
    ...reportQueries,
    ...controlTotalQueries,
    ...decisionQueries,
    ...jobQueries,
    ...exportQueries,
  },
  Mutation: {
    ...snapshotMutations,
    ...controlTotalMutations,
    ...decisionMutations,
    ...jobMutations,
    ...exportMutations,
  },
  Snapshot: { ...Snapshot, report },
  ComparisonJob,
  ControlTotal,
  Decision,
  DecisionConnection,
  DecisionEdge,
  ...rows,
  ...reportTypes,
  ...exportTypes,
};
