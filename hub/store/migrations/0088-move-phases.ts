import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Where each library stands on its way from one system to another, who decided it, and which new ids stand for which old ones. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE move_phase (
    library text NOT NULL,
    system text NOT NULL,
    phase text NOT NULL,
    since timestamptz NOT NULL,
    stopped_at timestamptz,
    PRIMARY KEY (library, system)
  )`,
  `CREATE TABLE move_request (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    library text NOT NULL,
    source text NOT NULL,
    target text,
    from_phase text NOT NULL,
    phase text NOT NULL,
    state text NOT NULL,
    asked_at timestamptz NOT NULL,
    asked_by text NOT NULL,
    asked_role text NOT NULL,
    note text,
    counts jsonb,
    ended_at timestamptz,
    ended_by text,
    ended_role text
  )`,
  // Of one library one step at a time is asked for: whoever asks second is told of the first.
  `CREATE UNIQUE INDEX move_request_open ON move_request (library) WHERE state = 'ASKED'`,
  `CREATE TABLE moved_id (
    kind text NOT NULL,
    /* The ids themselves, as clients have them: what belongs to readers is not here. */
    old_id text NOT NULL,
    new_id text NOT NULL,
    library text NOT NULL,
    old_system text NOT NULL,
    new_system text NOT NULL,
    PRIMARY KEY (old_id)
  )`,
  `CREATE INDEX moved_id_new ON moved_id (new_id)`,
  `CREATE INDEX moved_id_library ON moved_id (library, old_system)`,
];

export const movePhases: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
