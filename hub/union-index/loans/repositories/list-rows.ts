/** The rows of the lists: each list takes the place of the one before as a whole. */
import type { LoanList } from '#store/loan-lists.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';

export const TABLES = {
  OPEN_LOANS: 'open_loan',
  OPEN_HOLDS: 'open_hold',
  USE_COUNTS: 'use_count',
  READERS: 'reader',
  OPEN_CHARGES: 'open_charge',
} as const satisfies Record<LoanList, string>;

/** What a row of a page has, and the columns of its table, with their types. */
const COLUMNS = {
  OPEN_LOANS: {
    item: 'text',
    record: 'bigint',
    library: 'text',
    counted: 'boolean',
    reader_token: 'text',
    loaned_at: 'timestamptz',
    due_on: 'date',
    due_at: 'timestamptz',
    renewals: 'integer',
  },
  OPEN_HOLDS: {
    item: 'text',
    record: 'bigint',
    library: 'text',
    counted: 'boolean',
    reader_token: 'text',
    status: 'text',
    placed_on: 'date',
    arrived_on: 'date',
    place: 'integer',
    pickup: 'text',
  },
  USE_COUNTS: {
    item: 'text',
    record: 'bigint',
    library: 'text',
    loans: 'integer',
    renewals: 'integer',
    last_borrowed_on: 'date',
  },
  READERS: {
    reader_token: 'text',
    library: 'text',
    name_birth: 'text',
    email: 'text',
    card_token: 'text',
    category: 'text',
    expiry_year: 'smallint',
    expired: 'boolean',
    has_email: 'boolean',
    owes: 'boolean',
    told: 'text[]',
    expires_on: 'text',
    blocked: 'boolean',
    messages: 'integer',
  },
  OPEN_CHARGES: {
    item: 'text',
    record: 'bigint',
    library: 'text',
    counted: 'boolean',
    reader_token: 'text',
    kind: 'text',
    amount_pence: 'bigint',
    currency: 'text',
    charged_on: 'date',
  },
} as const satisfies Record<LoanList, Readonly<Record<string, keyof ValueOf>>>;

/** By what a row is known of which there may be several, so that one of them is kept; null if there are none. */
const KNOWN_BY = {
  // A system may lend two copies of one barcode, and its list name them by that alone.
  OPEN_LOANS: 'item',
  OPEN_HOLDS: null,
  USE_COUNTS: null,
  // Two pages bring one reader, because another was made or went between them.
  READERS: 'reader_token',
  OPEN_CHARGES: null,
} as const satisfies Record<LoanList, string | null>;

/** What goes as JSON into a column of each type. Which of them may not be null, the tables know. */
interface ValueOf {
  readonly text: string | null;
  readonly 'text[]': readonly string[];
  readonly boolean: boolean | null;
  readonly bigint: number | null;
  readonly integer: number | null;
  readonly smallint: number | null;
  /** `2026-11-30` */
  readonly date: string | null;
  /** RFC 3339 */
  readonly timestamptz: string | null;
}

type Columns = typeof COLUMNS;

export type ListRow<List extends LoanList> = {
  readonly [Column in keyof Columns[List]]: ValueOf[Columns[List][Column] & keyof ValueOf];
};

/** How many rows went and how many came in their place. */
export interface Replaced {
  readonly before: number;
  readonly now: number;
  /** Whether loans by year are counted from this list on only. */
  readonly startsAnew?: boolean;
}

export async function replaceRows(transaction: Tx, system: number, list: LoanList): Promise<Replaced> {
  return replaceBy(transaction, system, list, sql`SELECT r.* ${rowsOf(system, list)}`);
}

/** The system's own months, as `2026-01`: of the list, and of the one before; null if there was none. */
export interface ListMonths {
  readonly month: string;
  readonly before: string | null;
}

/**
 * Puts the pages in the place of the counts before, and adds to the month and its year what was lent since: systems count from the first day on.
 * A copy that is seen for the first time adds nothing: it may bring loans of other years, or of another system, along. Nor
 * does a counter that went back. A month in which nothing was lent is kept as 0: a month that is not there was not counted. If the list before
 * is older than the last month, nobody knows in which month the loans since were, nor in which year if another has begun.
 */
