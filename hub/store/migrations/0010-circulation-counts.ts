import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What the systems tell of their loans as a whole. Readers are tokens; no loan and no hold has its id here. `record` is the
 * number of a record of the index, without a foreign key: a loan may be of a record that was not harvested, and a record that
 * goes takes no loan along.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE loan_list (
    system smallint NOT NULL,
    list text NOT NULL CHECK (list IN ('OPEN_LOANS', 'OPEN_HOLDS', 'USE_COUNTS', 'READERS')),
    as_of timestamptz,
    counted_from timestamptz,
    tried_at timestamptz NOT NULL,
    left_out integer NOT NULL,
    problem text,
    PRIMARY KEY (system, list)
  )`,

  // Pages of a list that is being harvested; they are worth nothing after a crash.
  `CREATE UNLOGGED TABLE loan_list_page (
    system smallint NOT NULL,
    list text NOT NULL,
    page integer NOT NULL,
    rows json NOT NULL,
    PRIMARY KEY (system, list, page)
  )`,

  // A copy is lent once at a time: it is the key, and no loan needs its own.
  `CREATE TABLE open_loan (
    system smallint NOT NULL,
    item text NOT NULL,
    record bigint,
    library text,
    counted boolean NOT NULL,
    reader_token text NOT NULL,
    loaned_at timestamptz,
    due_on date,
    due_at timestamptz,
    renewals integer,
    PRIMARY KEY (system, item)
  )`,
  `CREATE INDEX open_loan_library ON open_loan (library, record)`,

  `CREATE TABLE open_hold (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL,
    item text,
    record bigint,
    library text,
    counted boolean NOT NULL,
    reader_token text NOT NULL,
    status text NOT NULL,
    placed_on date
  )`,
  `CREATE INDEX open_hold_system ON open_hold (system)`,
  `CREATE INDEX open_hold_record ON open_hold (record)`,
  `CREATE INDEX open_hold_library ON open_hold (library, record)`,

  `CREATE TABLE use_count (
    system smallint NOT NULL,
    item text NOT NULL,
    record bigint NOT NULL,
    library text NOT NULL,
    loans integer,
    renewals integer,
    last_borrowed_on date,
    PRIMARY KEY (system, item)
  )`,
  `CREATE INDEX use_count_record ON use_count (record)`,
  `CREATE INDEX use_count_library ON use_count (library, record)`,

  // Outlives its copies: a withdrawn one was lent in its years all the same.
  `CREATE TABLE use_by_year (
    record bigint NOT NULL,
    library text NOT NULL,
    year smallint NOT NULL,
    loans integer NOT NULL,
    PRIMARY KEY (record, library, year)
  )`,
  `CREATE INDEX use_by_year_library ON use_by_year (library, year)`,

  // Sums over all editions of a library, made when its lists are brought: too many rows to be read for each question.
  `CREATE TABLE library_count (
    library text PRIMARY KEY,
    copies integer NOT NULL,
    loans integer,
    few_loans integer NOT NULL,
    few_loans_sum integer NOT NULL,
    renewals integer,
    few_renewals integer NOT NULL,
    few_renewals_sum integer NOT NULL,
    last_shown date,
    last_hidden date,
    holds integer NOT NULL,
    few_holds integer NOT NULL,
    few_holds_sum integer NOT NULL,
    loans_now integer NOT NULL,
    years json NOT NULL
  )`,

  `CREATE TABLE reader (
    system smallint NOT NULL,
    reader_token text NOT NULL,
    library text,
    name_birth text,
    email text,
    PRIMARY KEY (system, reader_token)
  )`,
  `CREATE INDEX reader_name_birth ON reader (name_birth) WHERE name_birth IS NOT NULL`,
  `CREATE INDEX reader_email ON reader (email) WHERE email IS NOT NULL`,

  // Accounts that seem to be one person's, made when readers are brought.
  `CREATE TABLE reader_group (
    key text PRIMARY KEY,
    evidence text[] NOT NULL,
    systems smallint[] NOT NULL,
    tokens text[] NOT NULL
  )`,
];

export const circulationCounts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
