/** Fields and faults of each system and library, counted once for a snapshot: one walk over a million records takes seconds. */
import { NONE } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { COUNTS_ALL } from '../populations/cells.ts';
import { keepResults, type SnapshotFinder } from '../snapshots/finder.ts';

export const PROFILE_REPORT = 'FIELDS';
export type ProfiledDimension = 'FIELD' | 'LACKS' | 'FAULT';

/** What is stored for a scope: all its records, and how many have each value. */
export interface StoredProfile {
  readonly records: number;
  readonly counts: Readonly<Record<ProfiledDimension, Readonly<Record<string, number>>>>;
}

interface CountedRow {
  readonly system: string;
  /** Null for the whole system. */
  readonly library: string | null;
  readonly kind: ProfiledDimension | typeof ALL;
  readonly value: string;
  readonly count: number;
}

const ALL = COUNTS_ALL.RECORDS;

export const countProfiles: SnapshotFinder = {
  what: 'fields and faults',
  async find(transaction, { number }) {
    const profiles = sumUp(await readCells(transaction, number));
    await keepResults(transaction, { snapshot: number, report: PROFILE_REPORT }, profiles);
  },
};

export function profileKey(scope: { readonly dimension: string; readonly id: string } | null): string {
  return scope === null ? 'ALL' : `${scope.dimension} ${scope.id}`;
}

/** Of each system and each library in it, as they are counted already. */
async function readCells(db: Kysely<Database>, snapshot: number): Promise<readonly CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    SELECT name.system_id AS system, c.library, c.dimensions AS kind, c."values"[1] AS value, c.row_count AS count
    FROM snapshot_cell c JOIN system name ON name.id = c.system
    WHERE c.snapshot = ${snapshot} AND c.population = 'RECORDS'
      AND c.dimensions IN (${sql.lit(ALL)}, 'FIELD', 'LACKS', 'FAULT') AND c.library IS DISTINCT FROM ${NONE}`.execute(
    db,
  );
  return rows;
}

function sumUp(rows: readonly CountedRow[]): ReadonlyMap<string, StoredProfile> {
  const profiles = new Map<string, { records: number; counts: Record<ProfiledDimension, Record<string, number>> }>();
  for (const { system, library, kind, value, count } of rows) {
    const scopes =
      library === null
        ? [profileKey(null), profileKey({ dimension: 'SYSTEM', id: system })]
        : [profileKey({ dimension: 'LIBRARY', id: library })];
    for (const scope of scopes) {
      const profile = profiles.get(scope) ?? { records: 0, counts: { FIELD: {}, LACKS: {}, FAULT: {} } };
      profiles.set(scope, profile);
      if (kind === ALL) profile.records += count;
      // Who lacks nothing, and who has nothing wrong, stands in no such list.
      else if (kind === 'FIELD' || value !== NONE) {
        profile.counts[kind][value] = (profile.counts[kind][value] ?? 0) + count;
      }
    }
  }
  return profiles;
}
