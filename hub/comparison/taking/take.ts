/** Takes a snapshot: as a job, because a region takes a minute. */
import { TOLD_THINGS, type ToldThing } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import { onceThere } from '#store/once-there.ts';
import { toJson } from '#store/to-json.ts';
import { recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import type { Database } from '#store/tables.ts';
import { harvestStatus, type HarvestStatus } from '#union-index/index.ts';
import { sql, type Kysely, type Transaction } from 'kysely';
import PQueue from 'p-queue';
import { askForJob, type Job } from '../jobs/job.ts';
import { writeCells } from '../populations/cells.ts';
import type { JobProgress, JobWork } from '../jobs/worker.ts';
import { readMappings } from '../mappings/kept-mappings.ts';
import { counted } from '../reports/say.ts';
import { copyReaders, type CopiedLists } from './copy-readers.ts';
import { copySystem, type CopiedSystem } from './copy-system.ts';
import { digestSnapshot } from './digest.ts';
import { analyseTables, type SnapshotFinder } from '../snapshots/finder.ts';
import { countOnRows } from '../snapshots/shared-rows.ts';
import { findSnapshot, readRegion, type Snapshot } from '../snapshots/snapshot.ts';

export const TAKE_SNAPSHOT = 'TAKE_SNAPSHOT';

export interface SnapshotRequest {
  readonly name: string;
  readonly note: string | null;
  /** All systems of the region if not given. */
  readonly systems: readonly SystemId[] | null;
  readonly askedBy: Actor;
  readonly at: Date;
}

export interface SnapshotWorkOptions {
  readonly db: Kysely<Database>;
  readonly finders: readonly SnapshotFinder[];
  readonly clock: () => Date;
}

const COPIED = [
  'snapshot_system',
  'snapshot_record',
  'snapshot_item',
  'snapshot_statement',
  'snapshot_cell',
  'snapshot_loan',
  'snapshot_hold',
  'snapshot_reader',
  'snapshot_charge',
] as const;
const FOUND = ['snapshot_finding', 'snapshot_titles', 'snapshot_cell'] as const;

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u;

/** Throws BAD_USER_INPUT for a name that is taken or cannot be one, or a system that the region does not have. */
export async function askForSnapshot(
  db: Kysely<Database>,
  region: Region,
  { name, note, systems, askedBy, at }: SnapshotRequest,
): Promise<{ readonly snapshot: Snapshot; readonly job: Job }> {
  if (!NAME.test(name)) {
    throw badUserInput(
      'name: a snapshot is called by 1 to 80 letters, digits, blanks, dots, hyphens and underscores, and begins with a letter or digit.',
    );
  }
  const known = region.systems.map(({ id }) => id);
  const unknown = (systems ?? []).filter((id) => !known.includes(id));
  if (unknown.length > 0 || systems?.length === 0) {
    throw badUserInput(
      `systems: ${unknown.length > 0 ? 'the region does not have all of these; it has' : 'name one or more of'} ${known.join(', ')}.`,
    );
  }
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('snapshot')
      .values({
        name,
        note,
        taken_at: at,
        taken_by: askedBy.by,
        state: 'TAKING',
        region: toJson({ ...region, issuers: [] }),
        mappings: toJson(await readMappings(transaction)),
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) {
      throw badUserInput(`name: there is a snapshot "${name}" already; choose another name.`);
    }
    const parameters = { systems: systems ?? known };
    const job = await askForJob(transaction, {
      kind: TAKE_SNAPSHOT,
      parameters,
      snapshot: row.id,
      askedBy: askedBy.by,
      at,
    });
    await recordAction(transaction, { at, action: 'SNAPSHOT_TAKEN', actor: askedBy, subject: name, note });
    const snapshot = await findSnapshot(transaction, name);
    if (snapshot === null) throw new Error(`snapshot ${name} is gone`);
    return { snapshot, job };
  });
}

/** Systems that a killed process has copied are not copied again; what it had begun left nothing behind. */
export function snapshotWork(options: SnapshotWorkOptions): JobWork {
  const { db, finders } = options;
  return async ({ snapshot, parameters }, progress) => {
    if (snapshot === null) throw new Error('a snapshot is taken without its number');
    const { systems } = parameters as { readonly systems: readonly SystemId[] };
    try {
      await takeSystems(options, snapshot, systems, progress);
      await progress.step('measuring what was copied');
      await analyseTables(db, COPIED);
      await runFinders(db, snapshot, finders, progress);
      await analyseTables(db, FOUND);
      await db.transaction().execute(async (transaction) => {
        await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
        // What is taken back has another digest.
        await countOnRows(transaction);
        const digest = await digestSnapshot(transaction, snapshot);
        await transaction.updateTable('snapshot').set({ state: 'WHOLE', digest }).where('id', '=', snapshot).execute();
      });
    } catch (error) {
      const failed = db.updateTable('snapshot').set({ state: 'FAILED' }).where('id', '=', snapshot);
      if (!progress.goesOn(error)) await onceThere(() => failed.execute());
      throw error;
    }
  };
}

/** A server of two cores copies two systems in the time of one. */
const AT_A_TIME = 2;

