/** Snapshots: which there are, and their numbers. */
import {
  askForSnapshot,
  countBy,
  countRows,
  dropSnapshot,
  findSnapshot,
  listLosses,
  listRows,
  listSnapshots,
  listTakenBack,
  readRegion,
  systemsOfSnapshot,
} from '#comparison/index.ts';
import type { Population } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import { assertInNoLedger } from '#moving/index.ts';
import { badUserInput } from '#platform/errors.ts';
import type { MutationResolvers, QueryResolvers, SnapshotResolvers } from '../__generated__/resolvers.ts';
import type { SnapshotRecordsArgs } from '../__generated__/types.ts';
import type { MigrationContext } from '../context.ts';
import { openExport } from '../exports.ts';
import type { SnapshotModel } from '../models.ts';
import { readPage, takePage, toConditions, type PageAsked } from '../pages.ts';

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
      askedBy: access.actor,
      at: now(),
    });
    onJob(taken.job);
    return taken;
  },
  async dropSnapshot(_root, { input: { name } }, { access, db, now }) {
    access.assertMayChange('dropSnapshot');
    await assertInNoLedger(db, name);
    await dropSnapshot(db, name, { actor: access.actor, at: now() });
    return { name };
  },
};

export const Snapshot: SnapshotResolvers = {
  __resolveReference: ({ name }, { access, reports }) => {
    access.libraries();
    return findSnapshot(reports, name);
  },
  takenBack: ({ number }, _args, { reports }) => listTakenBack(reports, number),
  async systems({ number }, _args, { access, reports }) {
    const allowed = access.libraries();
    const systems = await systemsOfSnapshot(reports, number);
    return allowed === null
      ? systems
      : systems.filter(({ libraries }) => libraries.some((library) => allowed.includes(library)));
  },
  async losses({ number }, _args, { access, reports }) {
    const asked = { library: null, system: null, visibleLibraries: access.libraries() };
    const { libraries } = await readRegion(reports, number);
    return listLosses(reports, number, asked, (id) => libraries.find((one) => one.id === id)?.name ?? id);
  },
  count(snapshot, { of, where }, { access, report }) {
    const selection = { snapshot: snapshot.number, population: of, where: access.restrict(toConditions(where)) };
    return report(snapshot, (reports) => countRows(reports, selection));
  },
  async table(snapshot, { of, by, where, first }, { access, report }) {
    if (by.length < 1 || by.length > MOST_DIMENSIONS) {
      throw badUserInput(`by: one to ${MOST_DIMENSIONS} dimensions.`);
    }
    if (first < 1 || first > MOST_TABLE_ROWS) throw badUserInput(`first: 1 to ${MOST_TABLE_ROWS}.`);
    const selection = { snapshot: snapshot.number, population: of, where: access.restrict(toConditions(where)) };
    const rows = await report(snapshot, (reports) => countBy(reports, selection, by));
    return { rows: rows.slice(0, first), totalRows: rows.length };
  },
  records: async (snapshot, asked, context) => (await readRows('RECORDS', snapshot, asked, context)).page,
  async items(snapshot, asked, context) {
    const { page, started } = await readRows('ITEMS', snapshot, asked, context);
    const exportedWithoutNotes = started !== null && !started.staffNotes;
    return { ...page, rows: page.rows.map((row) => ({ ...row, exportedWithoutNotes })) };
  },
  statements: async (snapshot, asked, context) => (await readRows('STATEMENTS', snapshot, asked, context)).page,
};

/** A page of rows, and the export that it is part of. */
async function readRows<Of extends Population>(
  population: Of,
  snapshot: SnapshotModel,
  { where: asked, export: id, ...page }: SnapshotRecordsArgs,
  context: MigrationContext,
) {
  const where = toConditions(asked);
  const started = await openExport(context, id, { snapshot: snapshot.name, what: 'ROWS', population, where });
  const selection = { snapshot: snapshot.number, population, where: context.access.restrict(where) };
  const list = (rows: PageAsked) => context.report(snapshot, (reports) => listRows(reports, selection, rows));
  return { page: await takePage(readPage(page, started !== null), list), started };
}
