/** Makes one delivery: what the receiver has not, written into files, sent, found whole on its host, and noted. */
import type { Delivery } from '#domain/feeds.ts';
import type { Region } from '#domain/region.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type {
  Attempt,
  DeliveryHold,
  DeliveryLog,
  DeliveryReceipt,
  DeliveryStore,
  FeedState,
  DeliveredFile,
  LoadKind,
} from '#feed-log/index.ts';
import { mkdir, rm } from 'node:fs/promises';
import { posix, join } from 'node:path';
import type { HostOptions, HostSession } from './host.ts';
import { loadFolder } from './unsent-loads.ts';
import { writeLoad, FOLDERS, isPartName, toPartName } from './write-load.ts';

export interface DeliveryOptions {
  readonly store: DeliveryStore;
  readonly region: Region;
  readonly secret: HostOptions['secret'];
  /** For the files until they are sent; each delivery has a folder of its own in it. */
  readonly dataFolder: string;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly silenceMs?: number | undefined;
  readonly authorities?: string | undefined;
}

export type DeliveryOutcome =
  | { readonly outcome: 'DELIVERED'; readonly receipt: DeliveryReceipt }
  /** Another process is at it. */
  | { readonly outcome: 'BUSY' }
  | { readonly outcome: 'HELD'; readonly hold: DeliveryHold }
  /** Nothing is published yet; or, if everything is to be sent, not everything. */
  | { readonly outcome: 'NOT_PUBLISHED' };

const SILENCE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Loaded when a delivery needs them: a process that delivers nothing saves 30 MB of memory. */
const HOSTS: Readonly<Record<Delivery['protocol'], (options: HostOptions) => Promise<HostSession>>> = {
  SFTP: async (options) => (await import('./sftp-host.ts')).openSftpHost(options),
  FTP: async (options) => (await import('./ftp-host.ts')).openFtpHost(options),
};

/** Throws DELIVERY_FAILED, and notes why, if it did not arrive. `full` sends everything in any case. */
export async function makeDelivery(
  delivery: Delivery,
  options: DeliveryOptions,
  full = false,
): Promise<DeliveryOutcome> {
  const { store } = options;
  const hold = await store.hold(delivery.set);
  if (hold !== null) return { outcome: 'HELD', hold };
  const made = await store.runAlone(delivery.id, (log) => attemptDelivery(delivery, options, log, full));
  return made ?? { outcome: 'BUSY' };
}

