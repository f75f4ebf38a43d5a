/**
 * The services of docker-compose.yml as processes of this machine: each with its own command, environment, secrets and memory, started when those
 * are healthy that it depends on, and started again if it ends by itself. The database is the bundled one.
 */
import { deriveCallerKey, deriveServerContextKey, deriveServerReaderKey } from '#platform/derived-key.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { startBundledServer, type BundledServer } from '#store/supervisor.ts';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createMove, dataFolderHere, environmentHere, type ComposeFile, type ComposeService } from './compose-file.ts';

export interface LocalOptions {
  /** Of the secrets, the database and what parts keep: empty, and the caller's to remove. */
  readonly folder: string;
  /** Where another port than the one in the file is taken. */
  readonly ports?: ReadonlyMap<number, number>;
  /** Told each line that a service prints. */
  readonly print: (service: string, line: string) => void;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DATABASE = 'postgres';
const POLL_MS = 1_000;
const AGAIN_AFTER_MS = 1_000;

export async function openLocalParts(file: ComposeFile, options: LocalOptions): Promise<LocalParts> {
  const server = await startBundledServer({
    dataFolder: join(options.folder, DATABASE),
    logger: createLogger('warn', DATABASE),
    settings: settingsIn(serviceIn(file, DATABASE).command),
  });
  return new LocalParts(file, options, server);
}

export class LocalParts {
  /** All but the database. */
  readonly names: readonly string[];
  readonly #file: ComposeFile;
  readonly #options: LocalOptions;
  readonly #server: BundledServer;
  readonly #move: (text: string) => string;
  readonly #secrets: Secrets;
  readonly #running = new Map<string, ChildProcess>();
  /** Those that are meant to run. */
  readonly #wanted = new Set<string>();
  readonly #wasHealthy = new Set<string>();
  readonly #said = new Map<string, string>();
  /** One check after the other: each is a process of its own, and all at once would keep parts from starting. */
  #checking: Promise<unknown> = Promise.resolve();

  constructor(file: ComposeFile, options: LocalOptions, server: BundledServer) {
    this.names = [...file.services.keys()].filter((name) => name !== DATABASE);
    this.#file = file;
    this.#options = options;
    this.#server = server;
    this.#move = createMove(file, options.ports ?? new Map());
    this.#secrets = writeSecrets(file, join(options.folder, 'secrets'), addressAt(server));
  }

