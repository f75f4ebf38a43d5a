/** What a snapshot has of codes and rules of lending: as the systems had told them when it was taken. */
import type { CodeList, LoanRules } from '#domain/policies.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { readResults, type SnapshotFinder } from '../snapshots/finder.ts';
import { lastRead, once } from '../snapshots/once.ts';

export interface SnapshotPolicies {
  readonly system: SystemId;
  /** The lists that the system told. One that is not here is not told, and not empty. */
  readonly lists: readonly CodeList[];
  /** RFC 3339: when the lists were read; null if none has been. */
  readonly codesAsOf: string | null;
  /** Null if the system does not tell its rules. */
  readonly rules: LoanRules | null;
  readonly rulesAsOf: string | null;
  /** Why the newest reading before the snapshot failed, so that what is here is older; null if it succeeded. */
  readonly problem: string | null;
}

const REPORT = 'POLICIES';

/** Copies them into the snapshot. What a killed process has copied stays as it is. */
export const keepPolicies: SnapshotFinder = {
  what: 'codes and rules of lending',
  async find(transaction, { number }) {
    await sql`
      INSERT INTO snapshot_result (snapshot, report, key, value)
      SELECT ${number}::int, ${REPORT}, system.system_id, json_build_object(
        'system', system.system_id, 'codesAsOf', p.codes_as_of, 'rules', p.rules, 'rulesAsOf', p.rules_as_of,
        'problem', p.problem, 'lists', (
          SELECT coalesce(json_agg(json_build_object('list', told.list, 'codes', (
            SELECT coalesce(json_agg(json_build_object('code', c.code, 'label', c.label) ORDER BY c.code), '[]')
            FROM system_code c WHERE c.system = p.system AND c.list = told.list)) ORDER BY told.place), '[]')
          FROM unnest(p.code_lists) WITH ORDINALITY AS told (list, place)))
      FROM snapshot_system s JOIN system_policy p ON p.system = s.system JOIN system ON system.id = s.system
      WHERE s.snapshot = ${number}
      ON CONFLICT (snapshot, report, key) DO NOTHING`.execute(transaction);
  },
};

/** By system; a system of which nothing was ever read is not in it: all of its policies are not told. */
export function policiesOfSnapshot(db: Kysely<Database>, snapshot: number): Promise<readonly SnapshotPolicies[]> {
  const read = async (): Promise<readonly SnapshotPolicies[]> => [
    ...(await readResults<SnapshotPolicies>(db, { snapshot, report: REPORT })).values(),
  ];
  return once(db, [lastRead(db, snapshot)], ['POLICIES'], read, codesIn);
}

const codesIn = (told: readonly SnapshotPolicies[]): number =>
  told.flatMap(({ lists }) => lists).reduce((sum, { codes }) => sum + codes.length, told.length);
