/** What a supplier could not load, and what became of it. */
import { date, number, lazyTable, text, type ReportContext } from '#comparison/reports/report.ts';
import { counted } from '#comparison/reports/say.ts';
import { sql } from 'kysely';
import type { Plan } from '../plans/plan.ts';
import { reportOfPlan } from '../plans/asked-plan.ts';
import { sourceNumber } from './record.ts';
import type { SystemId } from '#domain/ids.ts';

/** OPEN: in the last list, and in none before. RETRIED: in the last list, and in one before. GONE: not in the last list. */
const STATES = ['OPEN', 'RETRIED', 'GONE'] as const;
type State = (typeof STATES)[number];

const LABELS: Readonly<Record<State, string>> = {
  OPEN: 'Not loaded, reported once',
  RETRIED: 'Not loaded, reported before as well',
  GONE: 'Reported before, and not any more',
};

export const loadErrorReport = reportOfPlan(
  { name: 'load-errors', question: 'What could the supplier not load?' },
  async (context, plan) => {
    const rows = await listErrors(context, plan);
    const countOf = (state: State): number => rows.filter((row) => row.state === state).length;
    return {
      title: `By the plan "${plan.name}", ${counted(countOf('OPEN') + countOf('RETRIED'), 'record or copy is', 'records or copies are')} not loaded yet.`,
      summary: STATES.map((state) => ({ label: LABELS[state], value: countOf(state) })),
      tables: [
        lazyTable(
          { name: 'errors', title: 'What was reported, what is still open first' },
          () => Promise.resolve(rows),
          [
            text('State', (row) => row.state),
            text('Record', (row) => sourceNumber(row.system, row.localId)),
            text('Barcode', (row) => row.barcode),
            text('Library', (row) => row.library),
            text('Reason', (row) => row.reason),
            number('Times reported', (row) => row.times),
            date('First', (row) => row.firstOn),
            date('Last', (row) => row.lastOn),
          ],
        ),
      ],
    };
  },
);

interface ErrorRow {
  readonly state: State;
  readonly system: SystemId;
  readonly localId: string;
  readonly barcode: string | null;
  readonly library: string | null;
  /** A copy without a library, or a record that no library has. */
  readonly isOfNobody: boolean;
  readonly reason: string;
  readonly times: number;
  readonly firstOn: string;
  readonly lastOn: string;
}

/** A copy is its library's; a whole record is of all that have it. */
export async function listErrors(
  { db, library, system, visibleLibraries }: Pick<ReportContext, 'db' | 'library' | 'system' | 'visibleLibraries'>,
  plan: Pick<Plan, 'number'>,
): Promise<readonly ErrorRow[]> {
  const { rows } = await sql<ErrorRow>`
    SELECT CASE WHEN e.gone_at IS NOT NULL THEN 'GONE' WHEN e.times > 1 THEN 'RETRIED' ELSE 'OPEN' END AS state,
      s.system_id AS system, b.local_id AS "localId", coalesce(p.barcode, t.barcode) AS barcode, t.library,
      cardinality(array_remove(coalesce(o.libraries, '{}'), NULL)) = 0 AS "isOfNobody", e.reason, e.times,
      to_char(e.first_at, 'YYYY-MM-DD') AS "firstOn", to_char(e.last_at, 'YYYY-MM-DD') AS "lastOn"
    FROM load_error e JOIN planned_record r ON r.plan = e.plan AND r.number = e.record_number
      JOIN snapshot_record b ON b.id = r.base JOIN system s ON s.id = b.system
      LEFT JOIN snapshot_item t ON t.id = e.item LEFT JOIN planned_item p ON p.plan = e.plan AND p.item = e.item
      CROSS JOIN LATERAL (SELECT CASE WHEN t.id IS NOT NULL THEN ARRAY[t.library] ELSE (
        SELECT array_agg(DISTINCT l) FROM snapshot_record m CROSS JOIN unnest(m.libraries) AS l WHERE m.id = ANY(r.members)) END AS libraries) o
    WHERE e.plan = ${plan.number}
      AND (${visibleLibraries}::text[] IS NULL OR o.libraries && ${visibleLibraries}::text[])
      AND (${library}::text IS NULL OR ${library} = ANY(o.libraries))
      AND (${system}::text IS NULL OR EXISTS (SELECT FROM snapshot_record m JOIN system y ON y.id = m.system
        WHERE m.id = ANY(r.members) AND y.system_id = ${system}))
    ORDER BY e.gone_at IS NOT NULL, e.record_number, e.item`.execute(db);
  return rows;
}
