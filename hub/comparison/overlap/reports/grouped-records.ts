/** Records that were found to belong to groups: editions that one system has twice, and what rules of other systems would merge. */
import { textArray } from '#store/binary-array.ts';
import type { SystemId } from '#domain/ids.ts';
import { sql, type RawBuilder } from 'kysely';
import { readRecordsCompared } from '../../jobs/records-compared.ts';
import { is } from '../../reports/conditions.ts';
import { countedReport, countLine, records } from '../../reports/count-lines.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { link, listedTable, number, ownLanguage, text } from '../../reports/report.ts';
import type { Column, Report, ReportContext, ReportTable, SummaryLine } from '../../reports/report.ts';
import { counted, sayNumber } from '../../reports/say.ts';
import { staffLinkTo } from '../../reports/staff-link.ts';
import { DUPLICATE } from '../duplicates.ts';
import { LOAD_RULES, readLoadRules, RULE_NAMES, WRONG_MERGE_OF } from '../load-rules.ts';

const TWICE = records(is('FINDING', DUPLICATE));

export const duplicates = countedReport({
  name: 'duplicates',
  question: 'Which titles stand twice in one system?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  lines: {
    groups: async (context) => ({
      label: 'Editions with several records in one system',
      value: await countGroups(context, DUPLICATE),
    }),
    records: ['Records of them', TWICE],
  },
  title: (_said, { groups: { value } }) =>
    `${counted(value ?? 0, 'edition has', 'editions have')} several records in one system.`,
  tables: [
    {
      name: 'by system',
      title: 'Records that have another of their edition in the same system',
      of: TWICE,
      by: { System: 'SYSTEM' },
    },
    (context) =>
      groupTable(context, { name: 'records', title: 'The records, edition by edition' }, { kind: DUPLICATE }),
  ],
});

export const wrongMerges: Report = {
  name: 'wrong-merges',
  question: 'Which editions might be merged wrongly?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  async run(context) {
    if ((await readLoadRules(context.db, context.snapshot.number)) === null) {
      const { why } = await readRecordsCompared(context.db, context.snapshot.number);
      const summary = [{ label: 'Editions that might be merged wrongly', value: null, text: why }];
      return { title: `Which editions might be merged is not known: ${why}.`, summary, tables: [] };
    }
    const groups: number[] = [];
    const summary: SummaryLine[] = [];
    for (const rule of LOAD_RULES) {
      const kind = WRONG_MERGE_OF[rule];
      const value = await countGroups(context, kind);
      groups.push(value);
      summary.push(
        { label: `Groups of several editions, merged by ${RULE_NAMES[rule]}`, value },
        await countLine(context, `Records in them (${RULE_NAMES[rule]})`, records(is('FINDING', kind))),
      );
    }
    const [byIsbn = 0, byKey = 0] = groups;
    return {
      title: `A merge by ISBN would make one of several editions in ${counted(byIsbn, 'group')}, a merge by ${RULE_NAMES.LOAD_KEY} in ${sayNumber(byKey)}.`,
      summary,
      tables: LOAD_RULES.map((rule) => {
        const title = `Records of several editions that a merge by ${RULE_NAMES[rule]} would make one`;
        const found = { kind: WRONG_MERGE_OF[rule], sureness: true };
        return groupTable(context, { name: `by ${RULE_NAMES[rule]}`, title }, found);
      }),
    };
  },
};

interface GroupedRow {
  readonly id: number;
  readonly group: string;
  readonly system: SystemId;
  readonly localId: string;
  readonly row: number;
  readonly title: string | null;
  readonly language: string | null;
  readonly year: number | null;
  readonly format: string | null;
  readonly libraries: readonly string[];
  readonly copies: number;
  readonly edition: number | null;
  readonly unsure: boolean;
}

const SURENESS = text<GroupedRow>('Mercia says', ({ unsure }) =>
  unsure ? 'perhaps the same edition' : 'another edition',
);

export const toText = (told: number | null): string | null => (told === null ? null : String(told));

/**
 * The records of every group of the kind in which one is within what the report may see; the others of a group are shown
 * with it. With `sureness`, whether matching is sure that a record is another edition.
 */
function groupTable(
  context: ReportContext,
  head: Pick<ReportTable, 'name' | 'title'>,
  { kind, sureness = false }: { readonly kind: string; readonly sureness?: boolean },
): ReportTable {
  const { db, region } = context;
  const from = fromGroups(context, kind);
  const columns: readonly Column<GroupedRow>[] = [
    text('Group', ({ group }) => group),
    text('Record number', ({ localId }) => localId),
    text('Title', ({ title }) => title),
    text('Year', ({ year }) => toText(year)),
    text('Format', ({ format }) => format),
    text('Libraries', ({ libraries }) => libraries.join(', ')),
    number('Copies', ({ copies }) => copies),
    text('Edition', ({ edition }) => toText(edition)),
    text('System', ({ system }) => system),
    link('Link', ({ system, localId }) => staffLinkTo(region, system, { record: localId })),
    ...(sureness ? [SURENESS] : []),
  ];
  return listedTable(head, {
    columns,
    async totalRows() {
      const { rows } = await sql<{ count: number }>`SELECT count(*) AS count ${from}`.execute(db);
      return rows[0]?.count ?? 0;
    },
    async list({ after, first }) {
      const { rows } = await sql<GroupedRow>`
        SELECT f.id, f.in_group AS "group", name.system_id AS system, t.local_id AS "localId", t.id AS row, t.title,
          t.languages[1] AS language, t.year, t.format, t.libraries, t.item_count AS copies, t.edition,
          EXISTS (SELECT FROM snapshot_pair p WHERE p.snapshot = f.snapshot AND NOT p.hidden AND t.id IN (p.a, p.b)) AS unsure
        ${from} AND f.id > ${after ?? 0} ORDER BY f.id LIMIT ${first}`.execute(db);
      return rows;
    },
    placeOf: ({ id }) => id,
    languageOf: ownLanguage,
    drillOf: ({ row }) => records(is('ROW', String(row))),
  });
}

/** How many groups, by what the caller may see. */
async function countGroups(context: ReportContext, kind: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(DISTINCT f.in_group) AS count ${fromGroups(context, kind)}`.execute(context.db);
  return rows[0]?.count ?? 0;
}

function fromGroups({ snapshot, library, system, visibleLibraries }: ReportContext, kind: string): RawBuilder<unknown> {
  const libraries = library === null ? visibleLibraries : [library];
  const conditions = [
    ...(libraries === null ? [] : [sql`r.libraries && ${textArray(libraries)}::text[]`]),
    ...(system === null ? [] : [sql`g.system = (SELECT id FROM system WHERE system_id = ${system})`]),
  ];
  const within =
    conditions.length === 0
      ? sql``
      : sql`AND f.in_group IN (SELECT g.in_group FROM snapshot_finding g JOIN snapshot_record r ON r.id = g.subject
          WHERE g.snapshot = ${snapshot.number} AND g.kind = ${kind} AND ${sql.join(conditions, sql` AND `)})`;
  return sql`FROM snapshot_finding f JOIN snapshot_record t ON t.id = f.subject JOIN system name ON name.id = f.system
    WHERE f.snapshot = ${snapshot.number} AND f.kind = ${kind} ${within}`;
}
