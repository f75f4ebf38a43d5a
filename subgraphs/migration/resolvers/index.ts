/** The resolvers of the subgraph, one file for each concern. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import { ControlTotal, controlTotalMutations, controlTotalQueries } from './control-totals.ts';
import { Decision, DecisionConnection, DecisionEdge, decisionMutations, decisionQueries } from './decisions.ts';
import { ComparisonJob, jobMutations, jobQueries } from './jobs.ts';
import * as reportResolvers from './reports.ts';
import * as rows from './rows.ts';
import { Snapshot, snapshotMutations, snapshotQueries } from './snapshots.ts';

const { report, reportQueries, ...reportTypes } = reportResolvers;

export const resolvers: Resolvers = {
  Query: { ...snapshotQueries, ...reportQueries, ...controlTotalQueries, ...decisionQueries, ...jobQueries },
  Mutation: { ...snapshotMutations, ...controlTotalMutations, ...decisionMutations, ...jobMutations },
  Snapshot: { ...Snapshot, report },
  ComparisonJob,
  ControlTotal,
  Decision,
  DecisionConnection,
  DecisionEdge,
  ...rows,
  ...reportTypes,
};
