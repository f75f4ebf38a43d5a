import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * What a signature was given for, so that it holds for nothing else: which rows a rule explained and by which settings, which snapshot a
 * sample was drawn from. A ledger is finished by the job that was asked for last, and by no other.
 */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE ledger ADD COLUMN job uuid`,
  `ALTER TABLE ledger_rule ADD COLUMN digest text`,
  `ALTER TABLE ledger_signature ADD COLUMN digest text`,
  `ALTER TABLE move_sample_result ADD COLUMN snapshot_digest text`,
  `UPDATE move_sample_result r SET snapshot_digest = s.digest FROM snapshot s WHERE s.name = r.snapshot`,
];

export const proofsThatHold: SchemaChange = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