async function attemptDelivery(
  delivery: Delivery,
  options: DeliveryOptions,
  log: DeliveryLog,
  full: boolean,
): Promise<DeliveryOutcome> {
  const { store, signal, clock, silenceMs = SILENCE_MS } = options;
  const { arrived } = await store.history(delivery.id);
  const folder = loadFolder(options.dataFolder, delivery.id);
  try {
    const written = await store.readFeeds(async (feeds) => {
      const attempt = planAttempt(feeds.state, delivery, full ? null : arrived, options);
      if (attempt.kind === 'FULL' && !feeds.state.whole) return null;
      await log.begin(attempt);
      // Nobody else is at it: what is there was left by a process that ended.
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const files = await writeLoad(feeds, { delivery, attempt, regionId: options.region.id, folder, signal });
      return { kind: attempt.kind, files };
    });
    if (written === null) return { outcome: 'NOT_PUBLISHED' };
    if (written.files.length > 0) {
      const session = await HOSTS[delivery.protocol]({ ...options, delivery, silenceMs });
      await sendFiles(session, { delivery, folder, ...written, note: () => log.noteFiles(written.files) });
    }
    return { outcome: 'DELIVERED', receipt: await log.finish(clock()) };
  } catch (error) {
    const fault = explainFault(delivery, error, signal);
    const problem = isMerciaError(fault) ? fault.message : `[${delivery.id}] a fault of Mercia itself: see the log`;
    await log.fail(problem).catch(() => undefined);
    throw fault;
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Changes are sent to a receiver of which it is known what it has, in the same epoch; null if it must get everything. */
function planAttempt(
  { epoch, position }: FeedState,
  delivery: Delivery,
  arrived: DeliveryReceipt | null,
  { region, clock }: DeliveryOptions,
): Attempt {
  const startedAt = clock();
  const target = describeTarget(delivery);
  const keptMs = (region.feeds?.keepDays ?? 0) * DAY_MS;
  const known =
    arrived !== null &&
    arrived.epoch === epoch &&
    arrived.target === target &&
    arrived.startedAt.getTime() > startedAt.getTime() - keptMs;
  const common = { target, epoch, toPosition: position, startedAt };
  if (known) return { ...common, kind: 'CHANGES', fromPosition: arrived.toPosition };
  return { ...common, kind: 'FULL', fromPosition: null };
}

function describeTarget({ protocol, host, port, folder, set }: Delivery): string {
  const address = `${protocol.toLowerCase()}://${host}:${port}${posix.join('/', folder)}`;
  return set === null ? address : `${address} ${set}`;
}

const DISK_FAULTS = ['ENOTDIR', 'ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM'];

/** What is to be noted and thrown; a fault of our own as it is. */
function explainFault(delivery: Delivery, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new MerciaError('DELIVERY_FAILED', `[${delivery.id}] was told to stop; it is sent again`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!DISK_FAULTS.includes(code)) return error;
  const message = `[${delivery.id}] the files cannot be written into the data folder of this machine (${code}): make room in it, or name another with MERCIA_DATA`;
  return new MerciaError('DELIVERY_FAILED', message);
}

interface Load {
  readonly delivery: Delivery;
  readonly kind: LoadKind;
  readonly files: readonly DeliveredFile[];
  /** Where the files are on this machine. */
  readonly folder: string;
  /** Writes down that the files may be at the host from now on. */
  readonly note: () => Promise<void>;
}

/**
 * Sends a load in one visit, and ends it, whatever becomes of it. Its files go up beside the folder that the receiver loads from, each
 * is measured, and only when all are there do they get their names: a visit that breaks off leaves nothing that passes for a load.
 */
async function sendFiles(session: HostSession, load: Load): Promise<void> {
  const { delivery, kind, files, folder, note } = load;
  const loadedFrom = posix.join(delivery.folder, FOLDERS[kind]);
  const uploaded: string[] = [];
  try {
    await session.list(loadedFrom);
    if (delivery.rename) await removeLeftovers(session, delivery);
    const sent = files.map((file) => ({
      file,
      path: posix.join(loadedFrom, file.name),
      first: delivery.rename ? posix.join(delivery.folder, toPartName(file.name)) : posix.join(loadedFrom, file.name),
    }));
    await note();
    for (const { file, first } of sent) {
      uploaded.push(first);
      await session.upload(join(folder, file.name), first);
      await assertSize(session, delivery, file, first);
    }
    for (const { file, first, path } of sent) {
      if (first === path) continue;
      await session.rename(first, path);
      // Half of a load under its names would pass for all of it.
      uploaded.splice(uploaded.indexOf(first), 1, path);
      await assertSize(session, delivery, file, path);
    }
  } catch (error) {
    // Leaving starts the loading: what is half there must be gone first. If the host is, the next attempt removes it.
    for (const path of uploaded) await session.remove(path).catch(() => undefined);
    throw error;
  } finally {
    await session.close();
  }
}

async function removeLeftovers(session: HostSession, delivery: Delivery): Promise<void> {
  for (const name of await session.list(delivery.folder)) {
    if (isPartName(name, delivery)) await session.remove(posix.join(delivery.folder, name));
  }
}

async function assertSize(session: HostSession, { id }: Delivery, file: DeliveredFile, path: string): Promise<void> {
  const found = await session.sizeOf(path);
  if (found === file.bytes) return;
  throw new MerciaError('DELIVERY_FAILED', `[${id}] ${path} has ${found} bytes on the host, ${file.bytes} were sent`);
}
