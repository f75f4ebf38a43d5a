import { createId, type SystemId } from '#domain/ids.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import { readRecordsCompared } from '../../jobs/records-compared.ts';
import { is } from '../../reports/conditions.ts';
import { countLine, records } from '../../reports/count-lines.ts';
import { countedOffTable, number, text } from '../../reports/report.ts';
import type { Column, Report, ReportContext, ReportTable } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { rowsOfSnapshot } from '../../snapshots/snapshot-rows.ts';
import { readPerhaps } from '../perhaps.ts';
import { toText } from './grouped-records.ts';
import { counted } from '../../reports/say.ts';

export const toRuleOn: Report = {
  name: 'to-rule-on',
  question: 'Which records may be one edition, and must be ruled on?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const { db, snapshot } = context;
    const perhaps = await readPerhaps(db, snapshot.number);
    if (perhaps === null) {
      const { why } = await readRecordsCompared(db, snapshot.number);
      const summary = [{ label: 'Pairs to rule on', value: null, text: why }];
      return { title: `What must be ruled on is not known: ${why}.`, summary, tables: [] };
    }
    const { rows } = await sql<{ pairs: number; copies: number; onLoan: number }>`
      WITH pair AS (SELECT p.a, p.b ${fromPairs(context)}),
      -- A record may be in several pairs.
      either AS (SELECT r.record, r.item_count FROM snapshot_record r WHERE r.id IN (SELECT a FROM pair UNION SELECT b FROM pair))
      SELECT (SELECT count(*) FROM pair) AS pairs, (SELECT coalesce(sum(item_count), 0)::bigint FROM either) AS copies,
        (SELECT count(*) FROM ${rowsOfSnapshot('item', snapshot.number)} i
          WHERE i.status = 'ON_LOAN' AND i.record IN (SELECT record FROM either)) AS "onLoan"`.execute(db);
    const { pairs = 0, copies = 0, onLoan = 0 } = rows[0] ?? {};
    return {
      title: `${counted(pairs, 'pair of records waits', 'pairs of records wait')} for a person to say whether they are one edition.`,
      summary: [
        { label: 'Pairs to rule on', value: pairs },
        { label: 'Copies of their records', value: copies },
        { label: 'Of them on loan', value: onLoan },
        await countLine(context, 'Records that are in a pair', records(is('FINDING', 'PERHAPS_SAME'))),
        ...(perhaps.leftOut === 0
          ? []
          : [{ label: 'Pairs of records that were not looked at', value: perhaps.leftOut }]),
      ],
      tables: [pairTable(context, pairs)],
    };
  },
};

interface PairRow {
  readonly rows: readonly number[];
  readonly systems: readonly [SystemId, SystemId];
  readonly localIds: readonly [string, string];
  readonly titles: readonly [string | null, string | null];
  readonly years: readonly [number | null, number | null];
  readonly libraries: readonly string[];
  readonly copies: number;
  readonly onLoan: number;
  readonly probability: number;
}

/** The costliest first: where most copies and loans hang on the answer. */
function pairTable(context: ReportContext, pairs: number): ReportTable {
  const head = { name: 'pairs', title: 'Pairs to rule on, the costliest first' };
  return countedOffTable<PairRow>(head, {
    columns: COLUMNS,
    totalRows: pairs,
    async list({ from, first }) {
      const { rows } = await sql<PairRow>`
        SELECT ARRAY[a.id, b.id] AS rows, ARRAY[sa.system_id, sb.system_id] AS systems, ARRAY[a.local_id, b.local_id] AS "localIds",
          ARRAY[a.title, b.title] AS titles, ARRAY[a.year, b.year] AS years,
          array(SELECT DISTINCT l FROM unnest(a.libraries || b.libraries) l ORDER BY l) AS libraries, p.copies,
          p.on_loan AS "onLoan", p.probability
        ${fromPairs(context)} ORDER BY p.copies + p.on_loan DESC, p.a, p.b OFFSET ${from} LIMIT ${first}`.execute(
        context.db,
      );
      return rows;
    },
    drillOf: ({ rows }) => records(is('ROW', ...rows.map(String))),
  });
}

const COLUMNS: readonly Column<PairRow>[] = [
  text('Record', ({ systems, localIds }) => createId(systems[0], 'record', localIds[0])),
  text('Other record', ({ systems, localIds }) => createId(systems[1], 'record', localIds[1])),
  text('Title', ({ titles }) => titles[0]),
  text('Other title', ({ titles }) => titles[1]),
  text('Year', ({ years }) => toText(years[0])),
  text('Other year', ({ years }) => toText(years[1])),
  text('Libraries', ({ libraries }) => libraries.join(', ')),
  number('Copies', ({ copies }) => copies),
  number('On loan', ({ onLoan }) => onLoan),
  number('Percent sure that they are one', ({ probability }) => Math.round(probability * 100)),
];

function fromPairs({ snapshot, library, system, visibleLibraries }: ReportContext): RawBuilder<unknown> {
  const libraries = library === null ? visibleLibraries : [library];
  const within = libraries === null ? sql`` : sql`AND (a.libraries || b.libraries) && ${textArray(libraries)}::text[]`;
  const of = system === null ? sql`` : sql`AND ${system} IN (sa.system_id, sb.system_id)`;
  return sql`FROM snapshot_pair p JOIN snapshot_record a ON a.id = p.a JOIN snapshot_record b ON b.id = p.b
      JOIN system sa ON sa.id = a.system JOIN system sb ON sb.id = b.system
    WHERE p.snapshot = ${snapshot.number} AND NOT p.hidden ${within} ${of}`;
}
