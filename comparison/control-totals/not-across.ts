import type { LeftOutReason } from '#domain/comparison.ts';
import { countBy } from '../populations/counts.ts';
import { countTableRows, tableOf } from '../reports/report.ts';
import type { Report, ReportContext, ReportTable } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { systemsOfSnapshot, type SnapshotSystem } from '../snapshots/snapshot.ts';
import { readRejects, type KeptRejects } from './keep-rejects.ts';
import { compareTotals, librariesAskedFor, nameTotal } from './reconcile.ts';
import { counted } from '../reports/say.ts';

/** Copies that came without what a public count needs. Those of hidden records are complete. */
const REASONS: Readonly<Partial<Record<LeftOutReason, string>>> = {
  NO_ID: 'the system has no number for it',
  NO_BARCODE: 'it has no barcode by which its system could be asked',
  NO_OWNER: 'nobody knows whose it is',
};
const LEFT_OUT = { dimension: 'LEFT_OUT', in: Object.keys(REASONS) } as const;

export const notAcross: Report = {
  name: 'not-across',
  question: 'What did not come across in the extract?',
  scope: 'REGION',
  async run(context) {
    const { db, snapshot, scope } = context;
    const systems = await systemsAskedFor(context);
    const ids = new Set<string>(systems.map(({ id }) => id));
    const rejects = (await readRejects(db, snapshot.number)).filter(({ system }) => ids.has(system));
    const rejected = rejects.reduce((sum, { count }) => sum + count, 0);
    const selection = { snapshot: snapshot.number, population: 'ITEMS', where: [...scope, LEFT_OUT] } as const;
    const leftOut = await countBy(db, selection, ['LEFT_OUT']);
    const copies = leftOut.reduce((sum, { count }) => sum + count, 0);
    const differences = await differenceTable(context);
    return {
      title: `${counted(rejected, 'record')} could not be read, and ${counted(copies, 'copy', 'copies')} came without their number, barcode or owner.`,
      summary: [
        { label: 'Records that could not be read', value: rejected },
        { label: 'Copies that stand in no public count', value: copies, drill: selection },
        ...leftOut.map(({ values: [reason = ''], count, where }) => ({
          label: `Copies: ${REASONS[reason as LeftOutReason] ?? reason}`,
          value: count,
          drill: { population: 'ITEMS', where } as const,
        })),
        { label: 'Counts of the libraries that differ from ours', value: await countTableRows(differences) },
      ],
      tables: [
        systemTable(systems, rejects),
        rejectTable(rejects),
        itemTable(context, { name: 'copies', title: 'Copies that stand in no public count' }, [LEFT_OUT]),
        differences,
      ],
    };
  },
};

/** A record that could not be read belongs to nobody but its system: whoever may see one of its libraries may see it. */
async function systemsAskedFor(context: ReportContext): Promise<readonly SnapshotSystem[]> {
  const { db, snapshot, library, system, visibleLibraries } = context;
  return (await systemsOfSnapshot(db, snapshot.number)).filter(
    ({ id, libraries }) =>
      (system === null || id === system) &&
      (library === null || libraries.includes(library)) &&
      (visibleLibraries === null || libraries.some((one) => visibleLibraries.includes(one))),
  );
}

function systemTable(systems: readonly SnapshotSystem[], rejects: readonly KeptRejects[]): ReportTable {
  const rejectsOf = new Map(rejects.map(({ system, count }) => [system, count]));
  return tableOf(
    {
      name: 'systems',
      title: 'What is known to be missing of each system',
      columns: [
        { header: 'System', kind: 'TEXT' },
        { header: 'Harvested on', kind: 'DATE' },
        { header: 'Records that could not be read', kind: 'NUMBER' },
        { header: 'Not told at all', kind: 'TEXT' },
        { header: 'What may be missing', kind: 'TEXT' },
      ],
    },
    systems.map(({ id, harvestedAt, notTold, problem }) => ({
      cells: [id, harvestedAt?.toISOString().slice(0, 10) ?? null, rejectsOf.get(id) ?? 0, notTold.join(', '), problem],
    })),
  );
}

function rejectTable(rejects: readonly KeptRejects[]): ReportTable {
  return tableOf(
    {
      name: 'records',
      title: 'Records that could not be read',
      columns: [
        { header: 'System', kind: 'TEXT' },
        { header: 'Record number', kind: 'TEXT' },
        { header: 'Place in the extract', kind: 'TEXT' },
        { header: 'Why', kind: 'TEXT' },
      ],
    },
    rejects.flatMap(({ system, rejects: kept }) =>
      kept.map(({ localId, place, reason }) => ({ cells: [system, localId, place, reason] })),
    ),
  );
}

async function differenceTable(context: ReportContext): Promise<ReportTable> {
  const { db, snapshot } = context;
  const libraries = await librariesAskedFor(db, snapshot.number, context);
  const compared = await compareTotals(db, snapshot.number, libraries);
  return tableOf(
    {
      name: 'counts',
      title: 'Counts of the libraries that differ from ours',
      columns: [
        { header: 'Library', kind: 'TEXT' },
        { header: 'What', kind: 'TEXT' },
        { header: 'Theirs', kind: 'NUMBER' },
        { header: 'Ours', kind: 'NUMBER' },
        { header: 'Difference', kind: 'NUMBER' },
      ],
    },
    compared
      .filter(({ state }) => state === 'DIFFERS')
      .map((total) => {
        const theirs = total.entered?.value ?? 0;
        const { value: ours } = total.ours;
        return { cells: [total.library, nameTotal(total), theirs, ours, ours === null ? null : ours - theirs] };
      }),
  );
}
