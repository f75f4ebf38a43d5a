/** Whose rows of a snapshot's readers may be counted, and what the systems told of them. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { ReaderFact } from '#store/loan-lists.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

/** Which lists of a system there are. Without all loans it is unknown whether a reader has none. */
export interface SystemLists {
  readonly system: SystemId;
  readonly readers: boolean;
  readonly loans: boolean;
}

export interface ReaderScope {
  readonly db: Kysely<Database>;
  readonly snapshot: number;
  /** The systems that are asked about, also those that have no list. */
  readonly systems: readonly SystemLists[];
  /** Libraries whose agreement names the purpose, of those that are asked about. */
  readonly libraries: readonly LibraryId[];
  /** Systems in which rows of an unknown library may be counted too. */
  readonly unknownOf: readonly SystemId[];
  /** Libraries at systems, by `pairKey`, whose rows are those that they have elsewhere; of all there are if it is not said. */
  readonly without?: readonly string[] | undefined;
}

export type CountedFact = ReaderFact | 'READERS' | 'LOANS';

/** What a system does not tell; what needs it is in no count. */
export interface NotTold {
  readonly system: SystemId;
  readonly facts: readonly CountedFact[];
}

/** The rows that may be counted, with their system's name, the columns of `reader`, and `has_loans`. */
export function permittedReaders({
  snapshot,
  systems,
  libraries,
  unknownOf,
  without = [],
}: ReaderScope): RawBuilder<unknown> {
  const listed = systems.filter(({ readers }) => readers).map(({ system }) => system);
  return sql`
    SELECT s.system_id, r.*, l.reader_token IS NOT NULL AS has_loans
    FROM snapshot_reader r JOIN system s ON s.id = r.system
      LEFT JOIN (SELECT DISTINCT system, reader_token FROM snapshot_loan WHERE snapshot = ${snapshot}) l
        ON l.system = r.system AND l.reader_token = r.reader_token
    WHERE r.snapshot = ${snapshot} AND s.system_id = ANY(${listed}::text[])
      AND coalesce(r.library = ANY(${[...libraries]}::text[]), s.system_id = ANY(${[...unknownOf]}::text[]))
      AND (s.system_id || ' ' || r.library = ANY(${[...without]}::text[])) IS NOT TRUE`;
}

/** What each system does not tell of these facts, of any of its readers; systems that tell all are not in it. */
export async function findNotTold(scope: ReaderScope, facts: readonly CountedFact[]): Promise<readonly NotTold[]> {
  const ofReaders = facts.filter((fact) => fact !== 'READERS' && fact !== 'LOANS');
  const { rows } = await sql<{ system: SystemId; fact: ReaderFact }>`
    SELECT p.system_id AS system, f.fact
    FROM (${permittedReaders(scope)}) p CROSS JOIN unnest(${ofReaders}::text[]) AS f (fact)
    WHERE NOT f.fact = ANY(p.told) GROUP BY 1, 2 ORDER BY 2`.execute(scope.db);
  return scope.systems.flatMap(({ system, readers, loans }): readonly NotTold[] => {
    if (!readers) return [{ system, facts: ['READERS'] }];
    const untold = rows.filter((row) => row.system === system).map(({ fact }) => fact);
    const all = facts.includes('LOANS') && !loans ? [...untold, 'LOANS' as const] : untold;
    return all.length === 0 ? [] : [{ system, facts: all }];
  });
}
