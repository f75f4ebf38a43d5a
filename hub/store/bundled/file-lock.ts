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

async function readHolder(path: string): Promise<LockHolder | null> {
  try {
    return HOLDER.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Links a finished file to its name, so that a lock is never seen half written. False if the name is taken. */
async function create(path: string): Promise<boolean> {
  serial += 1;
  const draft = `${path}.${process.pid}.${serial}`;
  const holder: LockHolder = { ...(await ownIdentity()), since: new Date().toISOString() };
  try {
    await writeFile(draft, JSON.stringify(holder), { mode: 0o644 });
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
    const clearing = await readHolder(guard);
    if (clearing !== null && !(await isRunning(clearing))) await unlink(guard).catch(() => undefined);
    return;
  }
  try {
    const holder = await readHolder(path);
    if (holder !== null && !(await isRunning(holder))) await unlink(path).catch(() => undefined);
  } finally {
    await unlink(guard).catch(() => undefined);
  }
}

/** Takes the lock, or tells who holds it. The lock of a process that has ended counts as free. */
export async function tryFileLock(path: string): Promise<FileLock | LockHolder> {
  for (;;) {
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
    if (holder !== null && (await isRunning(holder))) return holder;
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
    signal.throwIfAborted();
    const lock = await tryFileLock(path);
    if ('release' in lock) return lock;
    if (!told) onWait(lock);
    told = true;
    await delay(RETRY_MS);
  }
}
