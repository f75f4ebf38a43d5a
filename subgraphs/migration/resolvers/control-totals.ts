/** What libraries counted in their own systems. */
import { enterControlTotals, listControlTotals } from '#comparison/index.ts';
import type { LibraryId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { MutationResolvers, QueryResolvers } from '../__generated__/resolvers.ts';
import { toConditions } from '../pages.ts';

export const controlTotalQueries: QueryResolvers = {
  controlTotals(_root, { library }, { access, reports }) {
    const allowed = access.libraries();
    if (library === null || library === undefined) return listControlTotals(reports, allowed);
    if (allowed?.includes(library) === false) {
      throw new MerciaError('FORBIDDEN', `library: staff see the counts of their own libraries; ${library} is none.`);
    }
    return listControlTotals(reports, [library]);
  },
};

export const controlTotalMutations: MutationResolvers = {
  async enterControlTotals(_root, { input }, { access, db, region, now }) {
    const { library, totals, countedOn, note, sure } = input;
    access.assertMayChangeFor(library, 'enterControlTotals');
    const at = now();
    await enterControlTotals(db, region, {
      library: library as LibraryId,
      totals: totals.map((total) => ({ ...total, where: toConditions(total.where), value: total.value ?? null })),
      countedOn: countedOn ?? at.toISOString().slice(0, 10),
      note: note ?? null,
      enteredBy: access.subject,
      at,
      sure: sure === true,
    });
    return { totals: await listControlTotals(db, [library]) };
  },
};
