import { sql, type Kysely } from 'kysely';
import type { SchemaChange } from '../schema-change.ts';

/**
 * Whether a copy was in its place by what a system last told, so that a search can ask it of all that it finds without reading facts. Of
 * what is kept already it is read from the facts once.
 */
const STATEMENTS: readonly string[] = [
  `ALTER TABLE last_known ADD COLUMN in_place boolean NOT NULL DEFAULT false`,
  `UPDATE last_known SET in_place = true WHERE EXISTS (
    SELECT FROM json_array_elements(facts -> 'items') AS item
    WHERE item ->> 'status' = 'AVAILABLE' AND item -> 'limitations' IS NULL AND item -> 'reason' IS NULL
      AND item ->> 'use' IS DISTINCT FROM 'RESTRICTED')`,
];

export const copiesInPlace: SchemaChange = {
  // Older code leaves it false, which leaves a title out of a filter that it does not know.
  olderMayRun: true,
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
