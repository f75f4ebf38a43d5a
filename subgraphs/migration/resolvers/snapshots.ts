/** Snapshots: which there are, and their numbers. */
import {
  askForSnapshot,
  countBy,
  countRows,
  dropSnapshot,
  findSnapshot,
  listRows,
  listSnapshots,
  listTakenBack,
  systemsOfSnapshot,
} from '#comparison/index.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { MutationResolvers, QueryResolvers, SnapshotResolvers } from '../__generated__/resolvers.ts';
import { openExport } from '../exports.ts';
import { readPage, takePage, toConditions } from '../pages.ts';

const MOST_TABLE_ROWS = 5_000;
const MOST_DIMENSIONS = 3;

export const snapshotQueries: QueryResolvers = {
  snapshots(_root, _args, { access, reports }) {
    access.libraries();
    return listSnapshots(reports);
  },
  snapshot(_root, { name }, { access, reports }) {
    access.libraries();
    return findSnapshot(reports, name ?? null);
  },
};

export const snapshotMutations: MutationResolvers = {
  async takeSnapshot(_root, { input }, { access, db, region, now, onJob }) {
    access.assertMayChange('takeSnapshot');
    const taken = await askForSnapshot(db, region, {
      name: input.name,
      note: input.note ?? null,
      systems: (input.systems as readonly SystemId[] | null | undefined) ?? null,
      askedBy: access.subject,
      at: now(),
    });
    onJob(taken.job);
    return taken;
  },
  async dropSnapshot(_root, { input: { name } }, { access, db }) {
    access.assertMayChange('dropSnapshot');
    await dropSnapshot(db, name);
    return { name };
  },
};

export const Snapshot: SnapshotResolvers = {
  __resolveReference: ({ name }, { access, reports }) => {
    access.libraries();
    return findSnapshot(reports, name);
  },
  takenAt: ({ takenAt }) => takenAt.toISOString(),
  takenBack: async ({ number }, _args, { reports }) =>
    (await listTakenBack(reports, number)).map((act) => ({ ...act, at: act.at.toISOString() })),
  async systems({ number }, _args, { access, reports }) {
    const allowed = access.libraries();
    const systems = await systemsOfSnapshot(reports, number);
    return allowed === null
      ? systems
      : systems.filter(({ libraries }) => libraries.some((library) => allowed.includes(library)));
  },
  count: ({ number }, { of, where }, { access, reports }) =>
    countRows(reports, { snapshot: number, population: of, where: access.restrict(toConditions(where)) }),
  async table({ number }, { of, by, where, first }, { access, reports }) {
    if (by.length < 1 || by.length > MOST_DIMENSIONS) {
      throw new MerciaError('BAD_USER_INPUT', `by: one to ${MOST_DIMENSIONS} dimensions.`);
    }
    if (first < 1 || first > MOST_TABLE_ROWS)
      throw new MerciaError('BAD_USER_INPUT', `first: 1 to ${MOST_TABLE_ROWS}.`);
    const selection = { snapshot: number, population: of, where: access.restrict(toConditions(where)) };
    const rows = await countBy(reports, selection, by);
    return { rows: rows.slice(0, first), totalRows: rows.length };
  },
  async records({ name, number }, { where: asked, export: id, ...page }, context) {
    const where = toConditions(asked);
    const started = await openExport(context, id, { snapshot: name, what: 'ROWS', population: 'RECORDS', where });
    const selection = { snapshot: number, population: 'RECORDS', where: context.access.restrict(where) } as const;
    return takePage(readPage(page, started !== null), (rows) => listRows(context.reports, selection, rows));
  },
  async items({ name, number }, { where: asked, export: id, ...page }, context) {
    const where = toConditions(asked);
    const started = await openExport(context, id, { snapshot: name, what: 'ROWS', population: 'ITEMS', where });
    const selection = { snapshot: number, population: 'ITEMS', where: context.access.restrict(where) } as const;
    const { rows, ...place } = await takePage(readPage(page, started !== null), (asked) =>
      listRows(context.reports, selection, asked),
    );
    const exportedWithoutNotes = started !== null && !started.staffNotes;
    return { rows: rows.map((row) => ({ ...row, exportedWithoutNotes })), ...place };
  },
  async statements({ name, number }, { where: asked, export: id, ...page }, context) {
    const where = toConditions(asked);
    const started = await openExport(context, id, { snapshot: name, what: 'ROWS', population: 'STATEMENTS', where });
    const selection = { snapshot: number, population: 'STATEMENTS', where: context.access.restrict(where) } as const;
    return takePage(readPage(page, started !== null), (rows) => listRows(context.reports, selection, rows));
  },
};
