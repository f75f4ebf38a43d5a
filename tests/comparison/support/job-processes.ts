/** Processes that do the jobs of a database, to be killed in the middle of one (`job-child.ts`). */
import type { StoreConnection } from '#store/database.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('job-child.ts', import.meta.url));

/** Processes of one test file; it kills those that are left when it ends. */
export function createJobProcesses() {
  const running = new Set<ChildProcess>();

  /** At once and for good, as `kill -9` does; gives back when it has ended. One that has ended already is none. */
  async function kill(child: ChildProcess): Promise<void> {
    running.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  return {
    start(connection: StoreConnection): ChildProcess {
      const child = spawn(process.execPath, [SCRIPT, JSON.stringify(connection)], { stdio: 'ignore' });
      running.add(child);
      return child;
    },
    kill,
    async killAll(): Promise<void> {
      for (const child of running) await kill(child);
    },
  };
}
