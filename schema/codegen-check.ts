/**
 * `npm run codegen:check`: generates the types again and fails where what is committed is not what comes out, files that
 * git does not know yet included. Without git it compares what was there before with what is there after.
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GENERATED = '{subgraphs,clients}/*/__generated__/**/*.ts';
const CODEGEN = 'node_modules/@graphql-codegen/cli/cjs/bin.js';

function readGenerated(): ReadonlyMap<string, string> {
  const files = globSync(GENERATED, { cwd: ROOT });
  return new Map(files.sort().map((file) => [file, readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')]));
}

/** Generated files that differ from git's index or are not in it; null where there is no git to ask. */
function findUncommitted(): readonly string[] | null {
  try {
    const status = execFileSync('git', ['status', '--porcelain', '--untracked-files=all', '--', '*/__generated__/*'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status
      .split('\n')
      .filter((line) => line !== '' && line[1] !== ' ')
      .map((line) => line.slice(3));
  } catch {
    return null;
  }
}

const before = readGenerated();
execFileSync(process.execPath, [CODEGEN, '--config', 'codegen.ts'], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const after = readGenerated();
const changed = [...after].filter(([file, text]) => before.get(file) !== text).map(([file]) => file);
const stale = [...new Set([...changed, ...(findUncommitted() ?? [])])].sort();

if (stale.length > 0) {
  process.stderr.write(
    `Generated types are not what the schema gives; run "npm run codegen" and commit:\n${stale.map((file) => `  ${file}\n`).join('')}`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write('The generated types are what the schema gives\n');
}
