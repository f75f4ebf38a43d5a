import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What was taken out of snapshots, by whom: written before the first row is given. Entries are written once; a trigger
 * refuses every change, and there is no way to forget one: they name a pseudonym, a filter and a number.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE export_audit (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    at timestamptz NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    actor_libraries text[] NOT NULL,
    snapshot text NOT NULL,
    what text NOT NULL CHECK (what IN ('REPORT', 'ROWS', 'TABLE')),
    report text,
    population text,
    library text,
    system text,
    filter json NOT NULL,
    staff_notes boolean NOT NULL,
    row_count bigint,
    format text NOT NULL CHECK (format IN ('CSV', 'XLSX', 'JSON'))
  )`,

  `CREATE FUNCTION keep_export_audit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'export_audit is written once' USING ERRCODE = 'insufficient_privilege';
  END $$`,
  `CREATE TRIGGER export_audit_stays BEFORE UPDATE OR DELETE ON export_audit
    FOR EACH ROW EXECUTE FUNCTION keep_export_audit()`,
  `CREATE TRIGGER export_audit_stays_whole BEFORE TRUNCATE ON export_audit
    FOR EACH STATEMENT EXECUTE FUNCTION keep_export_audit()`,
];

export const exportAudit: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
