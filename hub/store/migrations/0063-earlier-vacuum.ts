import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Autovacuum waits until a fifth of a table is dead. Tables whose rows are rewritten by every answer and every harvest become a
 * fifth larger by then, and of queues the dead rows are passed by at each look.
 */
const REWRITTEN = [
  'last_known',
  'last_known_item',
  'record',
  'public_description',
  'item',
  'holding',
  'edition',
  'search_doc',
  'browse_doc',
  'search_term',
];
const QUEUES = ['change', 'feed_due', 'unmatched', 'harvest_run', 'feed_entry'];

export const earlierVacuum: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of REWRITTEN) {
      await sql`ALTER TABLE ${sql.table(table)} SET (autovacuum_vacuum_scale_factor = 0.05,
        autovacuum_analyze_scale_factor = 0.05)`.execute(db);
    }
    for (const table of QUEUES) {
      await sql`ALTER TABLE ${sql.table(table)} SET (autovacuum_vacuum_scale_factor = 0.02,
        autovacuum_vacuum_threshold = 1000)`.execute(db);
    }
  },
};
