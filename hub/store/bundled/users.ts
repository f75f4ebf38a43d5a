import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, ownIdentity } from '../process-identity.ts';

/**
 * Who uses the server: one empty file a user in `users/`, named `<pid>-<start>-<serial>`, so that one process may use it
 * several times over and a dead one is known by its name. Read and written only under the server's lock.
 */
const CLAIM = /^(?<pid>\d+)-(?<started>\d+)-\d+$/u;
let serial = 0;

export async function addClaim(folder: string): Promise<string> {
  serial += 1;
  const { pid, started } = await ownIdentity();
  const path = join(folder, 'users', `${pid}-${started}-${serial}`);
  await writeFile(path, '', { mode: 0o644 });
  await chmod(path, 0o644);
  return path;
}

export async function removeClaim(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** How many users there are; those that died without a word are forgotten. */
export async function countClaims(folder: string): Promise<number> {
  let count = 0;
  for (const name of await readdir(join(folder, 'users'))) {
    const claim = CLAIM.exec(name)?.groups;
    if (claim === undefined) continue;
    if (await isRunning({ pid: Number(claim['pid']), started: claim['started'] ?? '0' })) count += 1;
    else await rm(join(folder, 'users', name), { force: true });
  }
  return count;
}
