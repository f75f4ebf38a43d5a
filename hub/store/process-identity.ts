import { readFile } from 'node:fs/promises';

/** One process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start in clock ticks since boot where the platform tells (Linux), else `0`. */
  readonly started: string;
}

/** Field 22 of `/proc/<pid>/stat`; the name in field 2 may hold spaces and brackets, so count from its end. */
async function readStart(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not looked yet.
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: (await readStart(process.pid)) ?? '0' };
}

/** True while that very process runs. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  if (!answersSignal(identity.pid)) return false;
  if (process.platform !== 'linux') return true;
  const started = await readStart(identity.pid);
  return started !== null && (identity.started === '0' || identity.started === started);
}
