/** Runs the command line as a person does: a process of its own, on its own data folder. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));
const launcher = join(projectRoot, 'doors', 'cli', 'mercia.mjs');

export interface MerciaProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Everything printed so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the first match in what is printed; rejects when the process ends without it. */
  printed(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Resolves with the exit code, null after a signal. */
  readonly ended: Promise<number | null>;
}

/** A data folder that is removed with {@link TemporaryFolder.remove}. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

export function makeTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'mercia-test-'));
  // Else the database of a root's test would lie elsewhere, where nobody removes it.
  chmodSync(path, 0o755);
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Starts `mercia ARGS…`; the environment is the test's own without Mercia's variables, and `env`. */
export function runMercia(args: readonly string[], env: Readonly<Record<string, string>> = {}): MerciaProcess {
  return runScript(launcher, args, env);
}

/**
 * Starts another program the same way: `script` is the path of its JavaScript. Its data folder is its own and goes with it, where neither a
 * flag nor `env` names another: what one test leaves in the usual one (what was taken back) must not be found by the next.
 */
export function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): MerciaProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('MERCIA_') && name !== 'DATABASE_URL',
  );
  const ownData = join(tmpdir(), `mercia-test-data-${randomUUID()}`);
  const child = spawn(process.execPath, [script, ...args], {
    cwd: projectRoot,
    // No proxy stands in front of it that would have to see that it goes.
    env: { ...Object.fromEntries(inherited), MERCIA_LEAVE_SECONDS: '0', MERCIA_DATA: ownData, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  const notify = (): void => {
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    notify();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    notify();
  });
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      rmSync(ownData, { recursive: true, force: true });
      resolve(code);
      notify();
    }),
  );

  async function printed(pattern: RegExp, timeoutMs = 60_000): Promise<RegExpExecArray> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
    const look = (): void => {
      const match = pattern.exec(`${stdout}\n${stderr}`);
      if (match !== null) resolve(match);
      else if (child.exitCode !== null || child.signalCode !== null)
        reject(new Error(`ended without printing ${String(pattern)}:\n${stdout}\n${stderr}`));
    };
    const timer = setTimeout(() => {
      reject(new Error(`did not print ${String(pattern)} in ${timeoutMs} ms:\n${stdout}\n${stderr}`));
    }, timeoutMs);
    listeners.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      listeners.delete(look);
    }
  }
  return { child, pid: child.pid ?? 0, stdout: () => stdout, stderr: () => stderr, printed, ended };
}

/** Resident memory of a process and its descendants that are Node, in bytes; the database server is not counted. */
export function residentNodeBytes(pid: number): number {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = readProc(`/proc/${entry}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  let total = 0;
  const queue = [pid];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    queue.push(...(children.get(next) ?? []));
    const status = readProc(`/proc/${next}/status`);
    if (!/^Name:\s+(node|MainThread)/m.test(status)) continue;
    total += Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  }
  return total;
}

/** A process may end between listing and reading. */
function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