async function takeSystems(
  { db, clock }: SnapshotWorkOptions,
  snapshot: number,
  systems: readonly SystemId[],
  progress: JobProgress,
): Promise<void> {
  const queue = new PQueue({ concurrency: AT_A_TIME });
  let done = 0;
  const copying = systems.map((id) =>
    queue.add(async () => {
      await progress.step(`copying ${id}`, done, systems.length);
      await takeSystem(db, snapshot, id, clock());
      done += 1;
    }),
  );
  try {
    await Promise.all(copying);
  } finally {
    // Nothing of a job may go on once it has failed.
    queue.clear();
    await queue.onIdle();
  }
}

async function takeSystem(db: Kysely<Database>, snapshot: number, id: SystemId, at: Date): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      // One pass over a large system may take minutes on a slow disk, and its sorts want room.
      await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
      await sql`SET LOCAL work_mem = '128MB'`.execute(transaction);
      await countOnRows(transaction);
      const found = await transaction.selectFrom('system').select('id').where('system_id', '=', id).executeTakeFirst();
      const system = found?.id ?? (await addSystem(transaction, id));
      const taken = await transaction
        .selectFrom('snapshot_system')
        .select('version')
        .where('snapshot', '=', snapshot)
        .where('system', '=', system)
        .executeTakeFirst();
      if (taken !== undefined) return;
      const copied = await copySystem(transaction, system);
      const status = (await harvestStatus(transaction, [id], at)).get(id);
      const untold = await findUntold(transaction, system, copied);
      const lists = await copyReaders(transaction, snapshot, system);
      await transaction
        .insertInto('snapshot_system')
        .values({
          snapshot,
          system,
          version: copied.version,
          harvested_at: status?.lastCompleteAt ?? null,
          problem: describeGaps(status, lists),
          not_told: [...untold, ...lists.notTold],
          libraries: await librariesOf(transaction, snapshot, id),
          counted: true,
          repeats: copied.repeats,
        })
        .execute();
      await writeCells(transaction, { snapshot, system });
    });
}

/** What there is nothing of, although there are records. */
async function findUntold(
  transaction: Transaction<Database>,
  system: number,
  { version, records, items, statements }: CopiedSystem,
): Promise<readonly ToldThing[]> {
  const { rows } = await sql<{ status: boolean; codes: boolean }>`
    SELECT EXISTS (SELECT FROM snapshot_item t WHERE t.system = ${system} AND t.status IS NOT NULL
        AND t.from_version <= ${version} AND (t.to_version IS NULL OR t.to_version > ${version})) AS status,
      EXISTS (SELECT FROM system_code c WHERE c.system = ${system}) AS codes`.execute(transaction);
  const told: Readonly<Partial<Record<ToldThing, boolean>>> = {
    ITEMS: records === 0 || items > 0,
    ITEM_STATUS: records === 0 || rows[0]?.status === true,
    STATEMENTS: records === 0 || statements > 0,
    CODE_LISTS: rows[0]?.codes === true,
  };
  return TOLD_THINGS.filter((thing) => told[thing] === false);
}

async function addSystem(transaction: Transaction<Database>, id: SystemId): Promise<number> {
  const { id: number } = await transaction
    .insertInto('system')
    .values({ system_id: id, rules: null, rules_since: null, read_by: null, sites: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return number;
}

/** Why the snapshot may lack what the system has, in words; null if nothing is known to be missing. */
function describeGaps(status: HarvestStatus | undefined, { failed }: CopiedLists): string | null {
  const lists = failed.map((list) => list.toLowerCase()).join(', ');
  const gaps = [
    describeGapsOfRecords(status),
    failed.length === 0 ? null : `the newest harvest of its ${lists} failed: what is in it of these is of before`,
  ].filter((gap) => gap !== null);
  return gaps.length === 0 ? null : gaps.join('; ');
}

function describeGapsOfRecords(status: HarvestStatus | undefined): string | null {
  if (status === undefined || status.lastCompleteAt === null) return 'it was never harvested in full';
  if (status.readingAgain) return 'not all is read by the region file in force';
  if (status.running) return 'a harvest was running: what it had not read yet is as the harvest before found it';
  if (status.problem !== null) return `its newest harvest failed: ${status.problem}`;
  return status.rejects === 0 ? null : `${counted(status.rejects, 'record')} could not be read (mercia rejects)`;
}

async function librariesOf(transaction: Transaction<Database>, snapshot: number, id: SystemId): Promise<string[]> {
  const region = await readRegion(transaction, snapshot);
  const owners = region.systems.find((system) => system.id === id)?.owners ?? [];
  return [...new Set(owners.map(({ library }) => String(library)))].toSorted();
}

async function runFinders(
  db: Kysely<Database>,
  snapshot: number,
  finders: readonly SnapshotFinder[],
  progress: JobProgress,
): Promise<void> {
  const region = await readRegion(db, snapshot);
  for (const [place, finder] of finders.entries()) {
    await progress.step(`looking for ${finder.what}`, place, finders.length);
    await db.transaction().execute(async (transaction) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(transaction);
      await countOnRows(transaction);
      await finder.find(transaction, { number: snapshot, region });
    });
  }
}
