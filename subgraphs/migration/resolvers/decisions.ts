/** Clashes that somebody has to decide. */
import {
  changeDecision,
  closeDecision,
  countLeft,
  findDecision,
  findSnapshot,
  listDecisions,
  makeDecision,
  type OptionToMake,
} from '#comparison/index.ts';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import type { DecisionResolvers, MutationResolvers, QueryResolvers } from '../__generated__/resolvers.ts';
import type { DecisionOptionInput } from '../__generated__/types.ts';
import { readPage, takePage, toConditions } from '../pages.ts';

const NUMBER = /^\d{1,15}$/;

export const decisionQueries: QueryResolvers = {
  decisions(_root, { state, library, ...page }, { access, reports }) {
    const allowed = access.libraries();
    if (library !== null && library !== undefined && allowed?.includes(library) === false) {
      throw new MerciaError(
        'FORBIDDEN',
        `library: staff see the decisions of their own libraries; ${library} is none.`,
      );
    }
    const libraries = library === null || library === undefined ? allowed : [library];
    return takePage(readPage(page), (asked) =>
      listDecisions(reports, { libraries, state: state ?? undefined, ...asked }),
    );
  },
  async decision(_root, { id }, { access, reports }) {
    const allowed = access.libraries();
    const found = NUMBER.test(id) ? await findDecision(reports, Number(id)) : null;
    return found === null || allowed === null || found.libraries.some((one) => allowed.includes(one)) ? found : null;
  },
};

export const decisionMutations: MutationResolvers = {
  async makeDecision(_root, { input }, { access, db, now }) {
    access.assertMayDecide('makeDecision');
    const snapshot = await findSnapshot(db, input.snapshot ?? null);
    if (snapshot === null) throw badUserInput('snapshot: there is none of this name.');
    const decision = await makeDecision(
      db,
      snapshot,
      {
        question: input.question,
        population: input.of,
        where: input.where,
        options: toOptions(input.options ?? []),
        owner: input.owner ?? null,
        dueOn: input.dueOn ?? null,
      },
      { ...access.actor, at: now() },
    );
    return { decision };
  },
  async changeDecision(_root, { input }, { access, db, now }) {
    access.assertMayDecide('changeDecision');
    const changes = {
      question: input.question ?? undefined,
      owner: input.owner,
      dueOn: input.dueOn,
      options: input.options === null || input.options === undefined ? undefined : toOptions(input.options),
    };
    return { decision: await changeDecision(db, toNumber(input.id), changes, { ...access.actor, at: now() }) };
  },
  async closeDecision(_root, { input }, { access, db, now }) {
    access.assertMayDecide('closeDecision');
    const outcome = { chosen: input.option ?? null, outcome: input.outcome ?? null };
    return { decision: await closeDecision(db, toNumber(input.id), outcome, { ...access.actor, at: now() }) };
  },
};

export const Decision: DecisionResolvers = {
  id: ({ id }) => String(id),
  of: ({ population }) => population,
  async inSnapshot({ population, where }, { name }, { access, reports }) {
    const snapshot = await findSnapshot(reports, name ?? null);
    if (snapshot === null) return null;
    const selection = { snapshot: snapshot.number, population, where };
    return { snapshot: snapshot.name, ...(await countLeft(reports, selection, access.restrict([]))) };
  },
};

function toOptions(options: readonly DecisionOptionInput[]): readonly OptionToMake[] {
  return options.map(({ text, where }) => ({ text, where: toConditions(where) }));
}

function toNumber(id: string): number {
  if (NUMBER.test(id)) return Number(id);
  throw badUserInput(`id: there is no decision ${id}.`);
}
