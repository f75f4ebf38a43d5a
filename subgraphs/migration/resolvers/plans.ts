/** Plans of moves: making, copying, predicting and dropping them. What they come to are reports. */
import { findSnapshot } from '#comparison/index.ts';
import {
  answerDraft,
  changeDraftRule,
  circulationRulesOf,
  copyPlan,
  dropPlan,
  findPlan,
  listPlans,
  makePlan,
  predictAgain,
  readAnswers,
  readDraft,
  requirePlan,
} from '#moving/index.ts';
import type {
  DraftAnswerResolvers,
  DraftRuleResolvers,
  MovePlanResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../__generated__/resolvers.ts';

export const planQueries: QueryResolvers = {
  plans(_root, _args, { access, reports }) {
    access.libraries('Plans of moves');
    return listPlans(reports);
  },
  plan(_root, { name }, { access, reports }) {
    access.libraries('Plans of moves');
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
  async changeDraftRule(_root, { input }, { access, db, now }) {
    access.assertMayChange('changeDraftRule');
    const { category, itemType, terms } = input;
    const asked = { category, itemType, terms, note: input.note ?? null, by: access.subject, at: now() };
    return { rule: await changeDraftRule(db, await requirePlan(db, input.plan), asked) };
  },
  async answerDraftPolicy(_root, { input }, { access, db, now }) {
    const { library, agrees } = input;
    access.libraries('Plans of moves');
    const plan = await requirePlan(db, input.plan);
    access.assertMayChangeFor(library, 'answerDraftPolicy');
    await answerDraft(db, plan, { library, agrees, reason: input.reason ?? null, by: access.subject, at: now() });
    return { plan };
  },
};

export const MovePlan: MovePlanResolvers = {
  async snapshot({ snapshot: { name } }, _args, { reports }) {
    const snapshot = await findSnapshot(reports, name);
    if (snapshot === null) throw new Error(`the snapshot ${name} of a plan is gone`);
    return snapshot;
  },
  settings: ({ settings }, _args, { access }) =>
    access.libraries('Plans of moves') === null ? JSON.stringify(settings) : null,
  draftRules: (plan, _args, { reports }) => readDraft(reports, plan),
  async draftAnswers(plan, _args, { access, reports }) {
    const allowed = access.libraries('Plans of moves');
    return (await readAnswers(reports, plan)).filter(({ library }) => allowed?.includes(library) ?? true);
  },
  circulationRules: (plan, _args, { reports }) => circulationRulesOf(reports, plan),
};

export const DraftRule: DraftRuleResolvers = {
  terms: ({ terms }) => JSON.stringify(terms),
  changed: ({ changedBy }) => changedBy !== null,
};

export const DraftAnswer: DraftAnswerResolvers = {
  ofEarlierDraft: ({ isOfEarlierDraft }) => isOfEarlierDraft,
};
