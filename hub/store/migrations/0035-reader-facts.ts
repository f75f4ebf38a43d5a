import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** `told` names what the system told, so that "not told" is not taken for "none". */
const READER_COLUMNS = `
  ADD COLUMN card_token text,
  ADD COLUMN category text,
  ADD COLUMN expiry_year smallint,
  ADD COLUMN expired boolean,
  ADD COLUMN has_email boolean,
  ADD COLUMN owes boolean,
  ADD COLUMN told text[] NOT NULL DEFAULT '{}'`;

/**
 * How registrations stand, for a move: category, end, e-mail, debts, and a token of the card; since when a hold waits to be
 * collected. Copies of the lists in snapshots have the same columns. The lists that have more to tell are due at once.
 */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE reader ${READER_COLUMNS}`,
  `ALTER TABLE snapshot_reader ${READER_COLUMNS}`,
  `CREATE INDEX reader_card_token ON reader (card_token) WHERE card_token IS NOT NULL`,
  `ALTER TABLE open_hold ADD COLUMN arrived_on date`,
  `ALTER TABLE snapshot_hold ADD COLUMN arrived_on date`,
  `UPDATE loan_list SET tried_at = to_timestamp(0) WHERE list IN ('READERS', 'OPEN_HOLDS')`,
];

export const readerFacts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
