/**
 * `npm run bench -- WHAT`: what Mercia costs, as a ratio within one run, and what it is right about. Everything that is measured runs in
 * processes of its own, in folders that are removed.
 *
 * - `page-of-50 --against CHECKOUT`: the page of 50, compared with another checkout of Mercia, with its own `node_modules`;
 * - `hive`: the gateway, compared with Hive's and its planner in Rust;
 * - `stock`: the gateway, compared with a stock `ApolloGateway`;
 * - `by-hand`: the page of 50, compared with the same calls to the systems, written by hand;
 * - `matching`: precision and recall on labelled pairs of public records;
 * - `demonstration`: what is in the demonstration, and in the answer to its first question.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sharedAvailable } from '#tests/support/shared.ts';
import { isHiveInstalled } from './apart.ts';
import { compareWithFanOut } from './rows/by-hand.ts';
import { countDemonstration } from './rows/demonstration.ts';
import { measureMatching } from './rows/held-out.ts';
import { compareCheckouts } from './rows/two-checkouts.ts';
import { compareRouters } from './rows/two-routers.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } });

function pageOf50(): Promise<string> {
  if (values.against === undefined) throw new Error('usage: npm run bench -- page-of-50 --against CHECKOUT');
  return compareCheckouts(resolve(values.against));
}

const ROWS: Readonly<Record<string, () => string | Promise<string>>> = {
  'page-of-50': pageOf50,
  hive: () =>
    isHiveInstalled()
      ? compareRouters('hive')
      : "Hive's gateway is not installed: npm ci --prefix lab/bench/peers/hive",
  stock: () => compareRouters('stock'),
  'by-hand': compareWithFanOut,
  matching: () =>
    sharedAvailable
      ? measureMatching((note) => process.stderr.write(`${note}\n`))
      : 'Matching is measured on the shared data (MERCIA_SHARED), which is not here.',
  demonstration: countDemonstration,
};

const measure = ROWS[positionals[0] ?? ''];
if (measure === undefined) throw new Error(`say what to measure: ${Object.keys(ROWS).join(', ')}`);
process.stdout.write(`${await measure()}\n`);
