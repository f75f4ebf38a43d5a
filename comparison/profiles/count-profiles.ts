/** Fields and faults of each system and library, counted once for a snapshot: one walk over a million records takes seconds. */
import { NONE } from '#domain/comparison.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Transaction } from 'kysely';
import { dimensionOf, fromSelection } from '../populations/predicate.ts';
import type { SnapshotFinder } from '../snapshots/take.ts';

export const PROFILE_REPORT = 'FIELDS';
export type ProfiledDimension = 'FIELD' | 'LACKS' | 'FAULT';

/** What is stored for a scope: all its records, and how many have each value. */
export interface StoredProfile {
  readonly records: number;
  readonly counts: Readonly<Record<ProfiledDimension, Readonly<Record<string, number>>>>;
}

interface CountedRow {
  readonly system: string;
  readonly libraries: readonly string[];
  readonly kind: ProfiledDimension | 'RECORDS';
  readonly value: string;
  readonly count: number;
}

export const countProfiles: SnapshotFinder = {
  what: 'fields and faults',
  async find(transaction, { number }) {
    const profiles = sumUp(await countRows(transaction, number));
    await transaction
      .deleteFrom('snapshot_result')
      .where('snapshot', '=', number)
      .where('report', '=', PROFILE_REPORT)
      .execute();
    if (profiles.size === 0) return;
    await transaction
      .insertInto('snapshot_result')
      .values(
        [...profiles].map(([key, value]) => ({ snapshot: number, report: PROFILE_REPORT, key, value: toJson(value) })),
      )
      .execute();
  },
};

export function profileKey(scope: { readonly dimension: string; readonly id: string } | null): string {
  return scope === null ? 'ALL' : `${scope.dimension} ${scope.id}`;
}

/** By system and set of libraries, because few sets are held by many records. */
async function countRows(transaction: Transaction<Database>, snapshot: number): Promise<readonly CountedRow[]> {
  const valueOf = (dimension: ProfiledDimension | 'SYSTEM') => dimensionOf('RECORDS', dimension).value;
  const { rows } = await sql<CountedRow>`
    SELECT system, libraries, kind, value, count(*) AS count
    FROM (SELECT ${valueOf('SYSTEM')} AS system, t.libraries, ${valueOf('FIELD')} AS fields, ${valueOf('LACKS')} AS lacks,
        ${valueOf('FAULT')} AS faults ${fromSelection({ snapshot, population: 'RECORDS', where: [] })}) row,
      LATERAL (
        SELECT 'RECORDS' AS kind, '' AS value
        UNION ALL SELECT 'FIELD', unnest(CASE WHEN cardinality(fields) > 0 THEN fields ELSE ARRAY[${sql.lit(NONE)}] END)
        UNION ALL SELECT 'LACKS', unnest(lacks)
        UNION ALL SELECT 'FAULT', unnest(faults)) counted
    GROUP BY system, libraries, kind, value`.execute(transaction);
  return rows;
}

function sumUp(rows: readonly CountedRow[]): ReadonlyMap<string, StoredProfile> {
  const profiles = new Map<string, { records: number; counts: Record<ProfiledDimension, Record<string, number>> }>();
  for (const { system, libraries, kind, value, count } of rows) {
    const scopes = [
      profileKey(null),
      profileKey({ dimension: 'SYSTEM', id: system }),
      ...libraries.map((id) => profileKey({ dimension: 'LIBRARY', id })),
    ];
    for (const scope of scopes) {
      const profile = profiles.get(scope) ?? { records: 0, counts: { FIELD: {}, LACKS: {}, FAULT: {} } };
      profiles.set(scope, profile);
      if (kind === 'RECORDS') profile.records += count;
      else profile.counts[kind][value] = (profile.counts[kind][value] ?? 0) + count;
    }
  }
  return profiles;
}
