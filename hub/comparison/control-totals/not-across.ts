import { NONE, type Condition } from '#domain/comparison.ts';
import { countLine, sayCount } from '../reports/count-lines.ts';
import { countTableRows, tableOf } from '../reports/report.ts';
import type { Report, ReportContext, ReportTable, SummaryLine } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { HIDDEN_ITEMS, HIDDEN_RECORDS } from '../day-one/suppressed.ts';
import { isOfLibraries, listedOfWholeSystems, ofWholeSystems, systemsInScope } from '../reports/systems-in-scope.ts';
import type { SnapshotSystem } from '../snapshots/snapshot.ts';
import { readRejects, type KeptRejects } from '../snapshots/keep-rejects.ts';
import { compareTotals, librariesAskedFor, nameTotal } from './reconcile.ts';
import { counted } from '../reports/say.ts';

const NO_NUMBER: Condition = { dimension: 'LEFT_OUT', in: ['NO_ID'] };
const NO_BARCODE: Condition = { dimension: 'BARCODE_FORM', in: ['MISSING'] };
const ONLINE: Condition = { dimension: 'USE', in: ['ONLINE'] };
const NOBODYS: Condition = { dimension: 'LIBRARY', in: [NONE] };

export const notAcross: Report = {
  name: 'not-across',
  question: 'What did not come across in the extract?',
  scope: 'REGION',
  leavesOut: null,
  async run(context) {
    const { db, snapshot } = context;
    const systems = await systemsInScope(context);
    const ids = new Set<string>(systems.map(({ id }) => id));
    // A record that could not be read belongs to nobody but its system: whoever may see one of its libraries may see it.
    const rejects = (await readRejects(db, snapshot.number)).filter(({ system }) => ids.has(system));
    const rejected = rejects.reduce((sum, { count }) => sum + count, 0);
    const items = (label: string, ...where: readonly Condition[]) =>
      countLine(context, label, { population: 'ITEMS', where });
    const unnumbered = await items('Copies without a number in their system', NO_NUMBER);
    const unlabelled = await items('Copies without a barcode', NO_BARCODE);
    const online = await items('Of them read online: they need none', NO_BARCODE, ONLINE);
    const nobodys = await countNobodys(context);
    const differences = await differenceTable(context);
    return {
      title: `${counted(rejected, 'record')} could not be read. Of the copies that came, ${sayCount(unnumbered)} have no number, ${sayCount(unlabelled)} no barcode, and ${sayCount(nobodys)} no library that is known.`,
      summary: [
        { label: 'Records that could not be read', value: rejected },
        unnumbered,
        unlabelled,
        online,
        nobodys,
        await countLine(context, 'Records that came and are hidden', {
          population: 'RECORDS',
          where: [HIDDEN_RECORDS],
        }),
        await items('Copies that came and are hidden, or their records are', HIDDEN_ITEMS),
        { label: 'Counts of the libraries that differ from ours', value: await countTableRows(differences) },
      ],
      tables: [
        systemTable(systems, rejects),
        rejectTable(rejects),
        itemTable(context, { name: 'no number', title: 'Copies without a number in their system' }, [NO_NUMBER]),
        itemTable(context, { name: 'no barcode', title: 'Copies without a barcode' }, [NO_BARCODE]),
        itemTable(
          await listedOfWholeSystems(context),
          { name: 'no library', title: 'Copies of a library that nobody knows' },
          [NOBODYS],
        ),
        differences,
      ],
    };
  },
};

/** What is nobody's is no library's: of a library it is that of its whole system. */
async function countNobodys(context: ReportContext): Promise<SummaryLine> {
  const whole = await ofWholeSystems(context);
  const line = await countLine(whole, 'Copies of a library that nobody knows', {
    population: 'ITEMS',
    where: [NOBODYS],
  });
  return isOfLibraries(context) ? { ...line, drill: undefined } : line;
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
