import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createLogger } from '#platform/logger.ts';
import { isRunning } from '#store/process-identity.ts';
import { startBundledServer, type BundledServer, type BundledServerOptions } from '#store/supervisor.ts';
import { afterEach } from 'vitest';
import type { ServerChildReport, ServerChildSettings } from './server-child.ts';

const CHILD = fileURLToPath(new URL('server-child.ts', import.meta.url));

export interface ServerChild {
  readonly process: ChildProcess;
  readonly report: ServerChildReport;
  /** Lets it go; resolves when it has ended. */
  finish(): Promise<void>;
  /** Kills it hard; resolves when it has ended. */
  kill(): Promise<void>;
}

export interface ServerChildOptions {
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly env?: Record<string, string>;
  /** A command that runs the child: `['setpriv', '--bounding-set=-setuid']`. */
  readonly through?: readonly string[];
}

/** What a test made, undone after it in reverse order, also when it failed. */
export function withServers() {
  const undo: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  return {
    undo: (step: () => Promise<void>) => undo.push(step),

    async folder(owner?: { readonly uid: number; readonly gid: number }): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'mercia-store-'));
      undo.push(() => rm(folder, { recursive: true, force: true }));
      if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
      return folder;
    },

    async start(dataFolder: string, options: Partial<BundledServerOptions> = {}): Promise<BundledServer> {
      const server = await startBundledServer({ dataFolder, logger: createLogger('silent'), ...options });
      undo.push(() => server.stop());
      return server;
    },

    async child(settings: ServerChildSettings, options: ServerChildOptions = {}): Promise<ServerChild> {
      const command = [...(options.through ?? []), process.execPath, CHILD, JSON.stringify(settings)];
      const child = spawn(command[0] ?? process.execPath, command.slice(1), {
        stdio: ['pipe', 'pipe', 'inherit'],
        cwd: '/',
        ...(options.env === undefined ? {} : { env: options.env }),
        ...options.user,
      });
      const exited = once(child, 'exit');
      const end = async (act: () => void): Promise<void> => {
        act();
        await exited;
      };
      const finish = (): Promise<void> => end(() => child.stdin.end());
      undo.push(finish);
      const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
      return {
        process: child,
        report: JSON.parse(line.done === true ? '{}' : line.value) as ServerChildReport,
        finish,
        kill: () => end(() => child.kill('SIGKILL')),
      };
    },
  };
}

/** True while a process of that number runs. */
export async function isAlive(pid: number | undefined): Promise<boolean> {
  return pid !== undefined && (await isRunning({ pid, started: '0' }));
}
