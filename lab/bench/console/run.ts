/**
 * `npm run bench:console [EDITIONS] [RECORDS]`: how long pages of the console take, over the demonstration, over an index of so many
 * editions, and over snapshots of so many records (a million each if not given); writes `docs/performance-console.md`. With `demo`,
 * `index` or `snapshots` before the numbers, it measures that part alone, shows it, and writes nothing.
 */
import { writeFile } from 'node:fs/promises';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { table } from '../support/markdown.ts';
import { quantile, round } from '../support/stats.ts';
import { formatYardsticks, withYardstick } from '../support/yardstick.ts';
import { measurePages, type KindFigures } from './time-pages.ts';

const MILLION = 1_000_000;
/** How often each kind of page is measured, at least; `--each 5` for a first look. */
const EACH = Number(parseArgs({ options: { each: { type: 'string' } }, allowPositionals: true }).values.each ?? 20);
const reportFile = fileURLToPath(new URL('../../../docs/performance-console.md', import.meta.url));

const HEAD = ['page', 'p50', 'p95', 'bar of p95', 'first time', 'processor', 'most kB'];

function toRow({ name, live, cold, pages, cpu }: KindFigures, bar: string): readonly string[] {
  const firsts = pages.map(({ first }) => first);
  const kilobytes = Math.max(...pages.map(({ bytes }) => bytes)) / 1_000;
  return [
    name,
    round(quantile(firsts, 0.5)),
    round(quantile(firsts, 0.95)),
    live ? '' : bar,
    round(Math.max(...cold.map(({ first }) => first))),
    cpu === null ? '–' : round(cpu),
    round(kilobytes),
  ];
}

/** The slowest first. */
function toTable(figures: readonly KindFigures[], bar: string): string {
  const p95 = ({ pages }: KindFigures): number =>
    quantile(
      pages.map(({ first }) => first),
      0.95,
    );
  return table(
    HEAD,
    figures.toSorted((a, b) => p95(b) - p95(a)).map((one) => toRow(one, bar)),
  );
}

type Part = 'demo' | 'index' | 'snapshots';

const parts: Readonly<Record<Part, (size: number) => Promise<readonly KindFigures[]>>> = {
  demo: () => measurePages(EACH, (child, data) => child.call('openDemo', { data })),
  index: (editions) => measurePages(EACH, (child, data) => child.call('openLarge', { data, editions })),
  snapshots: (records) => measurePages(EACH, (child, data) => child.call('openSnapshots', { data, records })),
};

const BARS: Readonly<Record<Part, string>> = { demo: '≤ 150 ms', index: '≤ 400 ms', snapshots: '≤ 400 ms' };
const isPart = (word: string): word is Part => Object.hasOwn(parts, word);

function introduction(load: number, yardsticks: readonly [number, number]): string {
  return `# Performance of the console

Written by \`npm run bench:console\`; measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${String(availableParallelism())}
cores (${platform()} ${arch()}). Console, graph and database share them; pages are asked for one after the other, over HTTP, packed.
The load of the machine (of all its programs, for these cores) was ${round(load)} when it ended.

Milliseconds until the first part of a page is there: all of it, except for a title, whose copies come later, and for a file, of which
the first rows are waited for. "First time" is the slowest of the first visits to each address, before any was there. Processor
milliseconds are those of console, graph and database for one whole page. kB are those of the page itself; the
style, the script and the mark are fetched once. Yardstick, before / after: ${formatYardsticks(yardsticks)} µs.
`;
}

async function writeReport(editions: number, records: number): Promise<void> {
  const { figures, yardsticks } = await withYardstick(async () => ({
    demo: await parts.demo(0),
    index: await parts.index(editions),
    snapshots: await parts.snapshots(records),
  }));
  const wholes = (figures.demo.find(({ name }) => name === 'title')?.pages ?? []).map(({ whole }) => whole);
  const [load = 0] = loadavg();
  const text = `${introduction(load, yardsticks)}
## Over the demonstration

Two snapshots were taken of it. ${figures.demo.length} kinds of pages, every address of the console among them:

${toTable(figures.demo, BARS.demo)}

With what its systems say, the last byte of a title is there after ${round(quantile(wholes, 0.5))} ms (p50), ${round(quantile(wholes, 0.95))} ms (p95).

## Over an index of ${editions.toLocaleString('en-GB')} editions

Put together of real records, without copies: no system is asked.

${toTable(figures.index, BARS.index)}

## Over snapshots of ${records.toLocaleString('en-GB')} records

Of thirty systems, with twice as many copies; two snapshots, between which one record in a hundred changed.

${toTable(figures.snapshots, BARS.snapshots)}
`;
  await writeFile(reportFile, await format(text, { ...(await resolveConfig(reportFile)), parser: 'markdown' }));
  process.stdout.write(text);
}

const { positionals: words } = parseArgs({ options: { each: { type: 'string' } }, allowPositionals: true });
const [editions = MILLION, records = MILLION] = words.filter((word) => !isPart(word)).map(Number);
const only = words.find(isPart);
if (only === undefined) await writeReport(editions, records);
else process.stdout.write(`${toTable(await parts[only](editions), BARS[only])}\n`);
