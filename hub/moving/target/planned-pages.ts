/** What a plan gives to the target, record by record, in the order of its numbers: read page by page, so that memory stays small. */
import { readRecordBytes, toMarc } from '#comparison/snapshots/record-bytes.ts';
import type { ItemDetails, StatementKind } from '#domain/catalogue.ts';
import type { SystemId } from '#domain/ids.ts';
import type { PlanClass } from '#domain/moving.ts';
import type { MarcRecord } from '#marc/index.ts';
import { bigintArray } from '#store/binary-array.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { PlannedItem } from './items.ts';
import type { PlannedRun } from './statements.ts';

export interface RecordToWrite {
  readonly number: number;
  readonly class: PlanClass;
  readonly members: readonly MemberToWrite[];
  readonly items: readonly ItemToWrite[];
}

export interface MemberToWrite {
  /** Of the snapshot. */
  readonly row: number;
  readonly system: SystemId;
  readonly localId: string;
  readonly isPublic: boolean;
  readonly libraries: readonly string[];
  /** Null if its bytes are nowhere, or cannot be read. */
  readonly marc: MarcRecord | null;
  readonly runs: readonly PlannedRun[];
}

export interface ItemToWrite extends PlannedItem {
  readonly row: number;
  readonly system: SystemId;
  readonly localId: string;
  readonly library: string | null;
  readonly oldBarcode: string | null;
  readonly relabel: boolean;
  readonly class: PlanClass;
  readonly unmapped: readonly string[];
}

const PAGE = 500;

export interface PagesAsked {
  readonly plan: number;
  readonly staffNotes: boolean;
}

/** The records that go. Must be asked in one transaction, so that all pages are of one state. */
export async function* plannedPages(db: Kysely<Database>, asked: PagesAsked): AsyncGenerator<readonly RecordToWrite[]> {
  let after = 0;
  for (;;) {
    const records = await db
      .selectFrom('planned_record')
      .select('number')
      .where('plan', '=', asked.plan)
      .where('goes', '=', true)
      .where('number', '>', after)
      .orderBy('number')
      .limit(PAGE)
      .execute();
    const last = records.at(-1);
    if (last === undefined) return;
    yield await readPlannedRecords(
      db,
      asked,
      records.map(({ number }) => number),
    );
    after = last.number;
  }
}

/** Those of these records of the plan that go, in the order of their numbers. */
export async function readPlannedRecords(
  db: Kysely<Database>,
  { plan, staffNotes }: PagesAsked,
  numbers: readonly number[],
): Promise<readonly RecordToWrite[]> {
  const range = { plan, numbers: bigintArray(numbers) };
  const { rows } = await sql<Pick<RecordToWrite, 'number' | 'class'> & { readonly members: readonly number[] }>`
    SELECT number, class, members FROM planned_record
    WHERE plan = ${plan} AND goes AND number = ANY(${range.numbers}::bigint[]) ORDER BY number`.execute(db);
  const members = await readMembers(db, range);
  const items = Map.groupBy(await readItems(db, range, staffNotes), ({ record }) => record);
  return rows.map((record) => ({
    ...record,
    members: record.members.flatMap((row) => members.get(row) ?? []),
    items: (items.get(record.number) ?? []).map(({ item }) => item),
  }));
}

interface Range {
  readonly plan: number;
  readonly numbers: Buffer;
}

type MemberRow = Omit<MemberToWrite, 'marc' | 'runs'>;

async function readMembers(db: Kysely<Database>, range: Range): Promise<ReadonlyMap<number, MemberToWrite>> {
  const { rows } = await sql<MemberRow>`
    SELECT t.id AS row, s.system_id AS system, t.local_id AS "localId", t.visibility = 'PUBLIC' AS "isPublic", t.libraries
    FROM planned_record p CROSS JOIN LATERAL unnest(p.members) AS m (id)
      JOIN snapshot_record t ON t.id = m.id JOIN system s ON s.id = t.system
    WHERE p.plan = ${range.plan} AND p.goes AND p.number = ANY(${range.numbers}::bigint[])`.execute(db);
  const bytes = await readRecordBytes(
    db,
    rows.map(({ row }) => row),
  );
  const marcOf = new Map(bytes.map((one) => [one.row, toMarc(one)]));
  const runs = Map.groupBy(await readRuns(db, range), ({ member }) => member);
  return new Map(
    rows.map((member) => [
      member.row,
      { ...member, marc: marcOf.get(member.row) ?? null, runs: (runs.get(member.row) ?? []).map(({ run }) => run) },
    ]),
  );
}

/** Those that stay behind too: their fields must not go. */
async function readRuns(db: Kysely<Database>, range: Range) {
  const { rows } = await sql<Omit<PlannedRun, 'kind'> & { readonly member: number; readonly kind: string }>`
    SELECT m.id AS member, p.goes, t.library, t.kind, t.text, t.retention, t.note
    FROM planned_record r CROSS JOIN LATERAL unnest(r.members) AS m (id)
      JOIN snapshot_record own ON own.id = m.id
      JOIN planned_statement p ON p.plan = r.plan AND p.record_number = r.number
      JOIN snapshot_statement t ON t.id = p.statement AND t.record = own.record
    WHERE r.plan = ${range.plan} AND r.goes AND r.number = ANY(${range.numbers}::bigint[])
    ORDER BY t.id`.execute(db);
  return rows.map(({ member, kind, ...run }) => ({ member, run: { ...run, kind: kind as StatementKind } }));
}

interface ItemRow extends Omit<ItemToWrite, 'details' | 'staffNotes'> {
  readonly record: number;
  readonly details: ItemDetails | null;
  readonly staffNotes: readonly string[] | null;
}

async function readItems(db: Kysely<Database>, range: Range, staffNotes: boolean) {
  const { rows } = await sql<ItemRow>`
    SELECT p.record_number AS record, t.id AS row, s.system_id AS system, t.local_id AS "localId", t.library,
      t.barcode AS "oldBarcode", p.barcode, p.relabel, p.class, p.branch, p.location, p.collection,
      p.item_type AS "itemType", p.status, p.unmapped, t.call_number AS "callNumber", t.details,
      ${staffNotes ? sql`n.notes` : sql`NULL`} AS "staffNotes"
    FROM planned_item p JOIN snapshot_item t ON t.id = p.item JOIN system s ON s.id = t.system
      LEFT JOIN snapshot_staff_note n ON n.item = t.id
    WHERE p.plan = ${range.plan} AND p.goes AND p.record_number = ANY(${range.numbers}::bigint[])
    ORDER BY p.record_number, t.id`.execute(db);
  return rows.map(({ record, details, staffNotes: notes, ...item }) => ({
    record,
    item: { ...item, details: details ?? {}, staffNotes: notes ?? [] },
  }));
}
