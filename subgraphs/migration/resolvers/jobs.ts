/** Work that takes longer than a question may. */
import { findJob, listJobs } from '#comparison/index.ts';
import { cancelAnyJob } from '#moving/index.ts';
import { badUserInput } from '#platform/errors.ts';
import type { ComparisonJobResolvers, MutationResolvers, QueryResolvers } from '../__generated__/resolvers.ts';

const MOST = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const jobQueries: QueryResolvers = {
  comparisonJobs(_root, { first }, { access, reports }) {
    access.assertMayChange('comparisonJobs');
    if (first < 1 || first > MOST) throw badUserInput(`first: 1 to ${MOST}.`);
    return listJobs(reports, first);
  },
  comparisonJob(_root, { id }, { access, reports }) {
    access.assertMayChange('comparisonJob');
    return UUID.test(id) ? findJob(reports, id) : null;
  },
};

export const jobMutations: MutationResolvers = {
  async cancelComparisonJob(_root, { input: { id } }, { access, db, now }) {
    access.assertMayChange('cancelComparisonJob');
    return { job: UUID.test(id) ? await cancelAnyJob(db, id, now()) : null };
  },
};

export const ComparisonJob: ComparisonJobResolvers = {
  snapshot: ({ snapshotName }) => snapshotName,
};
