/**
 * `npm run bench:console [EDITIONS]`: how long pages of the console take, over the demonstration and over an index of so many editions
 * (a million if not given); writes `docs/performance-console.md`.
 */
import { writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { format, resolveConfig } from 'prettier';
import { startChild, type Child } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { quantile, round } from '../support/stats.ts';
import { formatYardsticks, withYardstick } from '../support/yardstick.ts';
import type { ConsoleCommands, Opened } from './console-child.ts';

const MILLION = 1_000_000;
/** Pages of each kind that are asked for before those that are measured, and those. */
const [WARM, MEASURED] = [30, 100];
const reportFile = fileURLToPath(new URL('../../docs/performance-console.md', import.meta.url));

interface PageTimes {
  /** Milliseconds until its first part is there: all of it, except for a title. */
  readonly first: number;
  /** Milliseconds until its last byte is there. */
  readonly whole: number;
  /** As sent. */
  readonly bytes: number;
}

interface KindFigures {
  readonly pages: readonly PageTimes[];
  /** Processor milliseconds of console, graph and database for a page; null if they cannot be read here. */
  readonly cpu: number | null;
}

type KindTimes = Readonly<Record<string, KindFigures>>;

async function measure(
  openPages: (child: Child<ConsoleCommands>, data: string) => Promise<Opened>,
): Promise<KindTimes> {
  const folder = makeTemporaryFolder();
  const child = startChild<ConsoleCommands>('console/console-child.ts');
  try {
    const { url, paths } = await openPages(child, join(folder.path, 'data'));
    const times: Record<string, KindFigures> = {};
    for (const [kind, all] of Object.entries(paths)) {
      await timesOf(url, all, WARM);
      const before = await child.call('cpu', undefined);
      const pages = await timesOf(url, all, MEASURED);
      const after = await child.call('cpu', undefined);
      times[kind] = { pages, cpu: before === null || after === null ? null : (after - before) / MEASURED };
    }
    return times;
  } finally {
    await child.close();
    folder.remove();
  }
}

/** One after the other, as one reader does. */
async function timesOf(url: string, paths: readonly string[], count: number): Promise<readonly PageTimes[]> {
  const times: PageTimes[] = [];
  for (let asked = 0; asked < count; asked += 1)
    times.push(await getPage(`${url}${paths[asked % paths.length] ?? '/'}`));
  return times;
}

function getPage(url: string): Promise<PageTimes> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${String(response.statusCode)}`));
      let [bytes, first] = [0, 0];
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) first = performance.now() - from;
        bytes += chunk.length;
      });
      response.on('error', reject).on('end', () => {
        resolve({ first, whole: performance.now() - from, bytes });
      });
    }).on('error', reject);
  });
}

const KINDS: readonly (readonly [kind: string, what: string])[] = [
  ['start', 'start page'],
  ['narrow', 'results: three words of a title'],
  ['broad', 'results: one of the hundred most frequent words, with facets'],
  ['title', 'title, what the index knows'],
  ['lenders', 'whom to ask, with live facts'],
  ['systems', 'systems'],
  ['library', 'library'],
];

function toRows(times: KindTimes, bar: string): readonly (readonly string[])[] {
  return KINDS.flatMap(([kind, what]) => {
    const { pages: all, cpu } = times[kind] ?? { pages: [], cpu: null };
    if (all.length === 0) return [];
    const firsts = all.map(({ first }) => first);
    const kilobytes = Math.max(...all.map(({ bytes }) => bytes)) / 1_000;
    return [
      [
        what,
        round(quantile(firsts, 0.5)),
        round(quantile(firsts, 0.95)),
        kind === 'lenders' ? '' : bar,
        cpu === null ? '–' : round(cpu),
        round(kilobytes),
      ],
    ];
  });
}

function toMarkdown(
  editions: number,
  { demo, large }: { readonly demo: KindTimes; readonly large: KindTimes },
  yardsticks: readonly [number, number],
): string {
  const wholes = (demo['title']?.pages ?? []).map(({ whole }) => whole);
  const [load = 0] = loadavg();
  const head = ['page', 'p50', 'p95', 'bar of p95', 'processor', 'most kB'];
  return `# Performance of the console

Written by \`npm run bench:console\`; measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${String(availableParallelism())}
cores (${platform()} ${arch()}). Console, graph and database share them; pages are asked for one after the other, over HTTP, packed.
The load of the machine (of all its programs, for these cores) was ${round(load)} when it ended.

Milliseconds until the first part of a page is there: all of it, except for a title, whose copies come later. Processor milliseconds are
those of console, graph and database for one whole page. kB are those of the page itself; the
style, the script and the mark are fetched once. Yardstick, before / after: ${formatYardsticks(yardsticks)} µs.

## Over the demonstration

${table(head, toRows(demo, '≤ 150 ms'))}

With what its systems say, the last byte of a title is there after ${round(quantile(wholes, 0.5))} ms (p50), ${round(quantile(wholes, 0.95))} ms (p95).

## Over ${editions.toLocaleString('en-GB')} editions

Put together of real records, without copies: no system is asked.

${table(head, toRows(large, '≤ 400 ms'))}
`;
}

const editions = Number(process.argv[2] ?? MILLION);
const { figures, yardsticks } = await withYardstick(async () => ({
  demo: await measure((child, data) => child.call('openDemo', { data })),
  large: await measure((child, data) => child.call('openLarge', { data, editions })),
}));
const text = toMarkdown(editions, figures, yardsticks);
await writeFile(reportFile, await format(text, { ...(await resolveConfig(reportFile)), parser: 'markdown' }));
process.stdout.write(text);
