/** Programs of other people that tests of feeds run; a test that needs one is skipped where it is not installed. */
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

export function isInstalled(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

/** Ends it after two minutes: then it hangs. */
export async function runTool(program: string, args: readonly string[], cwd?: string): Promise<Said> {
  try {
    const { stdout, stderr } = await run(program, args, { cwd, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, out: stdout, notes: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    return { code: typeof code === 'number' ? code : -1, out: stdout ?? '', notes: stderr ?? String(error) };
  }
}

/** A port of loopback that nobody listens on, for a program that takes none of its own choice. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
