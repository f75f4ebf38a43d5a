/** A disk so small that it can be filled without harm: a file system in memory of its own. Linux, and root alone may mount it. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SmallDisk {
  /** Leaves no byte free. */
  fill(): void;
  free(): void;
  unmount(): void;
}

const BALLAST = 'ballast';
const CHUNK = Buffer.alloc(1024 * 1024);

/** Makes the folder, which belongs to `owner`; null where nothing can be mounted. */
export function mountSmallDisk(
  path: string,
  megabytes: number,
  owner: { readonly uid: number; readonly gid: number },
): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const data = join(path, 'data');
  mkdirSync(data);
  chownSync(data, owner.uid, owner.gid);
  chmodSync(data, 0o700);
  const ballast = join(path, BALLAST);
  return {
    fill() {
      for (let size = CHUNK.length; size > 0; size = Math.min(CHUNK.length, freeBytes(path))) {
        try {
          writeFileSync(ballast, CHUNK.subarray(0, size), { flag: 'a' });
        } catch {
          // What was left is less than that.
        }
      }
    },
    free: () => {
      rmSync(ballast, { force: true });
    },
    unmount: () => {
      execFileSync('umount', ['-l', path]);
    },
  };
}

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
