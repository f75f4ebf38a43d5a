import { defineConfig } from 'vitest/config';
import { ASKED_AGAIN, RELEASE } from './tests/release.ts';
import whole from './vitest.config.ts';

/** Part of `npm run test:release`: what takes too long, or asks too much of a machine, for the checks of each change. */
export default defineConfig({
  ...whole,
  test: {
    ...whole.test,
    include: [...RELEASE, ...ASKED_AGAIN],
    exclude: [],
    env: { ...whole.test?.env, MERCIA_TEST_RELEASE: '1' },
  },
});
