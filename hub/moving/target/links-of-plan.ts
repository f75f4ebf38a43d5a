/** Where numbers lead that records name each other by, under a plan. */
import { readRecordBytes, toMarc } from '#comparison/snapshots/record-bytes.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { textArray } from '#store/binary-array.ts';
import { readControlNumber } from '#union-index/normalise/host-entries.ts';
import { indexFields } from '#union-index/normalise/marc-fields.ts';
import { sql, type Transaction } from 'kysely';
import { linkNumbers, type LinkTo } from './links.ts';
import type { RecordToWrite } from './planned-pages.ts';
import { sourceNumber } from './record.ts';

type Tx = Transaction<Database>;

/** A number, and the agency in brackets before it, if there is one. */
const NUMBER = /^(?:\(([^()]*)\))?\s*(.+)$/s;

/** As many records at a time are read for their numbers. */
const PAGE = 500;

/** Makes the table that `findLinks` asks; it goes with the transaction. Every record of the plan is in it, those that stay too. */
export async function makeLinkTable(transaction: Tx, plan: number): Promise<void> {
  await listNumbers(transaction, plan);
  await sql`
    CREATE TEMP TABLE target_link ON COMMIT DROP AS
    SELECT t.system, t.local_id, n.number AS control_number, n.agency AS control_agency, p.goes, b.system AS base_system,
      b.local_id AS base_id, own.number AS base_number, own.agency AS base_agency
    FROM planned_record p CROSS JOIN LATERAL unnest(p.members) AS m (id)
      JOIN snapshot_record t ON t.id = m.id JOIN target_number n ON n.row = t.id
      JOIN snapshot_record b ON b.id = p.base LEFT JOIN target_number own ON own.row = b.id
    WHERE p.plan = ${plan}`.execute(transaction);
  await sql`CREATE INDEX ON target_link (system, local_id)`.execute(transaction);
  await sql`CREATE INDEX ON target_link (system, control_number)`.execute(transaction);
  await sql`ANALYZE target_link`.execute(transaction);
}

/**
 * `target_number`: 001 and 003 of each record of the plan as the snapshot has it. Where the record is another one by now, its bytes of then say
 * it: what was harvested since changes no link.
 */
async function listNumbers(transaction: Tx, plan: number): Promise<void> {
  await sql`
    CREATE TEMP TABLE target_number ON COMMIT DROP AS
    SELECT t.id AS row, CASE WHEN s.same THEN r.control_number END AS number, CASE WHEN s.same THEN r.control_agency END AS agency, s.same
    FROM planned_record p CROSS JOIN LATERAL unnest(p.members) AS m (id)
      JOIN snapshot_record t ON t.id = m.id LEFT JOIN record r ON r.id = t.record
      -- The index forgets the number of a hidden record that was deleted.
      CROSS JOIN LATERAL (SELECT coalesce(r.digest = t.content AND NOT (r.deleted AND r.visibility <> 'PUBLIC'), false) AS same) s
    WHERE p.plan = ${plan}`.execute(transaction);
  await sql`CREATE INDEX ON target_number (row)`.execute(transaction);
  const { rows } = await sql<{ row: number }>`SELECT row FROM target_number WHERE NOT same ORDER BY row`.execute(
    transaction,
  );
  for (let from = 0; from < rows.length; from += PAGE) {
    const bytes = await readRecordBytes(
      transaction,
      rows.slice(from, from + PAGE).map(({ row }) => row),
    );
    const read = bytes.flatMap((one) => {
      const marc = toMarc(one);
      const number = marc === null ? null : readControlNumber(indexFields(marc));
      return number === null ? [] : [{ row: String(one.row), ...number }];
    });
    await sql`
      UPDATE target_number n SET number = g.number, agency = nullif(g.agency, '')
      FROM unnest(${textArray(read.map(({ row }) => row))}::text[], ${textArray(read.map(({ number }) => number))}::text[],
        ${textArray(read.map(({ agency }) => agency ?? ''))}::text[]) AS g (row, number, agency)
      WHERE n.row = g.row::bigint`.execute(transaction);
  }
  await sql`ANALYZE target_number`.execute(transaction);
}

interface AskedLink {
  readonly system: SystemId;
  readonly number: string;
}

/** What the members of these records name. */
export function linksOf(records: readonly Pick<RecordToWrite, 'members'>[]): readonly AskedLink[] {
  return records.flatMap(({ members }) =>
    members.flatMap(({ system, marc }) =>
      marc === null ? [] : linkNumbers(marc).map((number) => ({ system, number })),
    ),
  );
}

interface Found {
  readonly system: SystemId;
  readonly value: string;
  readonly agency: string | null;
  readonly byControl: boolean;
  readonly goes: boolean;
  readonly baseSystem: SystemId;
  readonly baseId: string;
  readonly baseNumber: string | null;
  readonly baseAgency: string | null;
}

/**
 * A number without an agency, or with that of the record's own 003, is a 001 of the same system, and if there is none, the system's own
 * number. One that two records have leads nowhere: nobody could say to which.
 */
export async function findLinks(
  transaction: Tx,
  asked: readonly AskedLink[],
  into: SystemId | null,
): Promise<(system: SystemId, number: string) => LinkTo | null> {
  const wanted = asked.map(({ system, number }) => ({ system, ...parse(number) }));
  if (wanted.length === 0) return () => null;
  const { rows } = await sql<Found>`
    WITH asked AS (
      SELECT DISTINCT s.id, s.system_id, a.value
      FROM unnest(${textArray(wanted.map(({ system }) => system))}::text[], ${textArray(wanted.map(({ value }) => value))}::text[]) AS a (system, value)
        JOIN system s ON s.system_id = a.system)
    SELECT a.system_id AS system, a.value, l.control_agency AS agency, l.by_control AS "byControl", l.goes,
      b.system_id AS "baseSystem", l.base_id AS "baseId", l.base_number AS "baseNumber", l.base_agency AS "baseAgency"
    FROM asked a CROSS JOIN LATERAL (
        SELECT t.*, true AS by_control FROM target_link t WHERE t.system = a.id AND t.control_number = a.value
        UNION ALL SELECT t.*, false FROM target_link t WHERE t.system = a.id AND t.local_id = a.value) l
      JOIN system b ON b.id = l.base_system`.execute(transaction);
  const byValue = Map.groupBy(rows, ({ system, value }) => `${system} ${value}`);
  return (system, number) => {
    const { agency, value } = parse(number);
    const found = byValue.get(`${system} ${value}`) ?? [];
    const byControl = found.filter((row) => row.byControl && (agency === null || agency === row.agency));
    const byId = agency === null || agency === system ? found.filter((row) => !row.byControl) : [];
    const [one, another] = byControl.length > 0 ? byControl : byId;
    if (one === undefined || another !== undefined) return null;
    return one.goes ? { goes: true, number: numberInTarget(one, into) } : { goes: false };
  };
}

/** A record that is in the target keeps the numbers that it has there. */
function numberInTarget({ baseSystem, baseId, baseNumber, baseAgency }: Found, into: SystemId | null): string {
  if (baseSystem !== into) return sourceNumber(baseSystem, baseId);
  if (baseNumber === null) return baseId;
  return baseAgency === null ? baseNumber : `(${baseAgency})${baseNumber}`;
}

function parse(number: string): { readonly agency: string | null; readonly value: string } {
  // As `textArray` sends it: what the database cannot hold no other record is named by.
  const [, agency, value] = NUMBER.exec(number.toWellFormed().replaceAll('\0', '\ufffd')) ?? [];
  return { agency: agency ?? null, value: (value ?? number).trim() };
}
