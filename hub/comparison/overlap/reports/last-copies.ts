import { NOT_TOLD } from '#domain/comparison.ts';
import { readRecordsCompared } from '../../jobs/records-compared.ts';
import { is } from '../../reports/conditions.ts';
import { countLine, items } from '../../reports/count-lines.ts';
import { librariesWanted } from '../../changes/compared-snapshots.ts';
import { countBy } from '../../populations/counts.ts';
import { counting, tableOf, text, type Report, type ReportContext, type SummaryLine } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { itemTable } from '../../reports/row-tables.ts';
import { readLastCopies, type LastCopies } from '../../populations/last-copies.ts';
import { readPerhaps } from '../perhaps.ts';
import { overlapOf, partsOf } from './pair-tables.ts';
import { counted, sayNumber } from '../../reports/say.ts';

const LAST = is('LAST_COPY', 'YES');
const PERHAPS = is('FINDING', 'LAST_COPY_UNSURE');

export const lastCopies: Report = {
  name: 'last-copies',
  question: 'Who has our last copies, and are they on the shelf?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const { scope } = context;
    const all = await copiesOf(context);
    const listed = all.filter(({ online }) => !online);
    const last = sum(listed);
    const available = sum(listed.filter(({ status }) => status === 'AVAILABLE'));
    const unknown = sum(listed.filter(({ status }) => isUnknown(status)));
    return {
      title: `${counted(last, 'copy is the last of its edition', 'copies are the last of their edition')}; ${sayNumber(available)} of them stood on the shelf${unknown === 0 ? '' : `, and of ${sayNumber(unknown)} nobody knows how ${unknown === 1 ? 'it stands' : 'they stand'}`}.`,
      summary: [
        { label: 'Last copies', value: last, drill: items(...scope, LAST) },
        { label: 'On the shelf when harvested', value: available },
        { label: 'Elsewhere: lent, in transit, in process', value: last - available - unknown },
        { label: 'Last copies of which nobody knows how they stand', value: unknown },
        await unsureLine(context),
        { label: 'E-books and e-journals of one library alone, in none of these numbers', value: sum(all) - last },
        ...(await lostLines(context)),
      ],
      tables: [
        tableOf(
          { name: 'by library', title: 'Last copies by library and status' },
          listed,
          [
            text('Library', ({ library }) => library),
            text('Status', ({ status }) => status ?? NOT_TOLD),
            counting('Copies', ({ copies }) => copies),
          ],
          ({ library, status }) => items(...scope, is('LIBRARY', library), is('STATUS', status ?? NOT_TOLD), LAST),
        ),
        itemTable(context, { name: 'copies', title: 'Last copies' }, [LAST]),
        itemTable(context, { name: 'perhaps not', title: 'Last copies whose edition may be the same as another' }, [
          PERHAPS,
        ]),
      ],
    };
  },
};

function sum(rows: readonly LastCopies[]): number {
  return rows.reduce((total, { copies }) => total + copies, 0);
}

function isUnknown(status: string | null): boolean {
  return status === null || status === 'UNKNOWN';
}

/** Of a snapshot that did not count them so they are counted now, row by row. */
async function copiesOf(context: ReportContext): Promise<readonly LastCopies[]> {
  const { db, snapshot, scope, system } = context;
  const wanted = librariesWanted(context);
  const kept = await readLastCopies(db, snapshot.number);
  if (kept !== null && (system === null || kept.every((one) => one.system !== undefined))) {
    const own = kept.filter(
      (one) => (wanted?.includes(one.library) ?? true) && (system === null || one.system === system),
    );
    return inAllSystems(own);
  }
  const selection = { snapshot: snapshot.number, population: 'ITEMS', where: [...scope, LAST] } as const;
  const cells = await countBy(db, selection, ['LIBRARY', 'STATUS']);
  return cells.map(({ values: [library = '', status = NOT_TOLD], count }) => ({
    library,
    status: status === NOT_TOLD ? null : status,
    copies: count,
    online: false,
  }));
}

function inAllSystems(copies: readonly LastCopies[]): readonly LastCopies[] {
  const alike = Map.groupBy(copies, ({ library, status, online }) => JSON.stringify([library, status, online]));
  return [...alike.values()]
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...first, copies: first.copies + sum(others), system: undefined }],
    )
    .toSorted((a, b) => (a.library === b.library ? b.copies - a.copies : a.library < b.library ? -1 : 1));
}

/** Two records of one book that were typed in differently are two editions until somebody rules. */
async function unsureLine(context: ReportContext): Promise<SummaryLine> {
  const label = 'Last copies whose edition may be the same as another: somebody must rule';
  const { db, snapshot } = context;
  if ((await readPerhaps(db, snapshot.number)) === null)
    return { label, value: null, text: (await readRecordsCompared(db, snapshot.number)).why };
  return countLine(context, label, items(PERHAPS));
}

/** What is on the books and cannot be found is never counted as held. */
async function lostLines(context: ReportContext): Promise<readonly SummaryLine[]> {
  const counts = await overlapOf(context);
  const parts = partsOf(context, 'LIBRARY');
  const lost = (counts?.holders ?? []).filter(({ id }) => parts?.includes(id) ?? true);
  return [
    {
      label: 'Titles of a library of which it can find no copy (lost, missing, withdrawn, hidden)',
      value: lost.reduce((total, { notFound }) => total + notFound, 0),
    },
    { label: 'Titles of the region that nobody has so that they can be found', value: counts?.byHolders[0] ?? 0 },
  ];
}
