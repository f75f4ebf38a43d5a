import { spawn } from 'node:child_process';
import PQueue from 'p-queue';

export interface Check {
  /** As `npm run` calls it, with its arguments. */
  readonly script: string;
  /** What to do if it fails. */
  readonly remedy: string;
}

export interface FailedCheck extends Check {
  readonly output: string;
}

/** Runs every check, so many at a time, whatever others find; gives those that failed. `onEnd` hears of each as it ends. */
export async function runChecks(
  checks: readonly Check[],
  atATime: number,
  onEnd: (check: Check, problem: FailedCheck | null, seconds: number) => void,
  run: (script: string) => Promise<{ readonly code: number | null; readonly output: string }> = runScript,
): Promise<readonly FailedCheck[]> {
  const problems = await new PQueue({ concurrency: atATime }).addAll(
    checks.map((check) => async () => {
      const startedAt = performance.now();
      const { code, output } = await run(check.script);
      const problem = code === 0 ? null : { ...check, output };
      onEnd(check, problem, (performance.now() - startedAt) / 1000);
      return problem;
    }),
  );
  return problems.filter((problem) => problem !== null);
}

function runScript(script: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const child = spawn(process.execPath, ['--run', ...script.split(' ')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // The compiler and the linter are Go: collecting what they will soon leave anyway takes a fifth of their time.
    env: { ...process.env, GOGC: 'off' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => (output += text));
  }
  child.on('error', reject);
  child.on('close', (code) => {
    resolve({ code, output });
  });
  return promise;
}
