import { defineConfig } from 'vitest/config';
import whole from './vitest.config.ts';

/** `npm run mutants`: every adapter that is wrong on purpose, against the whole kit. It takes too long for the checks of each change. */
export default defineConfig({
  ...whole,
  test: { ...whole.test, include: ['tests/conformance/*.hunt.ts'], exclude: [], testTimeout: 600_000 },
});
