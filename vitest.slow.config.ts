import { defineConfig } from 'vitest/config';
import { RELEASE } from './tests/release.ts';
import { SLOW } from './tests/slow.ts';
import whole from './vitest.config.ts';

/** `npm run test:slow`: what `npm test` leaves out, and nothing else. */
export default defineConfig({ ...whole, test: { ...whole.test, include: [...SLOW], exclude: [...RELEASE] } });
