/**
 * `npm run bench:console [EDITIONS] [RECORDS]`: how long pages of the console take, over the demonstration, over an index of so many
 * editions, and over snapshots of so many records (a million each if not given). With `demo`, `index` or `snapshots` before the numbers,
 * it measures that part alone.
 */
import { parseArgs } from 'node:util';
import { table } from '../support/markdown.ts';
import { quantile, round } from '../support/stats.ts';
import { measurePages, type KindFigures } from './time-pages.ts';

const MILLION = 1_000_000;
const { values, positionals: words } = parseArgs({ options: { each: { type: 'string' } }, allowPositionals: true });
/** How often each kind of page is measured, at least; `--each 5` for a first look. */
const EACH = Number(values.each ?? 20);

// Milliseconds until the first part of a page is there; a title's copies, and all but the first rows of a file, come later.
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
    round(cpu),
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

const [editions = MILLION, records = MILLION] = words.filter((word) => !isPart(word)).map(Number);
const only = words.find(isPart);
const all = { demo: 0, index: editions, snapshots: records };
const measured = Object.entries(only === undefined ? all : { [only]: editions }) as [Part, number][];
for (const [part, size] of measured) {
  process.stdout.write(`${part}\n\n${toTable(await parts[part](size), BARS[part])}\n\n`);
}