export async function replaceUseCounts(
  transaction: Tx,
  system: number,
  { month, before }: ListMonths,
): Promise<Replaced> {
  const year = Number(month.slice(0, 4));
  const wasSilent = before !== null && monthsBetween(before, month) > 1;
  const startsAnew = wasSilent && !before.startsWith(String(year));
  if (wasSilent) await dropMonths(transaction, system, { month, before });
  // A copy that two pages bring counts once.
  const counts = sql`SELECT DISTINCT ON (r.item) r.* ${rowsOf(system, 'USE_COUNTS')} ORDER BY r.item, p.page DESC`;
  if (!startsAnew) {
    await sql`
      WITH seen AS (${counts}), compared AS (
        SELECT seen.record, seen.library, greatest(seen.loans - before.loans, 0) AS loans
        FROM seen JOIN use_count before ON before.system = ${system} AND before.item = seen.item
        WHERE seen.loans IS NOT NULL AND before.loans IS NOT NULL
      ), grown AS (
        SELECT record, library, sum(loans) AS loans FROM compared WHERE loans > 0 GROUP BY record, library
      ), of_month AS (
        INSERT INTO use_by_month AS known (system, library, month, loans)
        SELECT ${system}, library, ${`${month}-01`}::date, sum(loans) FROM compared GROUP BY library
        ON CONFLICT (system, library, month) DO UPDATE SET loans = known.loans + excluded.loans
      )
      INSERT INTO use_by_year AS known (record, library, year, loans)
      SELECT record, library, ${year}, loans FROM grown
      ON CONFLICT (record, library, year) DO UPDATE SET loans = known.loans + excluded.loans`.execute(transaction);
  }
  return { ...(await replaceBy(transaction, system, 'USE_COUNTS', counts)), startsAnew };
}

function monthsBetween(one: string, other: string): number {
  const [from, to] = [one, other].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)));
  return (to ?? 0) - (from ?? 0);
}

/** From the month of the list before to that of this one, of none of which all loans are known: they are kept as not counted. */
async function dropMonths(
  transaction: Tx,
  system: number,
  { month, before }: { readonly month: string; readonly before: string },
): Promise<void> {
  await sql`
    INSERT INTO use_by_month (system, library, month, loans)
    SELECT ${system}::smallint, of.library, m.month::date, NULL
    FROM (SELECT DISTINCT library FROM use_count WHERE system = ${system}) of
      CROSS JOIN generate_series(${`${before}-01`}::date, ${`${month}-01`}::date, interval '1 month') AS m(month)
    ON CONFLICT (system, library, month) DO UPDATE SET loans = NULL`.execute(transaction);
}

async function replaceBy(
  transaction: Tx,
  system: number,
  list: LoanList,
  rows: ReturnType<typeof sql>,
): Promise<Replaced> {
  const table = sql.table(TABLES[list]);
  const columns = sql.join(Object.keys(COLUMNS[list]).map((column) => sql.ref(column)));
  const key = KNOWN_BY[list];
  const once = key === null ? sql`` : sql`ON CONFLICT (system, ${sql.ref(key)}) DO NOTHING`;
  const gone = await sql`DELETE FROM ${table} WHERE system = ${system}`.execute(transaction);
  const come = await sql`
    INSERT INTO ${table} (system, ${columns}) SELECT ${system}::smallint, given.* FROM (${rows}) AS given ${once}`.execute(
    transaction,
  );
  return { before: Number(gone.numAffectedRows ?? 0), now: Number(come.numAffectedRows ?? 0) };
}

/** The rows of the pages that were set aside, as `r`. */
function rowsOf(system: number, list: LoanList): ReturnType<typeof sql> {
  const columns = Object.entries(COLUMNS[list]).map(([column, type]) => `${column} ${type}`);
  return sql`FROM loan_list_page p CROSS JOIN LATERAL json_to_recordset(p.rows) AS r(${sql.raw(columns.join(', '))})
    WHERE p.system = ${system} AND p.list = ${list}`;
}
