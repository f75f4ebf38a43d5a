import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

/** The same database, of which nothing is kept in memory yet, and how many statements it was asked through this. */
export function countStatements(db: Kysely<Database>): {
  readonly db: Kysely<Database>;
  readonly asked: () => number;
} {
  let asked = 0;
  const counted = db.withPlugin({
    transformQuery({ node }) {
      asked += 1;
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  return { db: counted, asked: () => asked };
}
