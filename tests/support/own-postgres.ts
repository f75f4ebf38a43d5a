/** PostgreSQL and PgBouncer as an operator runs them: Debian's programs, in a folder of the test, as a user who is not root. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** Makes a standby take writes. */
  promote(): Promise<void>;
  /** Runs statements as its superuser. */
  tell(...statements: readonly string[]): Promise<void>;
  /** Sends a signal to each of its processes: SIGSTOP makes it hang, SIGCONT lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

export interface OwnServerOptions {
  /** It is made a copy of this one, which acknowledges no commit from then on before the copy has it. */
  readonly primary?: Pick<OwnServer, 'port'>;
  /** The other one acknowledges at once. */
  readonly asynchronous?: boolean;
  /** A free one if none is given. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, string | number>>;
}

/** `name`: of its folder, which may be there and empty. */
export async function startOwnServer(
  folder: string,
  name: string,
  { primary, asynchronous = false, settings = {}, port: wanted }: OwnServerOptions = {},
): Promise<OwnServer> {
  const data = join(folder, name);
  const port = wanted ?? (await freePort());
  if (primary === undefined) await run('initdb', '-D', data, '-U', 'mercia', '-A', 'trust', '--no-sync', '-E', 'UTF8');
  else {
    const from = `host=127.0.0.1 port=${String(primary.port)} user=mercia application_name=${name}`;
    await run('pg_basebackup', '-D', data, '-R', '-X', 'stream', '-c', 'fast', '-d', from);
  }
  const all = { ...settings, listen_addresses: '127.0.0.1', port, unix_socket_directories: '', wal_level: 'replica' };
  const flags = Object.entries(all).map(([key, value]) => `-c ${key}='${String(value)}'`);
  const start = (): Promise<void> =>
    run('pg_ctl', '-D', data, '-w', '-l', join(folder, `${name}.log`), '-o', flags.join(' '), 'start');
  await start();
  if (primary !== undefined && !asynchronous) {
    const set = `ALTER SYSTEM SET synchronous_standby_names = '${name}'`;
    await tell(primary, set, 'SELECT pg_reload_conf()');
  }
  return {
    port,
    start,
    crash: () => run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop'),
    promote: () => run('pg_ctl', '-D', data, '-w', 'promote'),
    tell: (...statements) => tell({ port }, ...statements),
    signal(signal) {
      const [postmaster = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
      const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ');
      for (const pid of [postmaster, ...children]) if (pid !== '') process.kill(Number(pid), signal);
    },
  };
}

async function tell({ port }: Pick<OwnServer, 'port'>, ...statements: readonly string[]): Promise<void> {
  const place = ['-h', '127.0.0.1', '-p', String(port), '-U', 'mercia', '-d', 'postgres'];
  await run('psql', '-X', '-q', ...place, ...statements.flatMap((statement) => ['-c', statement]));
}

interface PooledServer {
  /** A name, or the folder of its socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

export interface Pooler {
  readonly port: number;
  /** Leads to this server from now on. */
  moveTo(server: PooledServer): void;
  stop(): Promise<void>;
}

/** PgBouncer in transaction mode, as strict as it can be: no named statements, and no setting of a session is let through. */
export async function startPooler(folder: string, server: PooledServer): Promise<Pooler> {
  const port = await freePort();
  const config = join(folder, 'pgbouncer.ini');
  // The server's own user alone may open its socket.
  const { uid, gid } = server.host.startsWith('/') ? statSync(server.host) : ORDINARY_USER;
  const write = ({ host, port: serverPort, user }: PooledServer): void => {
    writeFileSync(
      config,
      `[databases]
* = host=${host} port=${String(serverPort)} user=${user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${String(port)}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
max_prepared_statements = 0
server_reset_query_always = 0
server_login_retry = 1
`,
    );
    if (IS_ROOT) chownSync(config, uid, gid);
  };
  write(server);
  const child = spawn(PGBOUNCER, [config], {
    ...(IS_ROOT ? { uid, gid } : {}),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await isListening(child);
  return {
    port,
    moveTo(other) {
      write(other);
      child.kill('SIGHUP');
    },
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
