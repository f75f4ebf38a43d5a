/** `npm run release:keys`: keeps the keys of region files that this version reads. A part of making a release (CONTRIBUTING.md). */
import { writeFileSync } from 'node:fs';
import { printReleasedKeys, RELEASED_KEYS_FILE } from './region-keys.ts';

writeFileSync(RELEASED_KEYS_FILE, printReleasedKeys());
