import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Whose account is whose, failures to link one, and what staff did with accounts. People are pseudonyms, accounts are
 * sealed or keyed hashes: without the region's secret the tables lead to nobody.
 *
 * `account_audit` is written once: a trigger refuses every change. Entries leave through `forget_account_audit` alone,
 * which leaves an entry of its own that says how many went.
 */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE account_link (
    account_key text PRIMARY KEY,
    subject text NOT NULL,
    sealed text NOT NULL,
    verified_by text NOT NULL CHECK (verified_by IN ('CARD_AND_PIN', 'STAFF')),
    linked_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL
  )`,
  `CREATE INDEX account_link_subject ON account_link (subject, linked_at)`,

  `CREATE TABLE link_attempt (
    who text PRIMARY KEY,
    failures integer NOT NULL,
    locked_until timestamptz,
    last_at timestamptz NOT NULL
  )`,

  `CREATE TABLE account_audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    action text NOT NULL CHECK (action IN ('LOOK', 'LINK', 'MOVE_LINK', 'EXPORT', 'ERASE', 'RETENTION')),
    actor text NOT NULL,
    actor_libraries text[] NOT NULL,
    account text,
    patron text,
    library text,
    purpose text,
    note text,
    refusal text
  )`,
  `CREATE INDEX account_audit_account ON account_audit (account, id)`,
  `CREATE INDEX account_audit_library ON account_audit (library, id)`,
  `CREATE INDEX account_audit_patron ON account_audit (patron) WHERE patron IS NOT NULL`,

  `CREATE FUNCTION keep_account_audit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' AND current_setting('mercia.forgets_audit', true) = 'yes' THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'account_audit is written once' USING ERRCODE = 'insufficient_privilege';
  END $$`,
  `CREATE TRIGGER account_audit_stays BEFORE UPDATE OR DELETE ON account_audit
    FOR EACH ROW EXECUTE FUNCTION keep_account_audit()`,
  `CREATE TRIGGER account_audit_stays_whole BEFORE TRUNCATE ON account_audit
    FOR EACH STATEMENT EXECUTE FUNCTION keep_account_audit()`,

  // Entries of what was removed stay: they hold nobody's data.
  `CREATE FUNCTION forget_account_audit(of_library text, before timestamptz, as_of timestamptz) RETURNS bigint
  LANGUAGE plpgsql AS $$
  DECLARE forgotten bigint;
  BEGIN
    PERFORM set_config('mercia.forgets_audit', 'yes', true);
    DELETE FROM account_audit
      WHERE library IS NOT DISTINCT FROM of_library AND at < before AND action <> 'RETENTION';
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    PERFORM set_config('mercia.forgets_audit', '', true);
    IF forgotten > 0 THEN
      INSERT INTO account_audit (at, action, actor, actor_libraries, library, note)
        VALUES (as_of, 'RETENTION', 'mercia', '{}', of_library, forgotten || ' entries from before ' || before::date);
    END IF;
    RETURN forgotten;
  END $$`,
];

export const patrons: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
