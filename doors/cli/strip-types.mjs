/**
 * Lets Node read Mercia's TypeScript where it is installed as a package: Node itself strips types nowhere below `node_modules`. Loaded by the
 * launcher (`node24.mjs`) with `--import`, so that threads and processes that Mercia starts have it too.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const OWN = new URL('../../', import.meta.url).href;

registerHooks({
  load(url, context, next) {
    if (!url.startsWith(OWN) || !new URL(url).pathname.endsWith('.ts')) return next(url, context);
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
    return { format: 'module', source, shortCircuit: true };
  },
});
