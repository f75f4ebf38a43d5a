import { link, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { errorCode } from '../errors.ts';
import { isRunning, ownIdentity } from '../process-identity.ts';

export interface FileLock {
  release(): Promise<void>;
}

/** Who holds a lock file (`ProcessIdentity`), and since when: ISO 8601, UTC. */
const HOLDER = z.object({ pid: z.number().int(), started: z.string(), since: z.string() });
export type LockHolder = Readonly<z.infer<typeof HOLDER>>;

const RETRY_MS = 20;
let serial = 0;

/**
 * Whoever holds a lock, or why nobody does. A lock is linked to its name when it is whole, and what it says is on the disk by then: one that
 * says something else was damaged since, as by a power cut, and the process that made it has ended.
 */
async function readHolder(path: string): Promise<LockHolder | 'none' | 'damaged'> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'none';
    throw error;
  }
  try {
    return HOLDER.parse(JSON.parse(text));
  } catch {
    return 'damaged';
  }
}

async function isLeftBehind(path: string): Promise<boolean> {
  const holder = await readHolder(path);
  if (holder === 'none') return false;
  return holder === 'damaged' || !(await isRunning(holder));
}

/** Links a finished file to its name, so that a lock is never seen half written. False if the name is taken. */
async function create(path: string): Promise<boolean> {
  serial += 1;
  const draft = `${path}.${process.pid}.${serial}`;
  const holder: LockHolder = { ...(await ownIdentity()), since: new Date().toISOString() };
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o644, flush: true });
    await link(draft, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Takes away the lock of a process that has ended. Only who holds `<path>.clear` may, and looks again first: two
 * processes that find the same dead holder must not take away each other's new lock.
 */
async function clearDead(path: string): Promise<void> {
  const guard = `${path}.clear`;
  if (!(await create(guard))) {
    if (await isLeftBehind(guard)) await unlink(guard).catch(() => undefined);
    return;
  }
  try {
    if (await isLeftBehind(path)) await unlink(path).catch(() => undefined);
  } finally {
    await unlink(guard).catch(() => undefined);
  }
}

/**
 * Takes the lock, or tells who holds it. The lock of a process that has ended counts as free. Throws the signal's reason when that ends
 * before either is known.
 */
export async function tryFileLock(path: string, signal: AbortSignal): Promise<FileLock | LockHolder> {
  for (;;) {
    signal.throwIfAborted();
    if (await create(path)) {
      let held = true;
      return {
        async release() {
          if (!held) return;
          held = false;
          await unlink(path).catch(() => undefined);
        },
      };
    }
    const holder = await readHolder(path);
    if (typeof holder === 'object' && (await isRunning(holder))) return holder;
    await clearDead(path);
    await delay(RETRY_MS);
  }
}

/** Waits for the lock; `onWait` is called once when it has to. Throws the signal's reason when that ends first. */
export async function waitForFileLock(
  path: string,
  signal: AbortSignal,
  onWait: (holder: LockHolder) => void,
): Promise<FileLock> {
  let told = false;
  for (;;) {
    const lock = await tryFileLock(path, signal);
    if ('release' in lock) return lock;
    if (!told) onWait(lock);
    told = true;
    await delay(RETRY_MS);
  }
}
