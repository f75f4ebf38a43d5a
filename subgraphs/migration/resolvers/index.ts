/** The resolvers of the subgraph, one file for each concern. Types that are missing here resolve by their fields' names. */
import type { Resolvers } from '../__generated__/resolvers.ts';
import type { DecisionModel, ExportModel, ItemModel, RecordModel, RefusedRowModel, StatementModel } from '../models.ts';
import { pagesOf } from '../pages.ts';
import { controlTotalMutations, controlTotalQueries } from './control-totals.ts';
import { Decision, decisionMutations, decisionQueries } from './decisions.ts';
import { evidence, evidenceMutations, MoveSignature } from './evidence.ts';
import * as exportResolvers from './exports.ts';
import { ComparisonJob, jobMutations, jobQueries } from './jobs.ts';
import * as ledgerResolvers from './ledgers.ts';
import * as mappingResolvers from './mappings.ts';
import { DraftAnswer, DraftRule, MovePlan, planMutations, planQueries } from './plans.ts';
import * as phaseResolvers from './phases.ts';
import * as reportResolvers from './reports.ts';
import * as rows from './rows.ts';
import { Snapshot, snapshotMutations, snapshotQueries } from './snapshots.ts';

const { exportMutations, exportQueries, ...exportTypes } = exportResolvers;
const { ledgerQueries, ledgerMutations, ...ledgerTypes } = ledgerResolvers;
const { mappingQueries, mappingMutations, ...mappingTypes } = mappingResolvers;
const { phaseQueries, phaseMutations, ...phaseTypes } = phaseResolvers;
const { report, reportQueries, ...reportTypes } = reportResolvers;

export const resolvers: Resolvers = {
  Query: {
    ...snapshotQueries,
    ...reportQueries,
    ...controlTotalQueries,
    ...decisionQueries,
    ...jobQueries,
    ...ledgerQueries,
    ...mappingQueries,
    ...exportQueries,
    ...planQueries,
    ...phaseQueries,
  },
  Mutation: {
    ...snapshotMutations,
    ...controlTotalMutations,
    ...decisionMutations,
    ...jobMutations,
    ...ledgerMutations,
    ...mappingMutations,
    ...exportMutations,
    ...planMutations,
    ...evidenceMutations,
    ...phaseMutations,
  },
  Snapshot: { ...Snapshot, report, evidence },
  MoveSignature,
  ComparisonJob,
  Decision,
  DraftAnswer,
  DraftRule,
  MovePlan,
  ...pagesOf('Decision', ({ id }: DecisionModel) => id),
  ...pagesOf('Export', ({ number }: ExportModel) => number),
  ...pagesOf('RefusedRow', ({ number }: RefusedRowModel) => number),
  ...pagesOf('SnapshotRecord', ({ row }: RecordModel) => row),
  ...pagesOf('SnapshotItem', ({ row }: ItemModel) => row),
  ...pagesOf('SnapshotStatement', ({ row }: StatementModel) => row),
  ...rows,
  ...reportTypes,
  ...ledgerTypes,
  ...mappingTypes,
  ...phaseTypes,
  ...exportTypes,
};
