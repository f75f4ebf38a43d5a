import type { Condition } from '#domain/comparison.ts';
import { countRows } from '../populations/counts.ts';
import { tableOf, type Report, type ReportRow } from '../reports/report.ts';
import { WITHOUT_ITEMS } from './without-items.ts';
import type { GoneRow } from '../populations/missing-rows.ts';
import { changesSince, deletedSince, findSince, goneSince } from '../reports/since.ts';
import { sayNumber } from '../reports/say.ts';
import { staffLinkTo } from '../reports/staff-link.ts';
import type { SystemId } from '#domain/ids.ts';

interface Problem {
  readonly says: string;
  readonly population: 'RECORDS' | 'ITEMS';
  readonly where: readonly Condition[];
}

const items = (says: string, ...where: readonly Condition[]): Problem => ({ says, population: 'ITEMS', where });
const records = (says: string, ...where: readonly Condition[]): Problem => ({ says, population: 'RECORDS', where });

/** What a library has to mend; that a number of these falls is good news. */
const PROBLEMS: readonly Problem[] = [
  items('Items without a barcode', { dimension: 'BARCODE_FORM', in: ['MISSING'] }),
  items('Items whose barcode no scanner reads', {
    dimension: 'BARCODE_FORM',
    in: ['SCIENTIFIC', 'BLANKS', 'SIGNS'],
  }),
  items('Items whose barcode has an odd shape', { dimension: 'FINDING', in: ['BARCODE_ODD'] }),
  items('Items whose barcode another copy of the system has', {
    dimension: 'FINDING',
    in: ['BARCODE_TWICE', 'BARCODE_TWICE_ALIKE'],
  }),
  items('Items on records without a title', { dimension: 'FINDING', in: ['RECORD_UNTITLED'] }),
  items('Items on records too brief to be matched', { dimension: 'FINDING', in: ['RECORD_RUBBISH'] }),
  items('Items that nobody can find', { dimension: 'STATUS', in: ['LOST', 'MISSING', 'CLAIMED_RETURNED'] }),
  items('Items in transit', { dimension: 'STATUS', in: ['IN_TRANSIT'] }),
  items('Items of which it is not known how they stand', { dimension: 'STATUS', in: ['UNKNOWN'] }),
  records('Records without items', ...WITHOUT_ITEMS),
  records(
    'Serials without a statement',
    { dimension: 'SERIAL', in: ['YES'] },
    { dimension: 'HAS_STATEMENTS', in: ['NO'] },
  ),
  records('Records without a class mark', { dimension: 'LACKS', in: ['CLASS_MARK'] }),
  records('Records without a subject', { dimension: 'LACKS', in: ['SUBJECT'] }),
  records('Records that stand twice in their system', { dimension: 'FINDING', in: ['TITLE_TWICE'] }),
];

/** Of each problem; more are no list that anybody reads. */
const MOST_LISTED = 500;

function becameOf({ deleted }: GoneRow): string {
  return deleted ? 'no longer there' : 'mended';
}

export const mended: Report = {
  name: 'mended',
  question: 'What was mended since last time, and what is left?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const since = await findSince(context);
    if (since === null) {
      return { title: 'Name the earlier snapshot with the option "since".', summary: [], tables: [] };
    }
    const { earlier } = since;
    const { db, snapshot, region, scope } = context;
    const counted: ReportRow[] = [];
    const listed: ReportRow[] = [];
    let [mendedInAll, deletedInAll] = [0, 0];
    const drills = PROBLEMS.map(({ population, where }) => ({ population, where: [...scope, ...where] }));
    const changes = await changesSince(context, since, drills);
    for (const [place, { says }] of PROBLEMS.entries()) {
      const [drill, change] = [drills[place], changes[place]];
      if (drill === undefined || change === undefined) continue;
      const { population } = drill;
      const now = await countRows(db, { ...drill, snapshot: snapshot.number });
      // Whether a row was mended cannot be said where nobody told it, then or now.
      const isTold = now.value !== null && change.earlier !== null;
      const deleted = isTold && change.gone > 0 ? Math.min(await deletedSince(context, since, drill), change.gone) : 0;
      const done = isTold ? [change.gone - deleted, deleted, change.come] : [null, null, null];
      counted.push({ cells: [says, change.earlier, now.value, ...done], drill });
      if (!isTold) continue;
      mendedInAll += change.gone - deleted;
      deletedInAll += deleted;
      for (const row of change.gone === 0 ? [] : await goneSince(context, since, drill, MOST_LISTED)) {
        const link =
          population === 'RECORDS' ? staffLinkTo(region, row.system as SystemId, { record: row.localId }) : null;
        listed.push({ cells: [says, becameOf(row), row.system, row.localId, row.barcode, link] });
      }
    }
    return {
      title: `Since "${earlier.name}": ${sayNumber(mendedInAll)} mended, and ${sayNumber(deletedInAll)} no longer there, counted once for each problem.`,
      summary: [
        { label: `Mended since "${earlier.name}"`, value: mendedInAll },
        { label: 'No longer there: deleted in their system', value: deletedInAll },
      ],
      tables: [
        tableOf(
          {
            name: 'problems',
            title: `What there was to mend in "${earlier.name}", and what there is now`,
            columns: [
              { header: 'Problem', kind: 'TEXT' },
              { header: 'Then', kind: 'NUMBER' },
              { header: 'Now', kind: 'NUMBER' },
              { header: 'Mended', kind: 'NUMBER' },
              { header: 'No longer there', kind: 'NUMBER' },
              { header: 'New', kind: 'NUMBER' },
            ],
          },
          counted,
        ),
        tableOf(
          {
            name: 'mended',
            title: `What was mended or is no longer there, at most ${MOST_LISTED} of each problem`,
            columns: [
              { header: 'Problem', kind: 'TEXT' },
              { header: 'What became of it', kind: 'TEXT' },
              { header: 'System', kind: 'TEXT' },
              { header: 'Number in the system', kind: 'TEXT' },
              { header: 'Barcode', kind: 'TEXT' },
              { header: 'Link', kind: 'LINK' },
            ],
          },
          listed,
        ),
      ],
    };
  },
};
