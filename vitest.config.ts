import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';
import { RELEASE } from './tests/release.ts';
import { SLOW } from './tests/slow.ts';

// Without the alias vitest loads a second copy of graphql (ESM beside CJS), whose types are strangers to the first's.
const graphqlCjs = fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url));

// A file for the machine-readable report, named by the gate.
const report = process.env['MERCIA_TEST_REPORT'];

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphqlCjs }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'lab/bench/peers/**', ...SLOW, ...RELEASE],
    globalSetup: ['tests/hold-database-server.ts'],
    pool: 'forks',
    // Most files wait for systems and processes more than they compute: more of them at once than a small machine has cores.
    maxWorkers: 4,
    // Files that one worker runs share what they import: no test replaces a module, and each builds a world of its own.
    isolate: false,
    // Node reads what they import, as it does for whoever runs Mercia: Vite would transform each file. It reads the tests themselves, which
    // a worker that was given them by Node would hold until it ends.
    server: { deps: { external: [/(?<!\.test)\.ts$/] } },
    // What the workers and the processes that tests start have compiled is kept for the next one: half of what either takes to begin.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/mercia-tests', import.meta.url)) },
    restoreMocks: true,
    sequence: { sequencer: LongestFirst },
    // These end only what hangs: a busy machine may take many times as long as an idle one.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 45_000 } },
    reporters: report === undefined ? ['default'] : ['default', 'json'],
    ...(report === undefined ? {} : { outputFile: { json: report } }),
  },
});
