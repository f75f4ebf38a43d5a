import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Without the alias vitest loads a second copy of graphql (ESM beside CJS), whose types are strangers to the first's.
const graphqlCjs = fileURLToPath(new URL('node_modules/graphql/index.js', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphqlCjs }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
