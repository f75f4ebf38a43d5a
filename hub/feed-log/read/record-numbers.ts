import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { editionIdentifier } from '../identifiers.ts';

/** The number that a record has in its system, and the 001s that it is published under. */
export interface RecordNumbers {
  readonly system: SystemId;
  readonly localId: string;
  /** In the repositories of the libraries that hold it. */
  readonly identifier: string;
  /** In the repository of the editions. */
  readonly edition: string;
  /** Names of those repositories. */
  readonly repositories: readonly string[];
}

interface NumberRow {
  readonly record: number;
  /** Null for a record that has just gone from the index. */
  readonly system: SystemId | null;
  readonly local_id: string | null;
  readonly identifier: string;
  readonly edition: number;
  readonly repositories: readonly string[];
}

const PAGE = 2_000;

/** Every published record once, in the order in which records came into the index. */
export async function* readNumbers(db: Kysely<Database>, region: Region): AsyncGenerator<readonly RecordNumbers[]> {
  for (let after: number | null = 0; after !== null;) {
    const { rows }: { rows: readonly NumberRow[] } = await sql<NumberRow>`
      SELECT p.record, s.system_id AS system, r.local_id, min(e.identifier) AS identifier, min(e.edition) AS edition,
        array_agg(f.name ORDER BY f.id) AS repositories
      FROM (SELECT DISTINCT record FROM feed_entry
          WHERE record > ${after} AND replaced_at IS NULL AND record IS NOT NULL AND hash IS NOT NULL
          ORDER BY record LIMIT ${PAGE}) AS p
        JOIN feed_entry e ON e.record = p.record AND e.replaced_at IS NULL AND e.hash IS NOT NULL
        JOIN feed_repository f ON f.id = e.repository
        LEFT JOIN record r ON r.id = p.record LEFT JOIN system s ON s.id = r.system
      GROUP BY p.record, r.local_id, s.system_id ORDER BY p.record`.execute(db);
    yield rows.flatMap(({ system, local_id: localId, identifier, edition, repositories }) => {
      if (system === null || localId === null) return [];
      return [{ system, localId, identifier, edition: editionIdentifier(region.id, edition), repositories }];
    });
    after = rows.length < PAGE ? null : (rows.at(-1)?.record ?? null);
  }
}
