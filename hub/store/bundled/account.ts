import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { MerciaError } from '#platform/errors.ts';
import { errorCode } from '../errors.ts';

const run = promisify(execFile);

/** The user that the server runs as; null if it is simply the user of this process. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['postgres', 'nobody'] as const;
const OTHERWISE = 'or set DATABASE_URL to a PostgreSQL server of your own';

/** PostgreSQL refuses to run as root, and its `initdb` asks for the name of its user. Throws STORE_UNAVAILABLE. */
export async function chooseAccount(preferredUid: number | null): Promise<ServerAccount | null> {
  const uid = process.getuid?.();
  if (uid !== 0) {
    try {
      userInfo();
    } catch (error) {
      throw new MerciaError(
        'STORE_UNAVAILABLE',
        `bundled PostgreSQL: user id ${uid ?? -1} has no entry in /etc/passwd, without which PostgreSQL does not start; ` +
          `run Mercia as a user that has one, ${OTHERWISE}`,
        { cause: error },
      );
    }
    return null;
  }
  for (const name of preferredUid === null ? CANDIDATES : [String(preferredUid), ...CANDIDATES]) {
    const account = await findAccount(name);
    if (account !== null) {
      await assertMayBecome(account);
      return account;
    }
  }
  throw new MerciaError(
    'STORE_UNAVAILABLE',
    `bundled PostgreSQL: it refuses to run as root, and there is no user ${CANDIDATES.join(' or ')} to run it as; ` +
      `run Mercia as an ordinary user, ${OTHERWISE}`,
  );
}

async function findAccount(nameOrUid: string): Promise<ServerAccount | null> {
  try {
    const [name, uid, gid] = await Promise.all(
      ['-nu', '-u', '-g'].map(async (flag) => (await run('id', [flag, nameOrUid])).stdout.trim()),
    );
    return name === undefined || uid === '0' ? null : { name, uid: Number(uid), gid: Number(gid) };
  } catch {
    return null;
  }
}

async function assertMayBecome(account: ServerAccount): Promise<void> {
  try {
    await run('/bin/sh', ['-c', ':'], { uid: account.uid, gid: account.gid, cwd: '/' });
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
    throw new MerciaError(
      'STORE_UNAVAILABLE',
      `bundled PostgreSQL: it refuses to run as root, and this process may not become the user ${account.name} ` +
        `(setuid is not allowed here); run Mercia as an ordinary user, ${OTHERWISE}`,
      { cause: error },
    );
  }
}

/** True if the server's user may do this with that path: `-x` pass or run, `-r` read, `-w` write. */
export async function mayUse(account: ServerAccount | null, flag: '-x' | '-r' | '-w', path: string): Promise<boolean> {
  const identity = account === null ? {} : { uid: account.uid, gid: account.gid };
  try {
    await run('/bin/sh', ['-c', `test ${flag} "$1"`, 'sh', path], { ...identity, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

/** Options of `spawn` that make a child the server's user, with nothing of this process's environment. */
export function asAccount(account: ServerAccount | null): {
  readonly uid?: number;
  readonly gid?: number;
  readonly cwd: string;
  readonly env: Record<string, string>;
} {
  const identity = account === null ? {} : { uid: account.uid, gid: account.gid };
  return { ...identity, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
}
