import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Snapshots: how the systems' records, copies and statements stood. Each system counts its own versions. A row is part of
 * version v where `from_version <= v AND (to_version IS NULL OR to_version > v)`; it is never changed but for its
 * `to_version`, so a second snapshot costs what changed. What is about readers stands apart, whole for each snapshot.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE snapshot (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    note text,
    taken_at timestamptz NOT NULL,
    taken_by text NOT NULL,
    state text NOT NULL CHECK (state IN ('TAKING', 'WHOLE', 'FAILED')),
    region json NOT NULL,
    mappings json NOT NULL
  )`,

  `CREATE TABLE snapshot_system (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    version integer NOT NULL,
    harvested_at timestamptz,
    problem text,
    not_told text[] NOT NULL,
    libraries text[] NOT NULL,
    PRIMARY KEY (snapshot, system)
  )`,
  `CREATE INDEX snapshot_system_version ON snapshot_system (system, version)`,

  `CREATE TABLE snapshot_record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL,
    from_version integer NOT NULL,
    to_version integer,
    digest uuid NOT NULL,
    record bigint NOT NULL,
    local_id text NOT NULL,
    content bytea NOT NULL,
    visibility text NOT NULL,
    title text,
    format text,
    serial boolean,
    online boolean,
    year integer,
    languages text[],
    class_schemes text[],
    isbns text[],
    load_key text,
    brief boolean,
    fields text[],
    faults text[],
    edition bigint,
    libraries text[] NOT NULL,
    item_count integer NOT NULL,
    statement_count integer NOT NULL
  )`,
  `CREATE INDEX snapshot_record_system ON snapshot_record (system, id)`,
  `CREATE INDEX snapshot_record_record ON snapshot_record (record)`,
  `CREATE INDEX snapshot_record_edition ON snapshot_record (edition) WHERE edition IS NOT NULL`,

  `CREATE TABLE snapshot_item (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL,
    from_version integer NOT NULL,
    to_version integer,
    digest uuid NOT NULL,
    record bigint NOT NULL,
    local_id text NOT NULL,
    left_out text,
    barcode text,
    owner_code text,
    library text,
    call_number text,
    location_code text,
    item_type text,
    visibility text NOT NULL,
    status text,
    status_at_source text,
    use text,
    details json,
    collection text NOT NULL,
    last_borrowed_year text NOT NULL,
    acquired_year text NOT NULL,
    created_year text NOT NULL,
    record_visibility text NOT NULL
  )`,
  `CREATE INDEX snapshot_item_place ON snapshot_item (system, id)`,
  `CREATE INDEX snapshot_item_system ON snapshot_item (system, library, id)`,
  `CREATE INDEX snapshot_item_record ON snapshot_item (record)`,

  // Apart from the copies, so that no statement that reads copies can show them.
  `CREATE TABLE snapshot_staff_note (
    item bigint PRIMARY KEY,
    notes json NOT NULL
  )`,

  `CREATE TABLE snapshot_statement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL,
    from_version integer NOT NULL,
    to_version integer,
    digest uuid NOT NULL,
    record bigint NOT NULL,
    library text NOT NULL,
    place integer NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    starts text,
    ends text,
    retention text,
    note text,
    record_visibility text NOT NULL
  )`,
  `CREATE INDEX snapshot_statement_system ON snapshot_statement (system, library, id)`,
  `CREATE INDEX snapshot_statement_record ON snapshot_statement (record)`,

  // A snapshot reads a system at a time.
  `CREATE INDEX holding_system ON holding (system)`,
  `CREATE INDEX hidden_holding_system ON hidden_holding (system)`,
  `CREATE INDEX hidden_item_system ON hidden_item (system)`,

  // Bytes of records that have changed since a snapshot: written by the trigger below before they change.
  `CREATE TABLE snapshot_past_record (
    record bigint NOT NULL,
    content bytea NOT NULL,
    format text NOT NULL,
    raw bytea NOT NULL,
    PRIMARY KEY (record, content)
  )`,
  `CREATE FUNCTION snapshot_keep_past_record() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO snapshot_past_record (record, content, format, raw)
        SELECT old.id, old.digest, old.format, old.raw
        WHERE EXISTS (SELECT FROM snapshot_record s WHERE s.record = old.id AND s.content = old.digest)
        ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$`,
  `CREATE TRIGGER record_changes AFTER UPDATE OF raw, digest ON record
    FOR EACH ROW WHEN (old.digest IS DISTINCT FROM new.digest) EXECUTE FUNCTION snapshot_keep_past_record()`,
  `CREATE TRIGGER record_goes AFTER DELETE ON record
    FOR EACH ROW EXECUTE FUNCTION snapshot_keep_past_record()`,

  // Which systems have rows of a value, and which rows where there are few: so that a list of rare rows need not walk over all.
  `CREATE TABLE snapshot_cell (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    population text NOT NULL,
    dimension text NOT NULL,
    value text NOT NULL,
    system smallint NOT NULL,
    row_count integer NOT NULL,
    few bigint[]
  )`,
  `CREATE INDEX snapshot_cell_value ON snapshot_cell (snapshot, population, dimension, value)`,

  // What cannot be told by a row alone: duplicates, collisions, clusters.
  `CREATE TABLE snapshot_finding (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    kind text NOT NULL,
    system smallint NOT NULL,
    library text,
    subject bigint NOT NULL,
    in_group text,
    detail json
  )`,
  `CREATE INDEX snapshot_finding_kind ON snapshot_finding (snapshot, kind, subject)`,
  `CREATE INDEX snapshot_finding_group ON snapshot_finding (snapshot, kind, in_group)`,

  `CREATE TABLE snapshot_result (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    report text NOT NULL,
    key text NOT NULL,
    value json NOT NULL,
    PRIMARY KEY (snapshot, report, key)
  )`,

  // Readers are tokens, as they are in the lists that these rows were copied from.
  `CREATE TABLE snapshot_loan (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    LIKE open_loan
  )`,
  `CREATE INDEX snapshot_loan_snapshot ON snapshot_loan (snapshot, system)`,
  `CREATE TABLE snapshot_hold (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    LIKE open_hold
  )`,
  `CREATE INDEX snapshot_hold_snapshot ON snapshot_hold (snapshot, system)`,
  `CREATE TABLE snapshot_reader (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    LIKE reader
  )`,
  `CREATE INDEX snapshot_reader_snapshot ON snapshot_reader (snapshot, system)`,
  `CREATE TABLE snapshot_reader_list (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    system smallint NOT NULL,
    library text NOT NULL,
    list text NOT NULL,
    row_count integer,
    left_out integer NOT NULL DEFAULT 0,
    as_of timestamptz,
    gone_at timestamptz,
    gone_why text,
    PRIMARY KEY (snapshot, system, library, list)
  )`,

  `CREATE TABLE comparison_job (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    parameters json NOT NULL,
    snapshot integer,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    step text,
    done bigint NOT NULL DEFAULT 0,
    total bigint,
    started_at timestamptz,
    finished_at timestamptz,
    problem text
  )`,
  `CREATE INDEX comparison_job_state ON comparison_job (state, asked_at)`,
];

export const snapshots: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
