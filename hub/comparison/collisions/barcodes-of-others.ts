import type { Condition } from '#domain/comparison.ts';
import { sql } from 'kysely';
import { countLine } from '../reports/count-lines.ts';
import { countBy } from '../populations/counts.ts';
import { fromSelection } from '../populations/predicate.ts';
import { readPlace, tableOf } from '../reports/report.ts';
import type { Report, ReportContext, ReportRow, ReportTable } from '../reports/report.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { counted } from '../reports/say.ts';

const EXACTLY: Condition = { dimension: 'FINDING', in: ['BARCODE_ELSEWHERE'] };
const ALIKE: Condition = { dimension: 'FINDING', in: ['BARCODE_ELSEWHERE_ALIKE'] };
const ELSEWHERE: Condition = { dimension: 'FINDING', in: [...EXACTLY.in, ...ALIKE.in] };
const TWICE: Condition = { dimension: 'FINDING', in: ['BARCODE_TWICE', 'BARCODE_TWICE_ALIKE'] };

export const barcodesOfOthers: Report = {
  name: 'barcodes-of-others',
  question: 'Which barcodes are somebody else’s?',
  scope: 'REGION',
  leavesOut: [],
  async run(context) {
    const line = (label: string, condition: Condition) =>
      countLine(context, label, { population: 'ITEMS', where: [condition] });
    const all = await line('Items whose barcode another system has too', ELSEWHERE);
    return {
      title: `${all.value === null ? 'An unknown number of items have' : counted(all.value, 'item has', 'items have')} a barcode that a copy in another system has too.`,
      summary: [
        all,
        await line('The same, letter for letter', EXACTLY),
        await line('The same but for case, blanks at the ends or leading zeros', ALIKE),
        await line('Items whose barcode stands twice in their own system', TWICE),
      ],
      tables: [
        await pairsOfSystems(context),
        await clashTable(context, { name: 'other systems', title: 'Barcodes that another system has too' }, ELSEWHERE),
        await clashTable(context, { name: 'twice', title: 'Barcodes that stand twice in one system' }, TWICE),
      ],
    };
  },
};

async function pairsOfSystems({ db, snapshot, scope }: ReportContext): Promise<ReportTable> {
  const selection = { snapshot: snapshot.number, population: 'ITEMS', where: [...scope, ELSEWHERE] } as const;
  const cells = await countBy(db, selection, ['SYSTEM', 'SAME_BARCODE_IN']);
  return tableOf(
    {
      name: 'systems',
      title: 'Items of one system whose barcode another has',
      columns: [
        { header: 'System', kind: 'TEXT' },
        { header: 'Other system', kind: 'TEXT' },
        { header: 'Items', kind: 'NUMBER', counts: true },
      ],
    },
    cells
      // A copy may share its barcode within its own system besides.
      .filter(({ values: [system, other] }) => system !== other)
      .map(({ values: [system = null, other = null], count, where }) => ({
        cells: [system, other, count],
        drill: { population: 'ITEMS', where },
      })),
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
  const items = fromSelection({ snapshot: snapshot.number, population: 'ITEMS', where: [...scope, found] });
  const from = sql`FROM (SELECT t.*, s.version ${items}) t
    JOIN snapshot_finding f ON f.snapshot = ${snapshot.number}::int AND f.subject = t.id AND f.kind = ANY(${[...found.in]}::text[])`;
  const { rows: counts } = await sql<{ count: number }>`SELECT count(*) AS count ${from}`.execute(db);
  return {
    ...head,
    columns: [
      { header: 'Barcode', kind: 'TEXT' },
      { header: 'Library', kind: 'TEXT' },
      { header: 'System', kind: 'TEXT' },
      { header: 'Title', kind: 'TEXT' },
      { header: 'Record number', kind: 'TEXT' },
      { header: 'Also in', kind: 'TEXT' },
      { header: 'There it is', kind: 'TEXT' },
      { header: 'What differs', kind: 'TEXT' },
    ],
    totalRows: counts[0]?.count ?? 0,
    async rows({ after, first }) {
      const { rows } = await sql<ClashRow>`
        SELECT f.id AS place, f.kind, f.in_group AS "group", t.library, name.system_id AS system, t.barcode, r.title,
          r.local_id AS "recordLocalId", f.detail
        ${from} JOIN system name ON name.id = t.system
          LEFT JOIN snapshot_record r ON r.record = t.record AND r.system = t.system AND ${isInVersion('r', 't')}
        WHERE f.id > ${readPlace(after) ?? 0} ORDER BY f.id LIMIT ${first + 1}`.execute(db);
      const shown = rows.slice(0, first);
      return { rows: shown.map(toClash), next: rows.length > first ? String(shown.at(-1)?.place) : null };
    },
  };
}

function toClash({ detail, ...row }: ClashRow): ReportRow {
  const differ = detail.differ.map((way) => WAYS[way] ?? way);
  return {
    cells: [
      row.barcode,
      row.library,
      row.system,
      row.title,
      row.recordLocalId,
      detail.systems.join(', '),
      detail.barcodes.join(' | '),
      differ.length === 0 ? 'nothing' : differ.join(', '),
    ],
    drill: { population: 'ITEMS', where: [{ dimension: 'FINDING_GROUP', in: [`${row.kind}:${row.group}`] }] },
  };
}
