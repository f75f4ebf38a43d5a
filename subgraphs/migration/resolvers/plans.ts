/** Plans of moves: making, copying, predicting and dropping them. What they come to are reports. */
import { findSnapshot } from '#comparison/index.ts';
import { copyPlan, dropPlan, findPlan, listPlans, makePlan, predictAgain } from '#moving/index.ts';
import type { MovePlanResolvers, MutationResolvers, QueryResolvers } from '../__generated__/resolvers.ts';

export const planQueries: QueryResolvers = {
  plans(_root, _args, { access, reports }) {
    access.libraries();
    return listPlans(reports);
  },
  plan(_root, { name }, { access, reports }) {
    access.libraries();
    return findPlan(reports, name);
  },
};

export const planMutations: MutationResolvers = {
  async makePlan(_root, { input }, { access, db, now, onJob }) {
    access.assertMayChange('makePlan');
    const made = await makePlan(db, {
      name: input.name,
      note: input.note ?? null,
      snapshot: input.snapshot ?? null,
      settings: input.settings,
      by: access.subject,
      at: now(),
    });
    onJob(made.job);
    return made;
  },
  async copyPlan(_root, { input }, { access, db, now, onJob }) {
    access.assertMayChange('copyPlan');
    const made = await copyPlan(db, {
      from: input.from,
      name: input.name,
      note: input.note ?? null,
      changes: input.changes ?? null,
      by: access.subject,
      at: now(),
    });
    onJob(made.job);
    return made;
  },
  async predictPlan(_root, { input: { name } }, { access, db, now, onJob }) {
    access.assertMayChange('predictPlan');
    const asked = await predictAgain(db, name, { by: access.subject, at: now() });
    onJob(asked.job);
    return asked;
  },
  async dropPlan(_root, { input: { name } }, { access, db }) {
    access.assertMayChange('dropPlan');
    await dropPlan(db, name);
    return { name };
  },
};

export const MovePlan: MovePlanResolvers = {
  async snapshot({ snapshot: { name } }, _args, { reports }) {
    const snapshot = await findSnapshot(reports, name);
    if (snapshot === null) throw new Error(`the snapshot ${name} of a plan is gone`);
    return snapshot;
  },
  settings: ({ settings }) => JSON.stringify(settings),
  madeAt: ({ madeAt }) => madeAt.toISOString(),
  predictedAt: ({ predictedAt }) => predictedAt?.toISOString() ?? null,
};
