import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** In the same order in both: a snapshot copies rows whole. */
const HOLD_COLUMNS = `ADD COLUMN place integer, ADD COLUMN pickup text`;
const READER_COLUMNS = `ADD COLUMN expires_on text, ADD COLUMN blocked boolean, ADD COLUMN messages integer`;

/**
 * What a move must not lose of readers: what each owes, one charge a row; the place of a hold in its queue and where it is
 * collected; the day on which a registration ends, as a token; blocks and messages. Lists that have more to tell are due at once.
 */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE loan_list DROP CONSTRAINT loan_list_list_check`,
  `ALTER TABLE loan_list ADD CONSTRAINT loan_list_list_check
    CHECK (list IN ('OPEN_LOANS', 'OPEN_HOLDS', 'USE_COUNTS', 'READERS', 'OPEN_CHARGES'))`,
  `CREATE TABLE open_charge (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    system smallint NOT NULL,
    item text,
    record bigint,
    library text,
    counted boolean NOT NULL,
    reader_token text NOT NULL,
    kind text,
    amount_pence bigint NOT NULL,
    currency text NOT NULL,
    charged_on date
  )`,
  `CREATE INDEX open_charge_system ON open_charge (system)`,
  `CREATE TABLE snapshot_charge (
    snapshot integer NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    LIKE open_charge
  )`,
  `CREATE INDEX snapshot_charge_snapshot ON snapshot_charge (snapshot, system)`,
  `ALTER TABLE snapshot_reader_list ADD COLUMN pence bigint, ADD COLUMN currency text`,
  `ALTER TABLE open_hold ${HOLD_COLUMNS}`,
  `ALTER TABLE snapshot_hold ${HOLD_COLUMNS}`,
  `ALTER TABLE reader ${READER_COLUMNS}`,
  `ALTER TABLE snapshot_reader ${READER_COLUMNS}`,
  // Snapshots that were taken before have no charges; that is not the same as none.
  `UPDATE snapshot_system SET not_told = array_append(not_told, 'CHARGES')`,
  `UPDATE loan_list SET tried_at = to_timestamp(0) WHERE list IN ('READERS', 'OPEN_HOLDS')`,
];

export const readersForALedger: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
