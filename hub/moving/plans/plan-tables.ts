/** The rows behind the numbers of a plan. */
import { LIST_WORDS } from '#comparison/codes/count-codes.ts';
import {
  lazyTable,
  listedTable,
  number,
  text,
  type Column,
  type ReportContext,
  type ReportTable,
} from '#comparison/reports/report.ts';
import type { CodeListName } from '#domain/policies.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Plan } from './plan.ts';
import { isAsked, isMadeUp, PLANNED_ROWS } from './plan-numbers.ts';
import type { Refusal } from './plan-settings.ts';

/** A table read page by page, in the order of a number that each row has. */
export function pagedTable<Row extends { readonly place: number }>(
  context: ReportContext,
  head: { readonly name: string; readonly title: string },
  rows: RawBuilder<unknown>,
  columns: readonly Column<Row>[],
): ReportTable {
  return listedTable<Row>(head, {
    columns,
    totalRows: async () => {
      const found = await sql<{ count: number }>`SELECT count(*)::int AS count FROM (${rows}) r`.execute(context.db);
      return found.rows[0]?.count ?? 0;
    },
    placeOf: ({ place }) => place,
    list: async ({ after, first }) => {
      const found = await sql<Row>`
        SELECT * FROM (${rows}) r WHERE r.place > ${after ?? -1} ORDER BY r.place LIMIT ${first}`.execute(context.db);
      return found.rows;
    },
    looksAhead: true,
  });
}

export const NAMED_RECORD = sql`(SELECT name.system_id || ' ' || r.local_id FROM snapshot_record r JOIN system name ON name.id = r.system`;

interface MergedRow {
  readonly place: number;
  readonly title: string | null;
  readonly base: string;
  readonly members: readonly string[];
}

export function mergedTable(context: ReportContext, plan: Plan): ReportTable {
  return pagedTable<MergedRow>(
    context,
    { name: 'merged', title: 'Records of the target that are made of several' },
    sql`SELECT p.number AS place, b.title, ${NAMED_RECORD} WHERE r.id = p.base) AS base,
        ARRAY(SELECT name.system_id || ' ' || r.local_id FROM unnest(p.members[2:]) WITH ORDINALITY AS m(id, nth)
          JOIN snapshot_record r ON r.id = m.id JOIN system name ON name.id = r.system ORDER BY m.nth) AS members
      FROM planned_record p JOIN snapshot_record b ON b.id = p.base
      WHERE p.plan = ${plan.number} AND cardinality(p.members) > 1
        AND EXISTS (SELECT FROM snapshot_record t WHERE t.id = ANY(p.members) AND ${isAsked('records', context)})`,
    [
      number('Number', (row) => row.place),
      text('Title', (row) => row.title),
      text('Basis', (row) => row.base),
      text('Merged into it', (row) => row.members.join(', ')),
    ],
  );
}

const REFUSAL_WORDS: Readonly<Record<Refusal, string>> = {
  FORMAT: 'they are of different formats',
  YEAR: 'they are of different years',
  LANGUAGE: 'they have no language in common',
  SAME_SYSTEM: 'one system has them as two',
  BRIEF: 'one of them says too little',
};

interface RefusedRow {
  readonly place: number;
  readonly title: string | null;
  readonly base: string;
  readonly others: readonly string[];
  readonly refused: Refusal;
}

