/** Where numbers lead that records name each other by, under a plan. */
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type Transaction } from 'kysely';
import { linkNumbers, type LinkTo } from './links.ts';
import type { RecordToWrite } from './planned-pages.ts';
import { sourceNumber } from './record.ts';

type Tx = Transaction<Database>;

/** A number, and the agency in brackets before it, if there is one. */
const NUMBER = /^(?:\(([^()]*)\))?\s*(.+)$/s;

/** Makes the table that `findLinks` asks; it goes with the transaction. Every record of the plan is in it, those that stay too. */
export async function makeLinkTable(transaction: Tx, plan: number): Promise<void> {
  await sql`
    CREATE TEMP TABLE target_link ON COMMIT DROP AS
    SELECT t.system, t.local_id, r.control_number, r.control_agency, p.goes, b.system AS base_system, b.local_id AS base_id,
      own.control_number AS base_number, own.control_agency AS base_agency
    FROM planned_record p CROSS JOIN LATERAL unnest(p.members) AS m (id)
      JOIN snapshot_record t ON t.id = m.id LEFT JOIN record r ON r.id = t.record
      JOIN snapshot_record b ON b.id = p.base LEFT JOIN record own ON own.id = b.record
    WHERE p.plan = ${plan}`.execute(transaction);
  await sql`CREATE INDEX ON target_link (system, local_id)`.execute(transaction);
  await sql`CREATE INDEX ON target_link (system, control_number)`.execute(transaction);
  await sql`ANALYZE target_link`.execute(transaction);
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
