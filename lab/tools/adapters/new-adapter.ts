/** `npm run new:adapter NAME`: the skeleton of an adapter, green for harvest; docs/adding-an-lms.md says how to go on. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { makeAdapter, namesOf } from './make-adapter.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const names = namesOf(process.argv[2] ?? '');
  const { made, changed } = makeAdapter(root, names);
  const run = (...args: readonly string[]): void => {
    execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  run('lab/tools/adapters/check.ts', '--write');
  run('node_modules/oxfmt/bin/oxfmt', ...made, ...changed, 'docs/capabilities.md');
  for (const path of [...made, ...changed, 'docs/capabilities.md']) print(path);
  print(
    `\nIts suite: node doors/cli/node24.mjs node_modules/vitest/vitest.mjs run tests/conformance/${names.kind}.test.ts`,
  );
  print('How to go on: docs/adding-an-lms.md');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
