import { spawn } from 'node:child_process';

export interface Check {
  /** As `npm run` calls it, with its arguments. */
  readonly script: string;
  /** What to do if it fails. */
  readonly remedy: string;
}

export interface FailedCheck extends Check {
  readonly output: string;
}

/** Runs every check, one after the other, whatever those before found; gives those that failed. `onEnd` hears of each. */
export async function runChecks(
  checks: readonly Check[],
  onEnd: (check: Check, problem: FailedCheck | null, seconds: number) => void,
  run: (script: string) => Promise<{ readonly code: number | null; readonly output: string }> = runScript,
): Promise<readonly FailedCheck[]> {
  const failed: FailedCheck[] = [];
  for (const check of checks) {
    const startedAt = performance.now();
    const { code, output } = await run(check.script);
    const problem = code === 0 ? null : { ...check, output };
    if (problem !== null) failed.push(problem);
    onEnd(check, problem, (performance.now() - startedAt) / 1000);
  }
  return failed;
}

function runScript(script: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const child = spawn('npm', ['run', '--silent', ...script.split(' ')], { stdio: ['ignore', 'pipe', 'pipe'] });
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
