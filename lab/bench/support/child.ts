/** Processes of the bench: each part has a core's time of its own to be measured, as it has in use. */
import { existsSync } from 'node:fs';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { V8_FLAGS } from '#cli/v8-flags.mjs';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';

/** The commands of a child; arguments and answers are sent as JSON. */
export type Commands = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

export interface Child<C extends Commands> {
  readonly pid: number;
  call<Name extends keyof C & string>(name: Name, argument: Parameters<C[Name]>[0]): ReturnType<C[Name]>;
  /** Tells it to end, and waits until it has. */
  close(): Promise<void>;
}

interface Question {
  readonly number: number;
  readonly name: string;
  readonly argument: unknown;
}

interface Reply {
  readonly number: number;
  readonly value?: unknown;
  readonly problem?: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ChildOptions {
  /** Its V8 flags are those of this kind of process; those of a part if not given. */
  readonly runsAs?: keyof typeof V8_FLAGS;
  /** The folder of another checkout, whose script is started; this checkout if not given. */
  readonly checkout?: string;
}

const thisCheckout = fileURLToPath(new URL('../../../', import.meta.url));

/** Starts a script of the bench. Its errors and its death reject what was asked of it. */
export function startChild<C extends Commands>(
  script: string,
  { runsAs = 'part', checkout = thisCheckout }: ChildOptions = {},
): Child<C> {
  const flags = [...V8_FLAGS[runsAs], ...process.execArgv.filter((flag) => flag.startsWith('--cpu-prof'))];
  // Older checkouts have it at the top.
  const bench = existsSync(join(checkout, 'lab')) ? 'lab/bench' : 'bench';
  const child: ChildProcess = fork(join(checkout, bench, script), {
    cwd: checkout,
    execArgv: flags,
    // As `doors/cli/mercia.mjs` has it.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let next = 0;
  child.on('message', ({ number, value, problem }: Reply) => {
    const asker = waiting.get(number);
    waiting.delete(number);
    if (problem === undefined) asker?.resolve(value);
    else asker?.reject(new Error(problem));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`lab/bench/${script} ended with ${String(code)}`));
    waiting.clear();
  });
  return {
    pid: child.pid ?? 0,
    call(name, argument) {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const question: Question = { number: (next += 1), name, argument };
      waiting.set(question.number, { resolve, reject });
      child.send(question);
      return promise as ReturnType<C[typeof name]>;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** Measures with a child and a fresh folder; both are gone afterwards. */
export async function measureWith<Started extends { close(): Promise<void> }, Figures>(
  child: Started,
  measure: (child: Started, folder: string) => Promise<Figures>,
): Promise<Figures> {
  const folder = makeTemporaryFolder();
  try {
    return await measure(child, folder.path);
  } finally {
    await child.close();
    folder.remove();
  }
}

/** The child's side: runs the commands it receives, and ends when its parent is gone. */
export function serveCommands(commands: Commands, close: () => Promise<void>): void {
  process.on('message', (question: Question) => {
    void answer(commands, question).then((reply) => {
      // A parent that has told this process to end waits for no answer.
      if (process.connected) process.send?.(reply);
    });
  });
  process.once('disconnect', () => {
    void close().finally(() => process.exit());
  });
}

async function answer(commands: Commands, { number, name, argument }: Question): Promise<Reply> {
  try {
    return { number, value: await commands[name]?.(argument as never) };
  } catch (error) {
    return { number, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
