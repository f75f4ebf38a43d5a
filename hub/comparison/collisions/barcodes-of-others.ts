import type { Condition } from '#domain/comparison.ts';
import { sql } from 'kysely';
import { BARCODE_TWICE, is } from '../reports/conditions.ts';
import { countLine, items } from '../reports/count-lines.ts';
import { countBy } from '../populations/counts.ts';
import { fromSelection } from '../populations/predicate.ts';
import { counting, readPlace, tableOf, text, toRow } from '../reports/report.ts';
import type { Column, DrillOf, Report, ReportContext, ReportTable } from '../reports/report.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { counted } from '../reports/say.ts';

const EXACTLY = is('FINDING', 'BARCODE_ELSEWHERE');
const ALIKE = is('FINDING', 'BARCODE_ELSEWHERE_ALIKE');
const ELSEWHERE = is('FINDING', ...EXACTLY.in, ...ALIKE.in);

export const barcodesOfOthers: Report = {
  name: 'barcodes-of-others',
  question: 'Which barcodes are somebody else’s?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const line = (label: string, condition: Condition) => countLine(context, label, items(condition));
    const all = await line('Items whose barcode another system has too', ELSEWHERE);
    return {
      title: `${all.value === null ? 'An unknown number of items have' : counted(all.value, 'item has', 'items have')} a barcode that a copy in another system has too.`,
      summary: [
        all,
        await line('The same, letter for letter', EXACTLY),
        await line('The same but for case, blanks at the ends or leading zeros', ALIKE),
        await line('Items whose barcode stands twice in their own system', BARCODE_TWICE),
      ],
      tables: [
        await pairsOfSystems(context),
        await clashTable(context, { name: 'other systems', title: 'Barcodes that another system has too' }, ELSEWHERE),
        await clashTable(context, { name: 'twice', title: 'Barcodes that stand twice in one system' }, BARCODE_TWICE),
      ],
    };
  },
};

async function pairsOfSystems({ db, snapshot, scope }: ReportContext): Promise<ReportTable> {
  const selection = { snapshot: snapshot.number, population: 'ITEMS', where: [...scope, ELSEWHERE] } as const;
  const cells = await countBy(db, selection, ['SYSTEM', 'SAME_BARCODE_IN']);
  return tableOf(
    { name: 'systems', title: 'Items of one system whose barcode another has' },
    // A copy may share its barcode within its own system besides.
    cells.filter(({ values: [system, other] }) => system !== other),
    [
      text('System', ({ values }) => values[0] ?? null),
      text('Other system', ({ values }) => values[1] ?? null),
      counting('Items', ({ count }) => count),
    ],
    ({ where }) => items(...where),
  );
}

interface ClashRow {
  readonly place: number;
  readonly kind: string;
  readonly group: string;
  readonly library: string | null;
  readonly system: string;
  readonly barcode: string;
  readonly title: string | null;
  readonly recordLocalId: string | null;
  readonly detail: { readonly systems: readonly string[]; readonly barcodes: string[]; readonly differ: string[] };
}

const WAYS: Readonly<Record<string, string>> = { CASE: 'case', ZEROS: 'leading zeros', BLANKS: 'blanks at the ends' };

/** One row for each finding; the copies that clash stand together. */
async function clashTable(
  { db, snapshot, scope }: ReportContext,
  head: Pick<ReportTable, 'name' | 'title'>,
  found: Condition,
): Promise<ReportTable> {
  const selected = fromSelection({ snapshot: snapshot.number, population: 'ITEMS', where: [...scope, found] });
  const from = sql`FROM (SELECT t.*, s.version ${selected}) t
    JOIN snapshot_finding f ON f.snapshot = ${snapshot.number}::int AND f.subject = t.id AND f.kind = ANY(${[...found.in]}::text[])`;
  const { rows: counts } = await sql<{ count: number }>`SELECT count(*) AS count ${from}`.execute(db);
  return {
    ...head,
    columns: CLASH_COLUMNS,
    totalRows: counts[0]?.count ?? 0,
    async rows({ after, first }) {
      const { rows } = await sql<ClashRow>`
        SELECT f.id AS place, f.kind, f.in_group AS "group", t.library, name.system_id AS system, t.barcode, r.title,
          r.local_id AS "recordLocalId", f.detail
        ${from} JOIN system name ON name.id = t.system
          LEFT JOIN snapshot_record r ON r.record = t.record AND r.system = t.system AND ${isInVersion('r', 't')}
        WHERE f.id > ${readPlace(after) ?? 0} ORDER BY f.id LIMIT ${first + 1}`.execute(db);
      const shown = rows.slice(0, first);
      return {
        rows: shown.map((row) => toRow(row, CLASH_COLUMNS, clashOf)),
        next: rows.length > first ? String(shown.at(-1)?.place) : null,
      };
    },
  };
}

const CLASH_COLUMNS: readonly Column<ClashRow>[] = [
  text('Barcode', (row) => row.barcode),
  text('Library', (row) => row.library),
  text('System', (row) => row.system),
  text('Title', (row) => row.title),
  text('Record number', (row) => row.recordLocalId),
  text('Also in', ({ detail }) => detail.systems.join(', ')),
  text('There it is', ({ detail }) => detail.barcodes.join(' | ')),
  text('What differs', ({ detail }) => detail.differ.map((way) => WAYS[way] ?? way).join(', ') || 'nothing'),
];

const clashOf: DrillOf<ClashRow> = ({ kind, group }) => items(is('FINDING_GROUP', `${kind}:${group}`));
