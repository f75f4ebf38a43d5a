import { defineConfig } from 'vitest/config';
import { SLOW } from './tests/slow.ts';
import whole from './vitest.config.ts';

/**
 * `npm run test:slow`: what `npm test` leaves out, and nothing else. These files wait for systems and processes more than they compute,
 * so there are more of them at once than a small machine has cores.
 */
export default defineConfig({ ...whole, test: { ...whole.test, include: [...SLOW], exclude: [], maxWorkers: 3 } });
