/**
 * `npm run bench`: measures what Mercia costs, as ratios within one run, and writes `docs/performance.md`. Everything that is
 * measured runs in processes of its own, in folders that are removed. With a word behind it, only that is measured and shown,
 * and nothing is written:
 *
 * - `live`: live facts;
 * - `availability`: RTAC and DAIA alone;
 * - `page-of-50 --against CHECKOUT`: the page of 50, compared with another checkout of Mercia, with its own `node_modules`;
 * - `hive`: the gateway, compared with Hive's and its planner in Rust.
 */
import { writeFile } from 'node:fs/promises';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { isHiveInstalled } from './apart.ts';
import { measureDemo } from './demo/measure-demo.ts';
import { measureLive, measureServices } from './live/measure-live.ts';
import { HIVE_NOT_INSTALLED, twoCheckoutsSection, twoRoutersSection } from './report-turns.ts';
import { compareCheckouts } from './rows/two-checkouts.ts';
import { compareRouters } from './rows/two-routers.ts';
import { toSection, withYardsticks, type Section } from './support/markdown.ts';
import { round } from './support/stats.ts';
import { withYardstick } from './support/yardstick.ts';

const report = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function show(sections: readonly Section[]): Promise<void> {
  for (const section of sections) {
    const text = await format(withYardsticks(section), { parser: 'markdown' });
    say(`\n${section.heading}\n${text.trimEnd()}`);
  }
}

async function measureTwoCheckouts(against: string | undefined): Promise<readonly Section[]> {
  if (against === undefined) throw new Error('usage: npm run bench -- page-of-50 --against CHECKOUT');
  return [toSection(await withYardstick(() => compareCheckouts(resolve(against))), twoCheckoutsSection)];
}

async function measureTwoRouters(): Promise<readonly Section[]> {
  if (!isHiveInstalled()) return [HIVE_NOT_INSTALLED];
  return [toSection(await withYardstick(compareRouters), twoRoutersSection)];
}

async function measureAll(): Promise<void> {
  /** Work of others on this machine, before the bench adds its own. */
  const loadBefore = loadavg()[0] ?? 0;
  const live = await measureLive();
  await show(live);
  const routers = await measureTwoRouters();
  await show(routers);
  const { page, others, store } = await measureDemo(say);
  await show([page, ...others]);
  const text = toMarkdown([page, ...live, ...routers, ...others], loadBefore, store);
  const options = { ...(await resolveConfig(report)), filepath: report };
  await writeFile(report, await format(text, options));
  say(`\nWritten to docs/performance.md.`);
}

function toMarkdown(sections: readonly Section[], loadBefore: number, store: string): string {
  const date = new Date().toISOString().slice(0, 10);
  const versions = `Node ${process.versions.node}, PostgreSQL ${/version ([\d.]+)/.exec(store)?.[1] ?? 'unknown'}`;
  const machine = `${availableParallelism()} cores (${platform()} ${arch()})`;
  const bodies = sections.map((section) => `## ${section.heading}\n\n${section.text}\n\n${withYardsticks(section)}\n`);
  return `# Performance

Written by \`npm run bench\`; measured on ${date} with ${versions} on ${machine}.
Before it began, the machine's load was ${round(loadBefore)}: other programs make the milliseconds worse.

Ratios come first: both sides of each were measured in one run, in turns (A B A B), so that they hold on another machine
and under other load. Milliseconds hold for this run alone. p50 is the median, p95 what 95 of 100 do not pass. The yardstick
next to a table says what the machine gave just before and just after: processor time for reading a record of forty fields
from JSON, of many that no cache holds.

${bodies.join('\n')}`;
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } });
const [what = 'all'] = positionals;
switch (what) {
  case 'all':
    await measureAll();
    break;
  case 'live':
    await show(await measureLive());
    break;
  case 'availability':
    await show(await measureServices());
    break;
  case 'page-of-50':
    await show(await measureTwoCheckouts(values.against));
    break;
  case 'hive':
    await show(await measureTwoRouters());
    break;
  default:
    throw new Error(`there is no bench "${what}": leave it out for all, or say live, availability, page-of-50 or hive`);
}
