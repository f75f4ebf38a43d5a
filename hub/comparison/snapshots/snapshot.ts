/** Snapshots as they are kept: named, dated, and the same for ever, but for what is taken back. */
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import { recordAction, type NewAction } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { lastRead, noteRead, once } from './once.ts';
import { waitBrieflyForRows } from './shared-rows.ts';
import { isInVersion } from './snapshot-rows.ts';

export interface Snapshot {
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
  readonly takenAt: Date;
  readonly takenBy: string;
  readonly state: 'TAKING' | 'WHOLE' | 'FAILED';
  /** Of everything that is in it; null of one that was taken before there were digests. */
  readonly digest: string | null;
}

export interface SnapshotSystem {
  readonly id: SystemId;
  readonly number: number;
  /** When the newest harvest ended whose records are in it; null if the system was never harvested in full. */
  readonly harvestedAt: Date | null;
  /** Why not all is in it that the system has. */
  readonly problem: string | null;
  readonly notTold: readonly string[];
  readonly libraries: readonly string[];
  /** Whether its rows are counted in cells. */
  readonly counted: boolean;
}

const COLUMNS = [
  'id as number',
  'name',
  'note',
  'taken_at as takenAt',
  'taken_by as takenBy',
  'state',
  'digest',
] as const;

type Row = Omit<Snapshot, 'state'> & { readonly state: string };

function toSnapshot(db: Kysely<Database>, row: Row): Snapshot {
  noteRead(db, row);
  return { ...row, state: row.state as Snapshot['state'] };
}

/** The newest first. */
export async function listSnapshots(db: Kysely<Database>): Promise<readonly Snapshot[]> {
  const rows = await db.selectFrom('snapshot').select(COLUMNS).orderBy('id', 'desc').execute();
  return rows.map((row) => toSnapshot(db, row));
}

/** By its name; the newest whole one where none is named. */
export async function findSnapshot(db: Kysely<Database>, name: string | null): Promise<Snapshot | null> {
  const query = db.selectFrom('snapshot').select(COLUMNS);
  const row = await (
    name === null ? query.where('state', '=', 'WHOLE').orderBy('id', 'desc').limit(1) : query.where('name', '=', name)
  ).executeTakeFirst();
  return row === undefined ? null : toSnapshot(db, row);
}

/** The newest whole one that was asked for before this one. */
export async function findSnapshotBefore(db: Kysely<Database>, number: number): Promise<Snapshot | null> {
  const whole = db.selectFrom('snapshot').select(COLUMNS).where('state', '=', 'WHOLE').where('id', '<', number);
  const row = await whole.orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : toSnapshot(db, row);
}

/** By id. */
export function systemsOfSnapshot(db: Kysely<Database>, snapshot: number): Promise<readonly SnapshotSystem[]> {
  return once(db, [lastRead(db, snapshot)], ['SYSTEMS'], async () => {
    const rows = await db
      .selectFrom('snapshot_system as s')
      .innerJoin('system', 'system.id', 's.system')
      .select(['system.system_id as id', 'system.id as number'])
      .select(['s.harvested_at as harvestedAt', 's.problem', 's.not_told as notTold', 's.libraries', 's.counted'])
      .where('s.snapshot', '=', snapshot)
      .orderBy('system.system_id')
      .execute();
    return rows.map(({ id, ...row }) => ({ ...row, id: id as SystemId }));
  });
}

/** What the snapshot may lack of these systems, each in words: `koha-b: its newest harvest failed`. Empty if nothing is known to be missing. */
export async function gapsOfSnapshot(
  db: Kysely<Database>,
  snapshot: number,
  systems: readonly string[],
): Promise<readonly string[]> {
  return (await systemsOfSnapshot(db, snapshot)).flatMap(({ id, problem }) =>
    problem === null || !systems.includes(id) ? [] : [`${id}: ${problem}`],
  );
}

export interface SnapshotList {
  readonly system: SystemId;
  readonly list: string;
  /** When the system told it: what happened since is not in the snapshot, however new its records are. */
  readonly asOf: Date;
}

/** The lists about readers that systems told, whether or not their rows have left since; by system and list. */
export async function listsOfSnapshot(db: Kysely<Database>, snapshot: number): Promise<readonly SnapshotList[]> {
  const { rows } = await sql<SnapshotList>`
    SELECT y.system_id AS system, l.list, min(l.as_of) AS "asOf"
    FROM snapshot_reader_list l JOIN system y ON y.id = l.system
    WHERE l.snapshot = ${snapshot} AND l.as_of IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`.execute(db);
  return rows;
}

/** The region file as it stood when the snapshot was asked for. */
export function readRegion(db: Kysely<Database>, snapshot: number): Promise<Region> {
  return once(db, [lastRead(db, snapshot)], ['REGION'], async () => {
    const { region } = await db
      .selectFrom('snapshot')
      .select('region')
      .where('id', '=', snapshot)
      .executeTakeFirstOrThrow();
    return region as Region;
  });
}

export type Dropping = Pick<NewAction, 'at' | 'actor'>;

/**
 * Drops a snapshot, and every row that no other snapshot has. Throws BAD_USER_INPUT if there is none of this name, a plan stands on it,
 * or another is being taken.
 */
export async function dropSnapshot(db: Kysely<Database>, name: string, { at, actor }: Dropping): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await waitBrieflyForRows(transaction);
    const snapshot = await findSnapshot(transaction, name);
    if (snapshot === null)
      throw badUserInput('name: there is no snapshot of this name any more, or it is spelled otherwise.');
    await assertNoPlan(transaction, snapshot);
    await transaction.deleteFrom('snapshot').where('id', '=', snapshot.number).execute();
    await recordAction(transaction, { at, action: 'SNAPSHOT_DROPPED', actor, subject: name, note: null });
    for (const table of ['snapshot_record', 'snapshot_item', 'snapshot_statement']) {
      await sql`
        DELETE FROM ${sql.table(table)} t
        WHERE NOT EXISTS (SELECT FROM snapshot_system s WHERE s.system = t.system AND ${isInVersion('t', 's')})`.execute(
        transaction,
      );
    }
    await sql`
      DELETE FROM snapshot_fix t
      WHERE NOT EXISTS (SELECT FROM snapshot_fix_list s WHERE s.system = t.system AND ${isInVersion('t', 's')})`.execute(
      transaction,
    );
    await sql`
      DELETE FROM snapshot_title t WHERE NOT EXISTS (SELECT FROM snapshot_titles s WHERE ${isInVersion('t', 's')})`.execute(
      transaction,
    );
    await sql`DELETE FROM snapshot_staff_note n WHERE NOT EXISTS (SELECT FROM snapshot_item t WHERE t.id = n.item)`.execute(
      transaction,
    );
    await sql`
      DELETE FROM snapshot_past_record p
      WHERE NOT EXISTS (SELECT FROM snapshot_record t WHERE t.record = p.record AND t.content = p.content)`.execute(
      transaction,
    );
  });
}

async function assertNoPlan(db: Kysely<Database>, { number, name }: Snapshot): Promise<void> {
  const plans = await db
    .selectFrom('move_plan')
    .select('name')
    .where('snapshot', '=', number)
    .orderBy('name')
    .execute();
  if (plans.length === 0) return;
  const names = plans.map((plan) => `"${plan.name}"`).join(', ');
  throw badUserInput(
    `name: the snapshot "${name}" stays while plans stand on it: drop ${names} first (mercia move plan drop).`,
  );
}
