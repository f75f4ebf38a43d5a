import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What a move needs to know of a copy, and the copies and records that stand in no public count. They have tables of their
 * own, so that no statement of the public graph can meet them.
 */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE item
    ADD COLUMN status text,
    ADD COLUMN status_at_source text,
    ADD COLUMN use text,
    ADD COLUMN details json,
    ADD COLUMN staff_notes json`,

  `CREATE TABLE hidden_item (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    record bigint NOT NULL,
    system smallint NOT NULL,
    local_id text NOT NULL,
    left_out text NOT NULL CHECK (left_out IN ('RECORD_HIDDEN', 'NO_ID', 'NO_BARCODE', 'NO_OWNER')),
    barcode text,
    owner_code text,
    library text,
    call_number text,
    location_code text,
    item_type text,
    visibility text NOT NULL CHECK (visibility IN ('PUBLIC', 'SUPPRESSED', 'ILL_TEMPORARY', 'UNKNOWN')),
    status text,
    status_at_source text,
    use text,
    details json,
    staff_notes json
  )`,
  `CREATE INDEX hidden_item_record ON hidden_item (record)`,

  `CREATE TABLE hidden_holding (
    id text PRIMARY KEY,
    record bigint NOT NULL,
    system smallint NOT NULL,
    library text NOT NULL,
    basis text NOT NULL,
    copies integer,
    call_numbers text[] NOT NULL,
    site_codes text[] NOT NULL,
    statements jsonb NOT NULL
  )`,
  `CREATE INDEX hidden_holding_record ON hidden_holding (record)`,

  `CREATE TABLE hidden_description (
    record bigint PRIMARY KEY,
    system smallint NOT NULL,
    keys bigint[] NOT NULL,
    description text NOT NULL
  )`,
];

export const whatItemsCarry: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
