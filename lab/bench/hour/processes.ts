/** The demonstration as processes that are watched: its systems, Mercia, the database; with what each takes, as Linux tells it. */
import { V8_FLAGS } from '#cli/v8-flags.mjs';
import { DEMO_SERVERS } from '#demo/region-text.ts';
import { findFreePorts } from '#tests/apart/free-ports.ts';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { isHealthy, startPart, type Part } from '../support/part.ts';
import type { Addresses } from './questions.ts';

export type ProcessName = 'Mercia' | 'database' | 'library systems';

/** What a process takes at one moment. */
export interface Taken {
  readonly megabytes: number;
  /** Milliseconds so far. */
  readonly cpu: number;
}

export interface Demonstration {
  readonly at: Addresses;
  /** Of the people who sign in. */
  readonly issuer: string;
  take(): Readonly<Record<ProcessName, Taken>>;
  /** MB of Mercia's heap that are in use right after everything else of it was collected. */
  readHeap(): Promise<number>;
  close(): Promise<void>;
}

const READY_WITHIN_MS = 300_000;
const launcher = join(projectRoot, 'doors', 'cli', 'mercia.mjs');

/** Rejects, with nothing left running, if something does not come up. */
export async function startDemonstration(data: string): Promise<Demonstration> {
  const first = await findFreePorts(DEMO_SERVERS.length + 5);
  const [issuer = 0, graph = 0, feeds = 0, pages = 0, inspector = 0] = Array.from(
    { length: 5 },
    (_, index) => first + DEMO_SERVERS.length + index,
  );
  const parts: Part[] = [];
  const close = async (): Promise<void> => {
    for (const part of parts.toReversed()) await part.close();
  };
  const start = async (options: Omit<Parameters<typeof startPart>[0], 'environment'>, more = {}): Promise<Part> => {
    const environment = { MERCIA_DEMO_PORT: String(first), MERCIA_LOG_LEVEL: 'silent', MERCIA_DATA: data, ...more };
    const part = await startPart({ ...options, environment });
    parts.push(part);
    return part;
  };
  try {
    const systems = await start({
      name: 'simulate demo',
      command: [launcher, 'simulate', 'demo'],
      healthUrl: `${onPort(issuer)}/.well-known/openid-configuration`,
    });
    const mercia = await start(
      {
        name: 'start',
        command: [`--inspect=127.0.0.1:${String(inspector)}`, ...V8_FLAGS.whole, launcher, 'start'],
        healthUrl: `${onPort(graph)}/health`,
      },
      {
        MERCIA_DEMO_HOST: '127.0.0.1',
        MERCIA_PORT: String(graph),
        MERCIA_FEEDS_PORT: String(feeds),
        MERCIA_CONSOLE_PORT: String(pages),
        MERCIA_OPEN_SERVICES: 'rtac,daia',
      },
    );
    await untilReady(`${onPort(graph)}/ready`);
    const postmaster = Number(readFileSync(join(data, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return {
      at: { graph: `${onPort(graph)}/graphql`, feeds: onPort(feeds), pages: onPort(pages) },
      issuer: onPort(issuer),
      take: () => ({
        Mercia: takenBy([mercia.pid]),
        database: takenBy([postmaster, ...childrenOf(postmaster)]),
        'library systems': takenBy([systems.pid]),
      }),
      readHeap: () => readHeapOf(onPort(inspector)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (await isHealthy(url)) return;
    await delay(200);
  }
  throw new Error(`${url} did not say in time that it is ready`);
}

function onPort(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}

/** A process that has ended takes nothing any more. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** What follows the name of the process, which may have blanks: its state, its parent … */
function statOf(pid: number): readonly string[] {
  const stat = readProc(pid, 'stat');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)[1]) === parent);
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** What processes share, as those of a database do, is counted once. A process that has ended is counted by the one that began it. */
function takenBy(pids: readonly number[]): Taken {
  const kilobytes = pids.map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? 0));
  const ticks = pids.map((pid, index) => {
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = statOf(pid).slice(11, 15).map(Number);
    return user + system + (index === 0 ? endedUser + endedSystem : 0);
  });
  return { megabytes: sum(kilobytes) / 1000, cpu: sum(ticks) * TICK_MS };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Asks the inspector of a process to collect, then what is in use. */
async function readHeapOf(inspector: string): Promise<number> {
  const [target] = (await (await fetch(`${inspector}/json/list`)).json()) as readonly {
    readonly webSocketDebuggerUrl: string;
  }[];
  if (target === undefined) throw new Error('the process has no inspector');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  socket.addEventListener('error', () => {
    reject(new Error('the inspector does not answer'));
  });
  socket.addEventListener('open', () => {
    socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
  });
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as {
      readonly id?: number;
      readonly result?: { usedSize?: number };
    };
    if (id === 1) socket.send(JSON.stringify({ id: 2, method: 'Runtime.getHeapUsage' }));
    if (id === 2) resolve((result?.usedSize ?? Number.NaN) / 1e6);
  });
  try {
    return await promise;
  } finally {
    socket.close();
  }
}
