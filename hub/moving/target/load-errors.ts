/** What a supplier reports of a load: each line finds what it is about in the plan, and is kept until a later list is without it. */
import { badUserInput } from '#platform/errors.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { Plan } from '../plans/plan.ts';

/** A line of the list. It names a copy by its barcode, a record by `(system)number`, or by the bare number if only one system has it. */
export interface LoadErrorLine {
  readonly line: number;
  readonly record: string | null;
  readonly barcode: string | null;
  readonly reason: string;
}

export const UNKNOWN_LINES = {
  NOTHING_NAMED: 'It names neither a record nor a barcode.',
  NOT_OF_THE_PLAN: 'Nothing that goes to the target by this plan has this number or barcode.',
  SEVERAL: 'Several things that go have this number or barcode: write the record as (system)number.',
} as const;

export interface UnknownLine {
  readonly line: number;
  readonly why: keyof typeof UNKNOWN_LINES;
}

export interface NotedErrors {
  /** Reported for the first time. */
  readonly opened: number;
  /** Reported before, and still not loaded. */
  readonly retried: number;
  /** Reported before, and not any more; null if some lines could not be read or found, so that nobody can say. */
  readonly gone: number | null;
  readonly unknown: readonly UnknownLine[];
}

interface Found {
  readonly number: number;
  /** Of `snapshot_item`; 0 for the whole record. */
  readonly item: number;
}

export interface ErrorList {
  readonly lines: readonly LoadErrorLine[];
  /** Whether these are all lines that the list has. */
  readonly isWhole: boolean;
  readonly at: Date;
}

const LONGEST_REASON = 500;

/**
 * Takes in the list of one load: what an earlier list had and this one has not is loaded by now. Throws BAD_USER_INPUT, and changes
 * nothing, if there are lines and none is of the plan: it is the list of something else.
 */
export async function noteLoadErrors(
  db: Kysely<Database>,
  plan: Plan,
  { lines, isWhole, at }: ErrorList,
): Promise<NotedErrors> {
  const find = await findPlanned(db, plan.number, lines);
  const unknown: UnknownLine[] = [];
  const errors = new Map<string, Found & { readonly reason: string }>();
  for (const line of lines) {
    const found = find(line);
    if (typeof found === 'string') unknown.push({ line: line.line, why: found });
    else errors.set(`${found.number} ${found.item}`, { ...found, reason: line.reason.slice(0, LONGEST_REASON) });
  }
  if (lines.length > 0 && errors.size === 0) {
    throw badUserInput(
      `No line is about a record or copy that goes by the plan "${plan.name}", so nothing was changed: is it the list of another load?`,
    );
  }
  return db.transaction().execute(async (transaction) => {
    const rows = [...errors.values()];
    const { rows: kept } = await sql<{ times: number }>`
      INSERT INTO load_error AS e (plan, record_number, item, reason, times, first_at, last_at)
      SELECT ${plan.number}::int, n.number, n.item, n.reason, 1, ${at}::timestamptz, ${at}::timestamptz
      FROM unnest(${rows.map(({ number }) => number)}::int[], ${rows.map(({ item }) => item)}::bigint[],
        ${textArray(rows.map(({ reason }) => reason))}::text[]) AS n (number, item, reason)
      ON CONFLICT (plan, record_number, item) DO UPDATE
        SET reason = excluded.reason, times = e.times + 1, last_at = excluded.last_at, gone_at = NULL
      RETURNING times`.execute(transaction);
    const opened = kept.filter(({ times }) => times === 1).length;
    const gone = isWhole && unknown.length === 0 ? await markGone(transaction, plan.number, at) : null;
    return { opened, retried: kept.length - opened, gone, unknown };
  });
}

/** What is open and was in no list of this moment; not copies of a record that was refused as a whole. */
async function markGone(db: Kysely<Database>, plan: number, at: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('load_error')
    .set({ gone_at: at })
    .where('plan', '=', plan)
    .where('gone_at', 'is', null)
    .where('last_at', '<', at)
    .where((of) =>
      of.not(
        of.exists(
          of
            .selectFrom('load_error as whole')
            .select('whole.item')
            .whereRef('whole.plan', '=', 'load_error.plan')
            .whereRef('whole.record_number', '=', 'load_error.record_number')
            .where('whole.item', '=', 0)
            .where('whole.last_at', '=', at),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

type Find = (line: LoadErrorLine) => Found | keyof typeof UNKNOWN_LINES;

async function findPlanned(db: Kysely<Database>, plan: number, lines: readonly LoadErrorLine[]): Promise<Find> {
  const barcodes = lines.flatMap(({ barcode }) => barcode ?? []);
  const items = await sql<Found & { readonly barcode: string | null; readonly before: string | null }>`
    SELECT p.record_number AS number, p.item, p.barcode, t.barcode AS before
    FROM planned_item p JOIN snapshot_item t ON t.id = p.item
    WHERE p.plan = ${plan} AND p.goes AND p.record_number IS NOT NULL
      AND (p.barcode = ANY(${textArray(barcodes)}::text[]) OR t.barcode = ANY(${textArray(barcodes)}::text[]))`.execute(
    db,
  );
  const ids = lines.flatMap(({ record }) => (record === null ? [] : [partsOf(record).localId]));
  const records = await sql<{ readonly number: number; readonly system: string; readonly localId: string }>`
    SELECT p.number, s.system_id AS system, t.local_id AS "localId"
    FROM planned_record p CROSS JOIN LATERAL unnest(p.members) AS m (id)
      JOIN snapshot_record t ON t.id = m.id JOIN system s ON s.id = t.system
    WHERE p.plan = ${plan} AND p.goes AND t.local_id = ANY(${textArray(ids)}::text[])`.execute(db);
  const byBarcode = Map.groupBy(items.rows, ({ barcode }) => barcode);
  const byOldBarcode = Map.groupBy(items.rows, ({ before }) => before);
  const byId = Map.groupBy(records.rows, ({ localId }) => localId);
  const numbersOf = (record: string): ReadonlySet<number> => {
    const { system, localId } = partsOf(record);
    const found = (byId.get(localId) ?? []).filter((one) => system === null || one.system === system);
    return new Set(found.map(({ number }) => number));
  };
  return ({ record, barcode }) => {
    if (barcode === null && record === null) return 'NOTHING_NAMED';
    const numbers = record === null ? null : numbersOf(record);
    if (barcode === null) return onlyOne([...(numbers ?? [])].map((number) => ({ number, item: 0 })));
    const ofRecord = ({ number }: Found): boolean => numbers?.has(number) ?? true;
    const now = (byBarcode.get(barcode) ?? []).filter(ofRecord);
    return onlyOne(now.length > 0 ? now : (byOldBarcode.get(barcode) ?? []).filter(ofRecord));
  };
}

function onlyOne(found: readonly Found[]): Found | keyof typeof UNKNOWN_LINES {
  const [one, another] = found;
  if (one === undefined) return 'NOT_OF_THE_PLAN';
  return another === undefined ? { number: one.number, item: one.item } : 'SEVERAL';
}

function partsOf(record: string): { readonly system: string | null; readonly localId: string } {
  const [, system, localId] = /^\(([^()]+)\)(.+)$/s.exec(record) ?? [];
  return { system: system ?? null, localId: localId ?? record };
}
