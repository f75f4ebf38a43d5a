import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What people change in Mercia, and who: written in the transaction of the change itself. Entries are written once; a trigger
 * refuses every change. They leave through `forget_actions` alone, which leaves an entry of its own that says how many went.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE action (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind ~ '^[A-Z][A-Z_]*$'),
    actor text,
    role text,
    subject text NOT NULL,
    note text,
    CHECK ((actor IS NULL) = (role IS NULL))
  )`,

  `CREATE FUNCTION keep_action() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' AND current_setting('mercia.forgets_actions', true) = 'yes' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'action is written once' USING ERRCODE = 'insufficient_privilege';
  END $$`,
  `CREATE TRIGGER action_stays BEFORE UPDATE OR DELETE ON action
    FOR EACH ROW EXECUTE FUNCTION keep_action()`,
  `CREATE TRIGGER action_stays_whole BEFORE TRUNCATE ON action
    FOR EACH STATEMENT EXECUTE FUNCTION keep_action()`,

  // Entries of what was removed stay: they hold nobody's data.
  `CREATE FUNCTION forget_actions(before timestamptz, as_of timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
  DECLARE forgotten bigint;
  BEGIN
    PERFORM set_config('mercia.forgets_actions', 'yes', true);
    DELETE FROM action WHERE at < before AND kind <> 'RETENTION';
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    PERFORM set_config('mercia.forgets_actions', '', true);
    IF forgotten > 0 THEN
      INSERT INTO action (at, kind, subject, note)
        VALUES (as_of, 'RETENTION', 'actions', forgotten || ' entries from before ' || before::date);
    END IF;
    RETURN forgotten;
  END $$`,
];

export const actions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
