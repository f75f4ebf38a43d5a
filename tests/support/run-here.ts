/** Runs the command line in the process of the test: what a command says and does, without a process's start. One at a time. */
import { runCommand } from '#cli/run-command.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Done = (error?: Error | null) => void;

/** A command listens to them for its process's sake, which ends with it; this one goes on. */
const HEARD = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let running: Promise<unknown> = Promise.resolve();
let heardBefore: readonly unknown[] = [];

/** Ctrl-C, for the command that runs: the test's process does not hear it. Nothing happens before the command listens. */
export function interruptHere(): void {
  for (const listener of process.listeners('SIGINT')) if (!heardBefore.includes(listener)) listener('SIGINT');
}

/**
 * Its environment is the test's own without Mercia's variables, and `env`. What a test has to end, or what logs to standard error, needs a
 * process of its own: `runMercia`.
 */
export function runHere(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const mine = running.then(() => run(args, env));
  running = mine.catch(() => undefined);
  return mine;
}

async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'mercia-test-data-'));
  const before = { env: process.env, code: process.exitCode, out: process.stdout.write, err: process.stderr.write };
  const said = { out: '', err: '' };
  const keep =
    (stream: 'out' | 'err'): typeof process.stdout.write =>
    (text: string | Uint8Array, second?: BufferEncoding | Done, third?: Done) => {
      said[stream] += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      (typeof second === 'function' ? second : third)?.();
      return true;
    };
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('MERCIA_') && name !== 'DATABASE_URL',
  );
  process.env = { ...Object.fromEntries(inherited), MERCIA_LEAVE_SECONDS: '0', MERCIA_DATA: folder, ...env };
  const heard = HEARD.map((event) => [event, process.listeners(event)] as const);
  heardBefore = process.listeners('SIGINT');
  process.exitCode = 0;
  process.stdout.write = keep('out');
  process.stderr.write = keep('err');
  try {
    await runCommand(args);
    return { code: process.exitCode, stdout: said.out, stderr: said.err };
  } finally {
    process.stdout.write = before.out;
    process.stderr.write = before.err;
    process.env = before.env;
    process.exitCode = before.code;
    for (const [event, listeners] of heard)
      for (const listener of process.listeners(event).filter((one) => !listeners.includes(one)))
        process.removeListener(event, listener);
    rmSync(folder, { recursive: true, force: true });
  }
}
