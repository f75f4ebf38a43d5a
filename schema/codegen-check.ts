/** `npm run codegen:check`: generates the types again, and fails where what was there before is not what comes out. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const GENERATED = '{subgraphs,clients,doors}/*/__generated__/**/*.ts';
const CODEGEN = 'node_modules/@graphql-codegen/cli/cjs/bin.js';

function readGenerated(): ReadonlyMap<string, string> {
  const files = globSync(GENERATED, { cwd: ROOT });
  return new Map(files.sort().map((file) => [file, readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')]));
}

const before = readGenerated();
execFileSync(process.execPath, [CODEGEN, '--config', 'codegen.ts'], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const after = readGenerated();
const stale = [...after].filter(([file, text]) => before.get(file) !== text).map(([file]) => file);

if (stale.length > 0) {
  process.stderr.write(
    `The generated types were not what the schema gives. They are now: commit\n${stale.map((file) => `  ${file}\n`).join('')}`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write('The generated types are what the schema gives\n');
}
