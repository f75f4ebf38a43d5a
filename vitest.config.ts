import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Without the alias vitest loads a second copy of graphql (ESM beside CJS), whose types are strangers to the first's.
const graphqlCjs = fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url));

// A file for the machine-readable report, named by the gate.
const report = process.env['MERCIA_TEST_REPORT'];

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphqlCjs }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**', 'bench/peers/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // The gate runs where others work too: a real process that was starved once gets one more turn, a fault fails both.
    retry: report === undefined ? 0 : 1,
    reporters: report === undefined ? ['default'] : ['default', 'json'],
    ...(report === undefined ? {} : { outputFile: { json: report } }),
  },
});
