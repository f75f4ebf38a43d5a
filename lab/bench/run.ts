/**
 * `npm run bench -- WHAT`: what Mercia costs, as a ratio within one run. Everything that is measured runs in processes of its own,
 * in folders that are removed.
 *
 * - `page-of-50 --against CHECKOUT`: the page of 50, compared with another checkout of Mercia, with its own `node_modules`;
 * - `hive`: the gateway, compared with Hive's and its planner in Rust.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isHiveInstalled } from './apart.ts';
import { compareCheckouts } from './rows/two-checkouts.ts';
import { compareRouters } from './rows/two-routers.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } });
const [what] = positionals;
let text = '';
if (what === 'page-of-50') {
  if (values.against === undefined) throw new Error('usage: npm run bench -- page-of-50 --against CHECKOUT');
  text = await compareCheckouts(resolve(values.against));
} else if (what === 'hive') {
  text = isHiveInstalled()
    ? await compareRouters()
    : "Hive's gateway is not installed: npm ci --prefix lab/bench/peers/hive";
} else {
  throw new Error('say what to measure: page-of-50 or hive');
}
process.stdout.write(`${text}\n`);
