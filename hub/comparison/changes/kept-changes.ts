/** What changed since the snapshot before, counted when a snapshot is taken: else whoever asks first would wait for it. */
import type { SystemId } from '#domain/ids.ts';
import { POPULATIONS } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { TwoSnapshots } from '../populations/missing-rows.ts';
import { listTakenBack } from '../reports/taken-back.ts';
import { keepResult, readResult } from '../snapshots/finder.ts';
import type { Snapshot } from '../snapshots/snapshot.ts';
import type { ChangeCount } from './count-changes.ts';
import { countFields, MOST_RECORDS_READ, type FieldCount } from './list-changes.ts';

export interface CountedChanges {
  readonly counts: readonly ChangeCount[];
  /** Null if they were not counted: so many records changed that not all would be read. */
  readonly fields: readonly FieldCount[] | null;
}

interface KeptChanges extends CountedChanges {
  /** Of the earlier snapshot. */
  readonly digest: string | null;
  readonly systems: readonly SystemId[];
}

const RESULT = 'changes';

/** Beside what was counted already. */
export async function keepChanges(
  db: Kysely<Database>,
  two: TwoSnapshots,
  counts: readonly ChangeCount[],
): Promise<void> {
  const { digest } = await db
    .selectFrom('snapshot')
    .select('digest')
    .where('id', '=', two.earlier)
    .executeTakeFirstOrThrow();
  const records = counts.filter(({ population, library }) => population === 'RECORDS' && library === null);
  const changed = records.reduce((sum, one) => sum + (one.counts.CHANGED ?? 0), 0);
  const fields: FieldCount[] = [];
  for (const population of changed > MOST_RECORDS_READ ? [] : POPULATIONS) {
    fields.push(...(await countFields(db, { two, population, libraries: null })));
  }
  const systems = two.shared.map(({ id }) => id);
  const kept: KeptChanges = { digest, systems, counts, fields: changed > MOST_RECORDS_READ ? null : fields };
  await keepResult(db, { snapshot: two.later, report: RESULT, key: String(two.earlier) }, kept);
}

/** Of some systems. Null if it was not counted of all of these, or something was taken back from one of both snapshots since. */
export async function readChanges(
  db: Kysely<Database>,
  earlier: Pick<Snapshot, 'digest'>,
  { earlier: before, later, shared }: TwoSnapshots,
): Promise<CountedChanges | null> {
  const kept = await readResult<KeptChanges>(db, { snapshot: later, report: RESULT, key: String(before) });
  if (kept?.digest !== earlier.digest || (await listTakenBack(db, later)).length > 0) return null;
  const ids = shared.map(({ id }) => id);
  if (!ids.every((id) => kept.systems.includes(id))) return null;
  const isAsked = ({ system }: { readonly system: SystemId }): boolean => ids.includes(system);
  return { counts: kept.counts.filter(isAsked), fields: kept.fields?.filter(isAsked) ?? null };
}
