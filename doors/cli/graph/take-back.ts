/** Taking back what was public: at once, again after a backup was restored, and what is left to be cleaned. */
import { takeOutOfSnapshots } from '#comparison/index.ts';
import { holdsRecord } from '#feeds/files/holds-record.ts';
import { createId } from '#domain/ids.ts';
import { untilAborted } from '#platform/deadline.ts';
import { sayFailure } from '#platform/errors.ts';
import { createDeliveryStore, recordIdentifier } from '#feed-log/index.ts';
import type { Ingest } from '#union-index/ingest-contract.ts';
import type { Region } from '#domain/region.ts';
import type { Settings } from '#platform/config.ts';
import type { Logger } from '#platform/logger.ts';
import { mayPass } from '#store/errors.ts';
import type { Store } from '#store/open-store.ts';
import { pause, workAlone } from '#store/work-alone.ts';
import type { LastKnown } from '#subgraphs/circulation/index.ts';
import {
  appendToRegister,
  assertRegisterCanBeKept,
  CLEANING_LOCK,
  cleanIndex,
  countTermsAgain,
  finishTakeBack,
  forgetWrittenFile,
  listOpenTakeBacks,
  listOwnFiles,
  listRegistered,
  listTakeBacksSince,
  noteProblem,
  noteWithdrawn,
  readRegister,
  REGISTER_FILE,
  takeBack,
  toNamed,
  vacuumTables,
  type RegisteredRecord,
  type TakeBack,
  type TakeBackOrder,
} from '#take-back/index.ts';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeUnsentLoads } from '#feeds/delivery/unsent-loads.ts';
import { noticeRestoredBackup } from './restored-backup.ts';

/** What of a hub is needed: a hub itself takes back again what it must when it is opened. */
interface TakingHub {
  readonly store: Pick<Store, 'db' | 'jobs'>;
  readonly settings: Pick<Settings, 'data'>;
  readonly logger: Logger;
  readonly lastKnown: Pick<LastKnown, 'forget'>;
  readonly region: Region;
  readonly ingest: Ingest;
}

const LOOK_EVERY_MS = 2_000;
const AGAIN =
  'it was taken back before, and again because this database did not know of it: it was restored from a backup, or Mercia was stopped in between';

/**
 * Hides records at once and says so in the register; what is left is done by {@link cleanTakenBack}. Gives whether the register could be
 * written.
 */
export async function takeBackRecords(
  hub: TakingHub & { readonly store: Pick<Store, 'reads'> },
  order: TakeBackOrder,
): Promise<boolean> {
  const { store, ingest } = hub;
  let isListed = false;
  const list = async (records: readonly RegisteredRecord[]): Promise<void> => {
    isListed = await register(hub, records);
  };
  await takeBack({ db: store.db, ingest, order, register: list });
  hub.lastKnown.forget();
  await store.reads.look();
  return isListed;
}

/**
 * Takes back what the register of this machine has and the database does not, and writes into the register what others took back. To be
 * done before anything is answered. Gives whether the register could be written; the log says if not, unless `isSaid`.
 */
export async function takeBackAgain(hub: TakingHub, isSaid = false): Promise<boolean> {
  const { store, settings, logger } = hub;
  const registered = await readRegister(settings.data);
  const known = await listRegistered(store.db);
  const acts = new Set(known.map((record) => record.takeBack));
  const missing = Map.groupBy(
    registered.filter((record) => !acts.has(record.takeBack)),
    (record) => record.takeBack,
  );
  // Before an edition that is split gets an id.
  if (missing.size > 0) await noticeRestoredBackup(hub);
  for (const [id, records] of missing) {
    await takeBackOneAgain(hub, id, records);
    logger.warn(
      { takeBack: id, records: records.length },
      'records were taken back again: the database did not know of it',
    );
  }
  const listed = new Set(registered.map((record) => record.takeBack));
  return register(
    hub,
    known.filter((record) => !listed.has(record.takeBack)),
    isSaid,
  );
}

/** What of a part that serves is needed: its database may not be there yet. */
interface StartingHub extends TakingHub {
  readonly store: Pick<Store, 'db' | 'jobs' | 'settled' | 'state'>;
}

