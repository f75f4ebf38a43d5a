import { countRows } from '../populations/counts.ts';
import {
  link,
  number,
  tableOf,
  text,
  type Drill,
  type Report,
  type ReportContext,
  type SummaryLine,
} from '../reports/report.ts';
import { BARCODE_TWICE, is, NO_BARCODE, SPOILT_BARCODE } from '../reports/conditions.ts';
import { items, records } from '../reports/count-lines.ts';
import { WITHOUT_ITEMS } from './temporary.ts';
import { countDeleted, listGone, type GoneRow } from '../populations/missing-rows.ts';
import { changesSince, findSince, twoOf, type Change } from '../reports/since.ts';
import { sayNumber } from '../reports/say.ts';
import { findSnapshotBefore } from '../snapshots/snapshot.ts';
import { staffLinkTo } from '../reports/staff-link.ts';
import type { SystemId } from '#domain/ids.ts';

/** What a library has to mend; that a number of these falls is good news. */
const PROBLEMS: readonly (readonly [says: string, ReturnType<typeof items> | ReturnType<typeof records>])[] = [
  ['Items without a barcode', items(NO_BARCODE)],
  ['Items whose barcode no scanner reads', items(SPOILT_BARCODE)],
  ['Items whose barcode has an odd shape', items(is('FINDING', 'BARCODE_ODD'))],
  ['Items whose barcode another copy of the system has', items(BARCODE_TWICE)],
  ['Items on records without a title', items(is('FINDING', 'RECORD_UNTITLED'))],
  ['Items on records too brief to be matched', items(is('FINDING', 'RECORD_RUBBISH'))],
  ['Items that nobody can find', items(is('STATUS', 'LOST', 'MISSING', 'CLAIMED_RETURNED'))],
  ['Items in transit', items(is('STATUS', 'IN_TRANSIT'))],
  ['Items of which it is not known how they stand', items(is('STATUS', 'UNKNOWN'))],
  ['Records without items', records(...WITHOUT_ITEMS)],
  ['Serials without a statement', records(is('SERIAL', 'YES'), is('HAS_STATEMENTS', 'NO'))],
  // Whether the field says one that can be read is for the report "class-schemes": 942 may have the item type alone.
  ['Records without a field for a class mark', records(is('LACKS', 'CLASS_MARK'))],
  ['Records without a subject', records(is('LACKS', 'SUBJECT'))],
  ['Records that stand twice in their system', records(is('FINDING', 'TITLE_TWICE'))],
];

/** Of each problem; more are no list that anybody reads. */
const MOST_LISTED = 500;

interface CountedProblem {
  readonly says: string;
  readonly then: number | null;
  readonly now: number | null;
  readonly mended: number | null;
  readonly deleted: number | null;
  readonly come: number | null;
  readonly drill: Drill;
}

const NOT_SAID = { mended: null, deleted: null, come: null };

interface ListedRow extends GoneRow {
  readonly says: string;
  readonly isRecord: boolean;
}

export const mended: Report = {
  name: 'mended',
  question: 'What was mended since last time, and what is left?',
  leavesOut: [],
  async run(context) {
    const since = await findSince(context);
    if (since === null) return { title: await sayNoneEarlier(context), summary: [], tables: [] };
    const { earlier } = since;
    const two = twoOf(context, since);
    const { db, snapshot, region, scope } = context;
    const counted: CountedProblem[] = [];
    const listed: ListedRow[] = [];
    const told: Change[] = [];
    const drills = PROBLEMS.map(([, { population, where }]) => ({ population, where: [...scope, ...where] }));
    const changes = await changesSince(context, since, drills);
    for (const [place, [says]] of PROBLEMS.entries()) {
      const [drill, change] = [drills[place], changes[place]];
      if (drill === undefined || change === undefined) continue;
      const { population } = drill;
      const now = await countRows(db, { ...drill, snapshot: snapshot.number });
      // Whether a row was mended cannot be said where nobody told it, then or now.
      const isTold = now.value !== null && change.earlier !== null;
      const gone = isTold && change.gone > 0 ? await listGone(db, two, drill, MOST_LISTED) : [];
      const listedDeleted = gone.filter((row) => row.deleted).length;
      const deletedAll = gone.length < MOST_LISTED ? listedDeleted : await countDeleted(db, two, drill);
      const deleted = Math.min(deletedAll, change.gone);
      const found = isTold ? { mended: change.gone - deleted, deleted, come: change.come } : NOT_SAID;
      counted.push({ says, then: change.earlier, now: now.value, ...found, drill });
      if (!isTold) continue;
      told.push(change);
      for (const row of gone) listed.push({ ...row, says, isRecord: population === 'RECORDS' });
    }
    const deletedInAll = sumOf(counted, ({ deleted }) => deleted);
    const mendedInAll = sumOf(counted, (one) => one.mended);
    return {
      title: `Since "${earlier.name}": ${sayNumber(mendedInAll)} mended, and ${sayNumber(deletedInAll)} no longer there, counted once for each problem.`,
      summary: [
        { label: `Mended since "${earlier.name}"`, value: mendedInAll },
        { label: 'No longer there: deleted in their system', value: deletedInAll },
        ...untoldLines(told),
      ],
      tables: [
        tableOf(
          { name: 'problems', title: `What there was to mend in "${earlier.name}", and what there is now` },
          counted,
          [
            text('Problem', ({ says }) => says),
            number('Then', ({ then }) => then),
            number('Now', ({ now }) => now),
            number('Mended', ({ mended: count }) => count),
            number('No longer there', ({ deleted }) => deleted),
            number('New', ({ come }) => come),
          ],
          ({ drill }) => drill,
        ),
        tableOf(
          {
            name: 'mended',
            title: `What was mended or is no longer there, at most ${MOST_LISTED} of each problem`,
          },
          listed,
          [
            text('Problem', ({ says }) => says),
            text('What became of it', ({ deleted }) => (deleted ? 'no longer there' : 'mended')),
            text('System', ({ system }) => system),
            text('Number in the system', ({ localId }) => localId),
            text('Barcode', ({ barcode }) => barcode),
            link('Link', ({ isRecord, system, localId }) =>
              isRecord ? staffLinkTo(region, system as SystemId, { record: localId }) : null,
            ),
          ],
        ),
      ],
    };
  },
};

const sumOf = (counted: readonly CountedProblem[], take: (one: CountedProblem) => number | null): number =>
  counted.reduce((all, one) => all + (take(one) ?? 0), 0);

function untoldLines(changes: readonly Change[]): readonly SummaryLine[] {
  const sum = (take: (change: Change) => number): number => changes.reduce((all, change) => all + take(change), 0);
  return [
    { label: 'Not told any more: perhaps mended, perhaps not', value: sum(({ untold }) => untold) },
    { label: 'Not told before: perhaps new, perhaps not', value: sum(({ untoldThen }) => untoldThen) },
  ].filter(({ value }) => value > 0);
}

async function sayNoneEarlier({ db, snapshot }: ReportContext): Promise<string> {
  return (await findSnapshotBefore(db, snapshot.number)) === null
    ? 'There is no earlier snapshot yet: what was mended can be said from the second one on.'
    : 'No earlier snapshot was chosen: choose one to compare with (since).';
}
