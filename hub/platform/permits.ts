/**
 * A semaphore that all processes of a machine share, such as for the licences of a server. A permit is a local socket that is listened
 * on: the operating system lets only one process do so, and frees it when that process ends, however it ends. Whoever waits for a permit
 * is connected to it, so that its holder knows, and the waiting ends with the permit. Processes that do not share these names
 * (containers) share no permits.
 */
import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { steadyNow } from './steady-clock.ts';

export type Permits = ReturnType<typeof createPermits>;

/** Nobody waits for the permit any more. */
export class PermitNotNeeded extends Error {
  constructor() {
    super('the permit is not needed any more');
  }
}

export interface PermitsOptions {
  /** What the permits are of: `sip.hill.example:6001`. The same everywhere. */
  readonly of: string;
  readonly count: number;
}

/** How often a waiting permit asks whether it is still needed, in milliseconds. */
const ASK_EVERY_MS = 200;
/** A permit that somebody waited for is not taken again at once by the process that gave it back. */
const COURTESY_MS = 50;

/** Nothing is taken yet. */
export function createPermits({ of, count }: PermitsOptions) {
  const names = Array.from({ length: count }, (_, at) => nameOf(of, at));
  const held = new Set<Permit>();
  let courtesyUntil = 0;
  let onWanted: () => void = () => undefined;

  function giveBack(permit: Permit): void {
    if (!held.delete(permit)) return;
    if (permit.isWanted()) courtesyUntil = steadyNow() + COURTESY_MS;
    permit.giveBack();
  }

  return {
    /**
     * Waits for a permit; call the result to give it back. While it waits, it asks now and then whether a permit is still needed.
     * @throws PermitNotNeeded when it is not, or when the signal ends
     */
    async take(isNeeded: () => boolean, signal: AbortSignal): Promise<() => void> {
      for (;;) {
        if (signal.aborted || !isNeeded()) throw new PermitNotNeeded();
        const courtesyMs = courtesyUntil - steadyNow();
        if (courtesyMs > 0) {
          await pause(courtesyMs);
          continue;
        }
        for (const name of names) {
          const permit = await takeOne(name, () => {
            onWanted();
          });
          if (permit === null) continue;
          held.add(permit);
          return () => {
            giveBack(permit);
          };
        }
        await untilOneIsGivenBack(names, signal);
      }
    },
    /** Whether anybody waits for one of the permits that were taken here. */
    isWanted: (): boolean => [...held].some((permit) => permit.isWanted()),
    /** Calls back each time that somebody begins to wait for one of them. */
    whenWanted(listener: () => void): void {
      onWanted = listener;
    },
  };
}

interface Permit {
  isWanted(): boolean;
  giveBack(): void;
}

/** A name that ends with its process; a path where the system has no such names. `seat`: earlier versions share it. */
function nameOf(of: string, at: number): string {
  const name = `mercia-seat-${createHash('sha256').update(of).digest('hex').slice(0, 24)}-${at}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Takes one permit; null if somebody has it. */
async function takeOne(name: string, onWanted: () => void): Promise<Permit | null> {
  const server = await listen(name);
  if (server === null) return null;
  const waiting = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    waiting.add(socket);
    socket.unref();
    socket.resume();
    socket.on('error', () => undefined);
    socket.once('close', () => waiting.delete(socket));
    onWanted();
  });
  server.unref();
  return {
    isWanted: () => waiting.size > 0,
    giveBack() {
      server.close();
      for (const socket of waiting) socket.destroy();
    },
  };
}

async function listen(name: string): Promise<Server | null> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<Server | null>();
  server.once('listening', () => {
    resolve(server);
  });
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') resolve(null);
    else reject(error);
  });
  server.listen(name);
  return promise;
}

/** Settles when a permit is given back, or when it is time to ask again whether one is needed. */
async function untilOneIsGivenBack(names: readonly string[], signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const onEnd = (): void => {
    resolve(undefined);
  };
  const timer = setTimeout(onEnd, ASK_EVERY_MS);
  signal.addEventListener('abort', onEnd, { once: true });
  const waits = names.map((name) => {
    const socket = connect(name);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      removeIfDead(name, error);
    });
    socket.once('close', onEnd);
    return socket;
  });
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onEnd);
    for (const socket of waits) socket.destroy();
  }
}

/** A path outlives its process: nobody listens on it, and nobody can. */
function removeIfDead(name: string, { code }: NodeJS.ErrnoException): void {
  if (code !== 'ECONNREFUSED' || !name.endsWith('.sock')) return;
  try {
    unlinkSync(name);
  } catch {
    // Somebody else was quicker.
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