/**
 * Nothing is served before what the register has is hidden: with anything in it, a part waits for its database, however often that goes
 * away. Without a register there is nothing to hide, and {@link followTakeBacks} writes one. Throws what does not pass by itself.
 */
export async function takeBackFirst(hub: StartingHub, signal: AbortSignal): Promise<void> {
  const { store, settings, logger } = hub;
  await assertRegisterCanBeKept(settings.data).catch((err: unknown) => {
    sayNotKept(hub, err);
  });
  const mustHide = (await readRegister(settings.data)).length > 0;
  if (!mustHide && !(await store.state()).usable) return;
  await untilAborted(store.settled, signal, () => undefined);
  for (let isFirst = true; !signal.aborted; isFirst = false) {
    try {
      await takeBackAgain(hub);
      return;
    } catch (err) {
      if (!mayPass(err)) throw err;
      if (!mustHide) return;
      if (isFirst) logger.warn({ err }, 'what was taken back cannot be hidden yet; nothing is served before it is');
    }
    await pause(LOOK_EVERY_MS, signal);
  }
}

async function takeBackOneAgain(hub: TakingHub, id: string, records: readonly RegisteredRecord[]): Promise<void> {
  const { db } = hub.store;
  const order: TakeBackOrder = {
    id,
    // Two processes may have written a line each.
    records: [...new Set(records.map(({ systemId, localId }) => createId(systemId, 'record', localId)))],
    reason: AGAIN,
    at: new Date(),
    actor: null,
  };
  try {
    await takeBack({ db, ingest: hub.ingest, order, register: async () => undefined });
  } catch (error) {
    // Another part that starts at the same time has done it.
    if ((await listRegistered(db, id)).length === 0) throw error;
  }
  hub.lastKnown.forget();
}

/** What must be hidden does not wait for a disk: while the file cannot be written, it is tried again as long as the process runs. */
async function register(hub: TakingHub, records: readonly RegisteredRecord[], isSaid = false): Promise<boolean> {
  try {
    await appendToRegister(hub.settings.data, records);
    return true;
  } catch (err) {
    if (!isSaid) sayNotKept(hub, err);
    return false;
  }
}

function sayNotKept({ settings, logger }: TakingHub, err: unknown): void {
  logger.error(
    { err, file: join(settings.data, REGISTER_FILE) },
    'what is taken back cannot be written into the list beside the database, so a backup that is restored would show it again: MERCIA_DATA must be a folder that this process can write and that is kept',
  );
}

/**
 * Does what is left of every act; nothing if another process is at it. What is cut off is done again from its beginning. Gives the files
 * that told of a record and were deleted, and of how many acts something could not be cleaned: their problem says what.
 */
export async function cleanTakenBack(
  hub: TakingHub,
  signal: AbortSignal,
): Promise<{ readonly files: readonly string[]; readonly failed: number }> {
  const { store, logger } = hub;
  const isOver = (): boolean => signal.aborted;
  const cleaned = await workAlone(store.jobs, CLEANING_LOCK, async () => {
    const files: string[] = [];
    let failed = 0;
    for (const act of await listOpenTakeBacks(store.db)) {
      if (isOver()) break;
      try {
        const { deleted, left } = await cleanOne(hub, act, signal);
        files.push(...deleted);
        if (left.length > 0) failed += 1;
      } catch (error) {
        if (isOver()) break;
        failed += 1;
        logger.warn(
          { err: error, takeBack: act.id },
          'what was taken back is hidden, and not all of it is cleaned yet',
        );
        await noteProblem(store.db, act.id, sayFailure(error));
      }
    }
    return { files, failed };
  });
  return cleaned ?? { files: [], failed: 0 };
}

async function cleanOne(hub: TakingHub, act: TakeBack, signal: AbortSignal): ReturnType<typeof cleanFolder> {
  const { jobs } = hub.store;
  await cleanRows(hub, act);
  await noteWithdrawn(jobs, act.id);
  const folder = await cleanFolder(hub, act);
  const { deleted, left } = folder;
  const problem =
    left.length === 0 ? null : `not cleaned, and to be deleted by hand if they stay so: ${left.join('; ')}.`;
  // Everything else was done when that was noted.
  if (problem !== null && problem === act.problem) return folder;
  await countTermsAgain(jobs, () => new Date(), signal);
  signal.throwIfAborted();
  await vacuumTables(jobs);
  if (problem !== null) {
    await noteProblem(jobs, act.id, problem);
    return folder;
  }
  await finishTakeBack(jobs, act.id, new Date());
  hub.logger.info(
    { takeBack: act.id, records: act.records.length, files: deleted.length },
    'what was taken back is cleaned',
  );
  return folder;
}

