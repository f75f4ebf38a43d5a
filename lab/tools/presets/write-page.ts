/** `npm run docs:presets`: writes what the presets claim into docs/presets.md; `tests/tools/presets-page.test.ts` compares it. */
import { presets } from '#adapters/presets/index.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { withPresets } from './presets-page.ts';

const page = new URL('../../../docs/presets.md', import.meta.url);
writeFileSync(page, withPresets(readFileSync(page, 'utf8'), [...presets.values()]));
