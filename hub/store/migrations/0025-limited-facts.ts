import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Last-known facts that were kept before copies said what their system does not tell: whether such a copy could have been
 * elsewhere is not known any more, so that it would be counted as in its place. The next answer, or harvest, keeps them anew.
 */
export const limitedFacts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw('TRUNCATE last_known, last_known_item').execute(db);
  },
};
