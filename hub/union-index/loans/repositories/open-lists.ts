/** Loans and holds that are open, and readers: each list takes the place of the one before as a whole. */
import type { ReaderFact } from '#store/loan-tables.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';

/** A row of a page of OPEN_LOANS. */
export interface OpenLoanRow {
  readonly item: string;
  readonly record: number | null;
  readonly library: string | null;
  readonly counted: boolean;
  readonly reader_token: string;
  readonly loaned_at: string | null;
  readonly due_on: string | null;
  readonly due_at: string | null;
  readonly renewals: number | null;
}

/** A row of a page of OPEN_HOLDS. */
export interface OpenHoldRow {
  readonly item: string | null;
  readonly record: number | null;
  readonly library: string | null;
  readonly counted: boolean;
  readonly reader_token: string;
  readonly status: string;
  readonly placed_on: string | null;
  readonly arrived_on: string | null;
}

/** A row of a page of READERS. */
export interface ReaderRow {
  readonly reader_token: string;
  readonly library: string | null;
  readonly name_birth: string | null;
  readonly email: string | null;
  readonly card_token: string | null;
  readonly category: string | null;
  readonly expiry_year: number | null;
  readonly expired: boolean | null;
  readonly has_email: boolean | null;
  readonly owes: boolean | null;
  readonly told: readonly ReaderFact[];
}

/** A loan that two pages bring, because another was made or ended between them, counts once. */
export async function replaceOpenLoans(transaction: Tx, system: number): Promise<Replaced> {
  const gone = await sql`DELETE FROM open_loan WHERE system = ${system}`.execute(transaction);
  const come = await sql`
    INSERT INTO open_loan (system, item, record, library, counted, reader_token, loaned_at, due_on, due_at, renewals)
    SELECT p.system, r.* FROM loan_list_page p CROSS JOIN LATERAL json_to_recordset(p.rows) AS r(item text,
      record bigint, library text, counted boolean, reader_token text, loaned_at timestamptz, due_on date,
      due_at timestamptz, renewals integer)
    WHERE p.system = ${system} AND p.list = 'OPEN_LOANS'
    ON CONFLICT (system, item) DO NOTHING`.execute(transaction);
  return toReplaced(gone, come);
}

export async function replaceOpenHolds(transaction: Tx, system: number): Promise<Replaced> {
  const gone = await sql`DELETE FROM open_hold WHERE system = ${system}`.execute(transaction);
  const come = await sql`
    INSERT INTO open_hold (system, item, record, library, counted, reader_token, status, placed_on,
      arrived_on)
    SELECT p.system, r.* FROM loan_list_page p CROSS JOIN LATERAL json_to_recordset(p.rows) AS r(item text,
      record bigint, library text, counted boolean, reader_token text, status text, placed_on date,
      arrived_on date)
    WHERE p.system = ${system} AND p.list = 'OPEN_HOLDS'`.execute(transaction);
  return toReplaced(gone, come);
}

export async function replaceReaders(transaction: Tx, system: number): Promise<Replaced> {
  const gone = await sql`DELETE FROM reader WHERE system = ${system}`.execute(transaction);
  const come = await sql`
    INSERT INTO reader (system, reader_token, library, name_birth, email, card_token, category, expiry_year, expired,
      has_email, owes, told)
    SELECT p.system, r.* FROM loan_list_page p CROSS JOIN LATERAL json_to_recordset(p.rows) AS r(reader_token text,
      library text, name_birth text, email text, card_token text, category text, expiry_year smallint, expired boolean,
      has_email boolean, owes boolean, told text[])
    WHERE p.system = ${system} AND p.list = 'READERS'
    ON CONFLICT (system, reader_token) DO NOTHING`.execute(transaction);
  return toReplaced(gone, come);
}

/** How many rows went and how many came in their place. */
export interface Replaced {
  readonly before: number;
  readonly now: number;
}

interface Outcome {
  readonly numAffectedRows?: bigint | undefined;
}

export function toReplaced(gone: Outcome, come: Outcome): Replaced {
  return { before: Number(gone.numAffectedRows ?? 0), now: Number(come.numAffectedRows ?? 0) };
}

/** A row of a page of USE_COUNTS. */
export interface UseCountRow {
  readonly item: string;
  readonly record: number;
  readonly library: string;
  readonly loans: number | null;
  readonly renewals: number | null;
  readonly last_borrowed_on: string | null;
}

/**
 * Puts the pages in the place of the counts before, and adds to `year` what was lent since. A copy that is seen for the first
 * time adds nothing: it may bring loans of other years, or of another system, along. Nor does a counter that went back.
 */
export async function replaceUseCounts(transaction: Tx, system: number, year: number): Promise<Replaced> {
  await sql`
    WITH seen AS (${newCounts(system)}), grown AS (
      SELECT seen.record, seen.library, sum(seen.loans - before.loans) AS loans
      FROM seen JOIN use_count before ON before.system = ${system} AND before.item = seen.item
      WHERE seen.loans > before.loans
      GROUP BY seen.record, seen.library
    )
    INSERT INTO use_by_year AS known (record, library, year, loans)
    SELECT record, library, ${year}, loans FROM grown
    ON CONFLICT (record, library, year) DO UPDATE SET loans = known.loans + excluded.loans`.execute(transaction);
  const gone = await sql`DELETE FROM use_count WHERE system = ${system}`.execute(transaction);
  const come = await sql`
    INSERT INTO use_count (system, item, record, library, loans, renewals, last_borrowed_on)
    SELECT ${system}::smallint, seen.* FROM (${newCounts(system)}) seen`.execute(transaction);
  return toReplaced(gone, come);
}

/** A copy that two pages bring counts once. */
const newCounts = (system: number) => sql`
  SELECT DISTINCT ON (r.item) r.* FROM loan_list_page p
    CROSS JOIN LATERAL json_to_recordset(p.rows) AS r(item text, record bigint, library text, loans integer,
      renewals integer, last_borrowed_on date)
  WHERE p.system = ${system} AND p.list = 'USE_COUNTS'
  ORDER BY r.item, p.page DESC`;