export function refusedTable(context: ReportContext, plan: Plan): ReportTable {
  return pagedTable<RefusedRow>(
    context,
    { name: 'refused', title: 'Records of one edition that a rule of the plan keeps apart' },
    // Others are looked for once: there is no index by editions, and a plan of a region has hundreds of thousands of records.
    sql`WITH together AS MATERIALIZED (
        SELECT o.edition, array_agg(o.number ORDER BY o.number) AS numbers,
          array_agg(name.system_id || ' ' || r.local_id ORDER BY o.number) AS names
        FROM planned_record o JOIN snapshot_record r ON r.id = o.base JOIN system name ON name.id = r.system
        WHERE o.plan = ${plan.number} AND o.class <> 'OTHER_LIBRARY'
          AND o.edition IN (SELECT edition FROM planned_record WHERE plan = ${plan.number} AND refused IS NOT NULL)
        GROUP BY o.edition)
      SELECT p.number AS place, b.title, ${NAMED_RECORD} WHERE r.id = p.base) AS base, p.refused,
        ARRAY(SELECT one.name FROM unnest(o.numbers, o.names) AS one (number, name) WHERE one.number <> p.number) AS others
      FROM planned_record p JOIN snapshot_record b ON b.id = p.base LEFT JOIN together o ON o.edition = p.edition
      WHERE p.plan = ${plan.number} AND p.refused IS NOT NULL
        AND EXISTS (SELECT FROM snapshot_record t WHERE t.id = ANY(p.members) AND ${isAsked('records', context)})`,
    [
      number('Number', (row) => row.place),
      text('Title', (row) => row.title),
      text('Record', (row) => row.base),
      text('Why', (row) => REFUSAL_WORDS[row.refused]),
      text('Others of its edition', (row) => row.others.join(', ')),
    ],
  );
}

interface RelabelRow {
  readonly place: number;
  readonly system: string;
  readonly library: string | null;
  readonly barcode: string | null;
  readonly localId: string;
  readonly callNumber: string | null;
  readonly madeUp: boolean;
}

export function relabelTable(context: ReportContext, plan: Plan): ReportTable {
  return pagedTable<RelabelRow>(
    context,
    { name: 'relabel', title: 'Items that need a new label' },
    sql`SELECT t.id AS place, name.system_id AS system, t.library, t.barcode, t.local_id AS "localId",
        t.call_number AS "callNumber", ${isMadeUp(plan.number)} AS "madeUp"
      FROM ${PLANNED_ROWS.items} JOIN system name ON name.id = t.system
      WHERE p.plan = ${plan.number} AND p.relabel AND ${isAsked('items', context)}`,
    [
      text('System', (row) => row.system),
      text('Library', (row) => row.library),
      text('Item', (row) => row.localId),
      text('Barcode', (row) => row.barcode),
      text('Call number', (row) => row.callNumber),
      text('Why', ({ barcode, madeUp }) => {
        if (barcode === null || barcode === '') return 'it has no barcode';
        return madeUp ? 'its barcode was made up by the system' : 'another copy keeps the barcode';
      }),
    ],
  );
}

interface UnmappedRow {
  readonly list: CodeListName;
  readonly system: string;
  readonly code: string;
  readonly items: number;
}

export function unmappedTable(context: ReportContext, plan: Plan): ReportTable {
  return lazyTable<UnmappedRow>(
    { name: 'unmapped', title: 'Codes on items that go and that become nothing in the target' },
    async () => {
      const { rows } = await sql<UnmappedRow>`
        SELECT u.list, name.system_id AS system, c.code, count(*)::int AS items
        FROM ${PLANNED_ROWS.items} JOIN system name ON name.id = t.system
          CROSS JOIN LATERAL unnest(p.unmapped) AS u(list)
          CROSS JOIN LATERAL (SELECT CASE u.list WHEN 'BRANCH' THEN t.owner_code WHEN 'LOCATION' THEN t.location_code
            WHEN 'COLLECTION' THEN t.collection WHEN 'ITEM_TYPE' THEN t.item_type ELSE t.status_at_source END AS code) c
        WHERE p.plan = ${plan.number} AND ${isAsked('items', context)}
        GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3`.execute(context.db);
      return rows;
    },
    [
      text('List', ({ list }) => LIST_WORDS[list]),
      text('System', ({ system }) => system),
      text('Code', ({ code }) => code),
      number('Items', ({ items }) => items),
    ],
  );
}
