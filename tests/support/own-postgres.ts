/** PostgreSQL and PgBouncer as an operator runs them: Debian's programs, in a folder of the test, as a user who is not root. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, globSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A user that is not root and that every Unix has. */
export const ORDINARY_USER = { uid: 65534, gid: 65534 };
export const IS_ROOT = process.getuid?.() === 0;
const PROGRAMS = globSync('/usr/lib/postgresql/*/bin').findLast((folder) => existsSync(join(folder, 'pg_basebackup')));
const PGBOUNCER = '/usr/sbin/pgbouncer';

export const HAS_POSTGRESQL = PROGRAMS !== undefined;
export const HAS_PGBOUNCER = existsSync(PGBOUNCER);
const AS_USER = IS_ROOT ? ORDINARY_USER : {};

/** Runs one of PostgreSQL's programs to its end. */
async function run(program: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(join(PROGRAMS ?? '', program), args, { ...AS_USER, cwd: '/' });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface OwnServer {
  readonly port: number;
  /** Ends it at once, as a machine that loses power. */
  crash(): Promise<void>;
  /** Makes a standby take writes. */
  promote(): Promise<void>;
}

/** `primary`: its copy, which follows it, and before which no commit is acknowledged there. */
export async function startOwnServer(
  folder: string,
  name: string,
  primary?: { readonly port: number },
): Promise<OwnServer> {
  const data = join(folder, name);
  const port = await freePort();
  if (primary === undefined) await run('initdb', '-D', data, '-U', 'mercia', '-A', 'trust', '--no-sync', '-E', 'UTF8');
  else {
    const from = `host=127.0.0.1 port=${String(primary.port)} user=mercia application_name=${name}`;
    await run('pg_basebackup', '-D', data, '-R', '-X', 'stream', '-c', 'fast', '-d', from);
  }
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    wal_level: 'replica',
    // The standby of these tests has this name; itself, it waits for nobody.
    synchronous_standby_names: primary === undefined ? 'standby' : '',
  };
  const flags = Object.entries(settings).map(([key, value]) => `-c ${key}='${String(value)}'`);
  await run('pg_ctl', '-D', data, '-w', '-l', join(folder, `${name}.log`), '-o', flags.join(' '), 'start');
  return {
    port,
    crash: () => run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop'),
    promote: () => run('pg_ctl', '-D', data, '-w', 'promote'),
  };
}

export interface Pooler {
  readonly port: number;
  stop(): Promise<void>;
}

/** PgBouncer in transaction mode, as strict as it can be: no named statements, and no setting of a session is let through. */
export async function startPooler(
  folder: string,
  server: { readonly host: string; readonly port: number; readonly user: string },
): Promise<Pooler> {
  const port = await freePort();
  const config = join(folder, 'pgbouncer.ini');
  writeFileSync(
    config,
    `[databases]
* = host=${server.host} port=${String(server.port)} user=${server.user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(port)}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_prepared_statements = 0
server_reset_query_always = 0
`,
  );
  // The server's own user alone may open its socket.
  const { uid, gid } = statSync(server.host);
  if (IS_ROOT) chownSync(config, uid, gid);
  const child = spawn(PGBOUNCER, [config], {
    ...(IS_ROOT ? { uid, gid } : {}),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await isListening(child);
  return {
    port,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function isListening({ stderr }: ChildProcess): Promise<void> {
  let said = '';
  for await (const text of stderr?.setEncoding('utf8') ?? []) {
    said += String(text);
    if (said.includes('process up')) break;
  }
  stderr?.resume();
}
