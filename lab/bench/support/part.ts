/** A part of a region in a process of its own, as an operator starts it, with the processor time that it takes. */
import { withinTime } from '#platform/deadline.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Part {
  readonly pid: number;
  /** Processor time so far, milliseconds; null if the system does not give it. */
  cpu(): number | null;
  close(): Promise<void>;
}

export interface PartOptions {
  /** For messages. */
  readonly name: string;
  /** Flags of Node, the script, and its arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Answers well once the part is ready. */
  readonly healthUrl: string;
}

const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));
/** Ends only what hangs: a busy machine takes many times as long as an idle one. */
const START_TIMEOUT_MS = 300_000;
const ANSWER_WITHIN_MS = 1_000;
/** Linux counts processor time in ticks of a hundredth of a second, whatever the machine. */
const TICK_MS = 10;

/** Resolves when the part is ready; rejects, with nothing left running, if it does not come up. */
export async function startPart({ name, command, environment, healthUrl }: PartOptions): Promise<Part> {
  const child = spawn(process.execPath, command, {
    cwd: projectRoot,
    env: { ...inheritedEnvironment(), NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await untilHealthy(child, name, healthUrl);
  } catch (error) {
    await endChild(child);
    throw error;
  }
  const pid = child.pid ?? 0;
  return { pid, cpu: () => readCpu(pid), close: () => endChild(child) };
}

/** That of this process, without what would set up another Mercia. */
function inheritedEnvironment(): Readonly<Record<string, string | undefined>> {
  const own = (name: string): boolean => name.startsWith('MERCIA_') || name === 'DATABASE_URL';
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own(name)));
}

async function untilHealthy(child: ChildProcess, name: string, url: string): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (await isHealthy(url)) return;
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${name} did not come up: ${said.trim()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A signal of `fetch` may be collected before it ends a call: on a busy machine the call then never ended. */
export function isHealthy(url: string): Promise<boolean> {
  const answer = fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
  return withinTime(answer, ANSWER_WITHIN_MS, () => false);
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function readCpu(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return null;
  }
}