  /** Where it listens. */
  addressOf(name: string): string {
    return new URL(this.#checkOf(name).args.at(-1) ?? '').origin;
  }

  /**
   * Resolves when it is healthy, or was told to stop; rejects if it ends before. `sources`: the folder of another version of Mercia that it runs.
   */
  async start(name: string, sources = ROOT): Promise<void> {
    this.#wanted.add(name);
    for (const other of Object.keys(serviceIn(this.#file, name).depends_on))
      if (other !== DATABASE) await this.#untilHealthy(other, false);
    const { port } = new URL(this.addressOf(name));
    if (!(await isFree(Number(port)))) throw fault(this.#file, name, `port ${port} is taken: end what listens there`);
    if (!this.#wanted.has(name)) return;
    this.#spawn(name, sources);
    await this.#untilHealthy(name, true);
    if (this.#wanted.has(name)) this.#wasHealthy.add(name);
  }

  /** As `docker compose stop`: it has ended, and is not started again. */
  async stop(name: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#wanted.delete(name);
    this.#wasHealthy.delete(name);
    const child = this.#running.get(name);
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** As a machine that ends it: it is started again. */
  kill(name: string): void {
    this.#running.get(name)?.kill('SIGKILL');
  }

  /** By the health check of the file. */
  isHealthy(name: string): Promise<boolean> {
    const { program, args, timeout } = this.#checkOf(name);
    const checked = this.#checking.then(() => succeeds(program, args, timeout));
    this.#checking = checked;
    return checked;
  }

  async close(): Promise<void> {
    // As at a terminal: nobody is to see that they go.
    await Promise.all(this.names.map((name) => this.stop(name, 'SIGINT')));
    await this.#server.stop();
  }

  #checkOf(name: string) {
    return checkOf(serviceIn(this.#file, name), this.#move);
  }

  #environmentOf(name: string): Readonly<Record<string, string>> {
    const { folder } = this.#options;
    const service = serviceIn(this.#file, name);
    const env = environmentHere(service, this.#move, (secret) => join(folder, 'secrets', secret));
    const keys = service.command.includes('adapters') ? keysOf(this.addressOf(name), this.#secrets) : {};
    // Below a file nobody, not even root, can write: without a volume its disk is read-only.
    const data = dataFolderHere(service, folder) ?? join(folder, 'secrets', 'database-url', 'read-only');
    return { ...env, MERCIA_DATA: data, ...keys };
  }

  #spawn(name: string, sources: string): void {
    const { print } = this.#options;
    const { command, deploy } = serviceIn(this.#file, name);
    const node = [process.execPath, join(sources, 'doors', 'cli', 'mercia.mjs'), ...command.map(this.#move)];
    // Of what a process writes to, as near as it comes to a container's limit.
    const limit = ['-c', 'ulimit -d "$0"; exec "$@"', String(kilobytes(deploy?.resources.limits.memory ?? ''))];
    const env = { PATH: '/usr/bin:/bin', ...this.#environmentOf(name) };
    const child = spawn('/bin/sh', [...limit, ...node], { cwd: sources, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        this.#said.set(name, line);
        print(name, line);
      });
    this.#running.set(name, child);
    child.once('exit', (code, signal) => {
      this.#running.delete(name);
      if (!this.#wanted.has(name) || !this.#wasHealthy.has(name)) return;
      print(name, `ended (${String(code ?? signal)}), and is started again`);
      setTimeout(() => {
        if (this.#wanted.has(name) && !this.#running.has(name)) this.#spawn(name, sources);
      }, AGAIN_AFTER_MS);
    });
  }

  async #untilHealthy(name: string, mustRun: boolean): Promise<void> {
    while (this.#wanted.has(name) && !(await this.isHealthy(name))) {
      if (mustRun && !this.#running.has(name)) {
        const last = this.#said.get(name) ?? 'nothing';
        throw fault(this.#file, name, `it ended before it was healthy; last it said: ${last}`);
      }
      await delay(POLL_MS);
    }
  }
}

function serviceIn(file: ComposeFile, name: string): ComposeService {
  const service = file.services.get(name);
  if (service === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return service;
}

function fault(file: ComposeFile, name: string, what: string): MerciaError {
  return new MerciaError('CONFIG_INVALID', `${file.placeOf(name)}: ${what}`);
}

function checkOf({ healthcheck }: ComposeService, move: (text: string) => string) {
  const {
    test: [kind, ...words],
    timeout,
  } = healthcheck ?? { test: [], timeout: '0s' };
  const [program = '', ...args] = kind === 'CMD-SHELL' ? ['sh', '-c', ...words] : words.map(move);
  return {
    program: program === 'node' ? process.execPath : program,
    args,
    timeout: Number.parseFloat(timeout) * 1_000,
  };
}

function succeeds(program: string, args: readonly string[], timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: ROOT, timeout }, (error) => {
      resolve(error === null);
    });
  });
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = once(server.listen(port, '127.0.0.1'), 'listening');
  return listening.then(
    async () => {
      server.close();
      await once(server, 'close');
      return true;
    },
    () => false,
  );
}

/** Of `1536M` or `2G`. */
function kilobytes(memory: string): number {
  return Number.parseInt(memory, 10) * (memory.endsWith('G') ? 1024 * 1024 : 1024);
}

function addressAt({ connection: { user, port, database, host } }: BundledServer): string {
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** `-c max_connections=220` of the database's command. */
function settingsIn(command: readonly string[]): Readonly<Record<string, string>> {
  const pairs = command.filter((_, index) => command[index - 1] === '-c').map((pair) => pair.split('=', 2));
  return Object.fromEntries(pairs) as Record<string, string>;
}

interface Secrets {
  readonly context: string;
  readonly patron: string;
}

/** As the head of the file makes them; those that are not made are empty. */
function writeSecrets({ secrets }: ComposeFile, folder: string, databaseUrl: string): Secrets {
  const [context, patron] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];
  const made = new Map([
    ['database-url', databaseUrl],
    ['context-secret', context],
    ['patron-secret', patron],
    ['caller-key', deriveCallerKey(context).toString('base64url')],
  ]);
  mkdirSync(folder, { mode: 0o700 });
  for (const name of secrets) writeFileSync(join(folder, name), made.get(name) ?? '', { mode: 0o600 });
  return { context, patron };
}

/** What `mercia keys adapter-server` prints. */
function keysOf(address: string, { context, patron }: Secrets): Readonly<Record<string, string>> {
  return {
    MERCIA_CONTEXT_KEY: deriveServerContextKey(context, address),
    MERCIA_READER_KEY: deriveServerReaderKey(patron, address),
  };
}