/** What a live answer, or a snapshot that was being taken, may have written after the records were hidden. */
async function cleanRows({ store }: TakingHub, act: TakeBack): Promise<void> {
  const records = act.records.map(toNamed);
  await cleanIndex(store.jobs, records);
  await takeOutOfSnapshots(store.jobs, { takeBack: act.id, at: act.at, reason: act.reason, records });
}

/**
 * Deletes files of this machine that tell of one of the records. A file that cannot be read or deleted is left, with the reason, and keeps
 * no other one.
 */
async function cleanFolder(
  { store, settings, region, logger }: TakingHub,
  { id, withdrawnAt, records }: TakeBack,
): Promise<{ readonly deleted: readonly string[]; readonly left: readonly string[] }> {
  const [deleted, left]: [string[], string[]] = [[], []];
  const leave = (path: string, err: unknown): void => {
    logger.warn({ err, takeBack: id, path }, 'not cleaned: what was taken back may be in this file');
    left.push(`${path} (${codeOf(err)})`);
  };
  const deliveries = createDeliveryStore({ db: store.db, jobs: store.jobs, region });
  for (const { path, error } of await removeUnsentLoads(settings.data, deliveries)) leave(path, error);
  const names = records
    .map(toNamed)
    .flatMap(({ systemId, localId }) => [recordIdentifier(systemId, localId), `(${systemId})${localId}`]);
  for (const path of await listOwnFiles(store.db, withdrawnAt)) {
    try {
      if (!(await holdsRecord(path, names))) continue;
      await rm(path);
      deleted.push(path);
    } catch (error) {
      if (!isGone(error)) {
        leave(path, error);
        continue;
      }
    }
    await forgetWrittenFile(store.db, path);
  }
  return { deleted, left };
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}

const AN_HOUR_MS = 3_600_000;
/** What came late is looked for so often, while an act is less than an hour old, and what could not be cleaned is tried again. */
const LATE_EVERY_MS = 60_000;

/**
 * Follows what others take back, as long as this process runs: the register of its data folder gets it, and its memory loses it. With
 * `cleans` it does what is left, too. Never rejects.
 */
export async function followTakeBacks(hub: TakingHub, signal: AbortSignal, cleans: boolean): Promise<void> {
  const isOver = (): boolean => signal.aborted;
  const seen = new Set<string>();
  let [lateAt, cleanAt, isWell, isFirst, isListed] = [performance.now(), 0, true, true, true];
  while (!isOver()) {
    await pause(LOOK_EVERY_MS, signal);
    if (isOver()) break;
    try {
      const recent = await listTakeBacksSince(hub.store.db, new Date(Date.now() - AN_HOUR_MS));
      try {
        if (isFirst || !isListed || recent.length > 0) isListed = await takeBackAgain(hub, !isListed);
        isFirst = false;
      } finally {
        // A register that cannot be read keeps nothing from being cleaned.
        if (recent.some(({ id }) => !seen.has(id))) {
          hub.lastKnown.forget();
          for (const act of recent) await cleanFolder(hub, act);
          cleanAt = 0;
        }
        for (const { id } of recent) seen.add(id);
        if (cleans && performance.now() >= cleanAt) {
          const { failed } = await cleanTakenBack(hub, signal);
          cleanAt = failed > 0 ? performance.now() + LATE_EVERY_MS : 0;
        }
        if (cleans && recent.length > 0 && performance.now() - lateAt > LATE_EVERY_MS) {
          for (const act of recent) await cleanRows(hub, act);
          lateAt = performance.now();
        }
      }
      isWell = true;
    } catch (error) {
      if (isOver()) break;
      if (isWell) hub.logger.warn({ err: error }, 'it could not be looked for what was taken back; it is tried again');
      isWell = false;
    }
  }
}
