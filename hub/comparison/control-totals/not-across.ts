import { HIDDEN_ITEMS, HIDDEN_RECORDS, is, NO_BARCODE, OF_NOBODY } from '../reports/conditions.ts';
import { countLine, items, records, sayCount } from '../reports/count-lines.ts';
import { countTableRows, date, number, tableOf, text } from '../reports/report.ts';
import type { Report, ReportContext, ReportTable, SummaryLine } from '../reports/report.ts';
import { itemTable } from '../reports/row-tables.ts';
import { isOfLibraries, listedOfWholeSystems, ofWholeSystems, systemsInScope } from '../reports/systems-in-scope.ts';
import type { SnapshotSystem } from '../snapshots/snapshot.ts';
import { readRejects, type KeptRejects } from '../snapshots/keep-rejects.ts';
import { compareTotals, librariesAskedFor, nameTotal, oursAsTheirs, restOf } from './reconcile.ts';
import { counted } from '../reports/say.ts';

const NO_NUMBER = is('LEFT_OUT', 'NO_ID');

export const notAcross: Report = {
  name: 'not-across',
  question: 'What did not come across in the extract?',
  leavesOut: null,
  async run(context) {
    const { db, snapshot } = context;
    const systems = await systemsInScope(context);
    const ids = new Set<string>(systems.map(({ id }) => id));
    // A record that could not be read belongs to nobody but its system: whoever may see one of its libraries may see it.
    const rejects = (await readRejects(db, snapshot.number)).filter(({ system }) => ids.has(system));
    const rejected = rejects.reduce((sum, { count }) => sum + count, 0);
    const unnumbered = await countLine(context, 'Copies without a number in their system', items(NO_NUMBER));
    const unlabelled = await countLine(context, 'Copies without a barcode', items(NO_BARCODE));
    const online = items(NO_BARCODE, is('USE', 'ONLINE'));
    const nobodys = await countNobodys(context);
    const differences = await differenceTable(context);
    return {
      title: `${counted(rejected, 'record')} could not be read. Of the copies that came, ${sayCount(unnumbered)} have no number, ${sayCount(unlabelled)} no barcode, and ${sayCount(nobodys)} no library that is known.`,
      summary: [
        { label: 'Records that could not be read', value: rejected },
        unnumbered,
        unlabelled,
        await countLine(context, 'Of them read online: they need none', online),
        nobodys,
        await countLine(context, 'Records that came and are hidden', records(HIDDEN_RECORDS)),
        await countLine(context, 'Copies that came and are hidden, or their records are', items(HIDDEN_ITEMS)),
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
          [OF_NOBODY],
        ),
        differences,
      ],
    };
  },
};

/** What is nobody's is no library's: of a library it is that of its whole system. */
async function countNobodys(context: ReportContext): Promise<SummaryLine> {
  const whole = await ofWholeSystems(context);
  const line = await countLine(whole, 'Copies of a library that nobody knows', items(OF_NOBODY));
  return isOfLibraries(context) ? { ...line, drill: undefined } : line;
}

function systemTable(systems: readonly SnapshotSystem[], rejects: readonly KeptRejects[]): ReportTable {
  const rejectsOf = new Map(rejects.map(({ system, count }) => [system, count]));
  return tableOf({ name: 'systems', title: 'What is known to be missing of each system' }, systems, [
    text('System', ({ id }) => id),
    date('Harvested on', ({ harvestedAt }) => harvestedAt?.toISOString().slice(0, 10) ?? null),
    number('Records that could not be read', ({ id }) => rejectsOf.get(id) ?? 0),
    text('Not told at all', ({ notTold }) => notTold.join(', ')),
    text('What may be missing', ({ problem }) => problem),
  ]);
}

function rejectTable(rejects: readonly KeptRejects[]): ReportTable {
  const rows = rejects.flatMap(({ system, rejects: kept }) => kept.map((reject) => ({ system, ...reject })));
  return tableOf({ name: 'records', title: 'Records that could not be read' }, rows, [
    text('System', ({ system }) => system),
    text('Record number', ({ localId }) => localId),
    text('Place in the extract', ({ place }) => place),
    text('Why', ({ reason }) => reason),
  ]);
}

async function differenceTable(context: ReportContext): Promise<ReportTable> {
  const { db, snapshot } = context;
  const libraries = await librariesAskedFor(db, snapshot.number, context);
  const compared = await compareTotals(db, snapshot.number, libraries);
  return tableOf(
    { name: 'counts', title: 'Counts of the libraries that differ from ours' },
    compared.filter(({ state }) => state === 'DIFFERS' || state === 'HAS_OWNER'),
    [
      text('Library', ({ library }) => library),
      text('What', nameTotal),
      number('Theirs', ({ entered }) => entered?.value ?? 0),
      number('Ours', oursAsTheirs),
      number('Difference', restOf),
    ],
  );
}
