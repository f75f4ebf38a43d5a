/** `npm run docs:comparing`: makes the outputs of docs/comparing.md, in the demonstration and on two real exports. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatPage } from '#platform/format-page.ts';
import { fillPage } from './page.ts';
import { startDemo, startExports, type World, type WorldName } from './worlds.ts';

const PAGE = fileURLToPath(new URL('../../../docs/comparing.md', import.meta.url));
const SHARED = process.env['MERCIA_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

const page = readFileSync(PAGE, 'utf8');
const regionFile = /```yaml\n([\s\S]*?)```/.exec(page)?.[1];
if (regionFile === undefined) throw new Error('the page has no region file');
const worlds: Partial<Record<WorldName, World>> = {};
try {
  worlds.demo = await startDemo();
  if (existsSync(join(SHARED, 'data', 'marc'))) worlds.exports = await startExports(regionFile, SHARED);
  else process.stderr.write('The real files are not here: their outputs stay as they are.\n');
  const filled = await fillPage(page, worlds);
  writeFileSync(PAGE, await formatPage(PAGE, filled));
} finally {
  for (const world of Object.values(worlds)) await world.close();
}
