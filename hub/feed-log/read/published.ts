/** What is published, as a search of the index sees it. */
import type { Database } from '#store/tables.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';

export interface Snapshot {
  readonly transaction: Transaction<Database>;
  /** Number of the repository of the editions. */
  readonly repository: number;
}

/** That the edition of `search_doc d` has an entry that is not deleted. */
export function isPublished({ repository }: Snapshot): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM feed_entry e
    WHERE e.edition = d.edition AND e.repository = ${repository} AND e.replaced_at IS NULL AND e.hash IS NOT NULL)`;
}
