/**
 * `npm run bench:search [EDITIONS]`: searches, suggestions and lists of an index of so many editions (a million if not given), and
 * the first fill of its terms; writes `docs/performance-search.md`.
 */
import { writeFile } from 'node:fs/promises';
import { arch, availableParallelism, platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { format, resolveConfig } from 'prettier';
import { startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { quantile, round } from '../support/stats.ts';
import { formatYardsticks, withYardstick } from '../support/yardstick.ts';
import type { AskedFigures, FillFigures, SearchCommands, SizeFigures } from './search-child.ts';

const MILLION = 1_000_000;
const QUESTIONS = 300;
const reportFile = fileURLToPath(new URL('../../../docs/performance-search.md', import.meta.url));

interface Figures {
  readonly fill: FillFigures;
  readonly sizes: readonly SizeFigures[];
  readonly asked: AskedFigures;
}

async function measure(editions: number): Promise<Figures> {
  const folder = makeTemporaryFolder();
  const child = startChild<SearchCommands>('search/search-child.ts');
  try {
    await child.call('fill', { data: join(folder.path, 'data'), editions });
    const fill = await child.call('keep', undefined);
    const sizes = await child.call('sizes', undefined);
    return { fill, sizes, asked: await child.call('ask', QUESTIONS) };
  } finally {
    await child.close();
    folder.remove();
  }
}

const KINDS = [
  ['narrow', 'narrow search: three words of a title', '≤ 50 ms'],
  ['broad', 'broad search with counts and facets: one of the hundred most frequent words', '≤ 100 ms'],
  ['suggest', 'suggestions for 2 to 12 characters, all kinds', '≤ 50 ms'],
  ['browse', 'a page of 25 authors, subjects or class marks', ''],
] as const;

function toMarkdown(editions: number, { fill, sizes, asked }: Figures, yardsticks: readonly [number, number]): string {
  const times = KINDS.map(([kind, what, bar]) => {
    const of = asked[kind];
    return [what, round(quantile(of, 0.5)), round(quantile(of, 0.95)), round(Math.max(...of)), bar];
  });
  const cpu = fill.databaseCpuSeconds;
  const filling = [
    ['time', `${round(fill.seconds)} s`],
    ['processor time of the database', cpu === null ? '–' : `${round(cpu)} s`],
    ['longest transaction', `${round(fill.longestMs / 1_000)} s`],
    ['by how much the process grew', `${round(fill.grewMegabytes, 0)} MB`],
  ];
  const rows = sizes.map(({ name, rows: number, megabytes }) => [name, number, round(megabytes, 0)]);
  return `# Performance of search

Written by \`npm run bench:search\`; measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${String(availableParallelism())}
cores (${platform()} ${arch()}): ${editions.toLocaleString('en-GB')} editions put together of real records, in the bundled PostgreSQL, asked
through the functions that resolvers call. Each question is asked once, after as many others. Yardstick, before / after:
${formatYardsticks(yardsticks)} µs.

## Questions, milliseconds

${table(['what', 'p50', 'p95', 'slowest', 'bar of p95'], times)}

## The first fill of the terms

The keeper over an index that has none, without its rests ([browse.md](browse.md#the-keeper)).

${table(['what', 'measured'], filling)}

## Tables and indexes

${table(['what', 'rows', 'MB'], rows)}
`;
}

const editions = Number(process.argv[2] ?? MILLION);
const { figures, yardsticks } = await withYardstick(() => measure(editions));
const text = toMarkdown(editions, figures, yardsticks);
if (editions === MILLION) {
  await writeFile(reportFile, await format(text, { ...(await resolveConfig(reportFile)), parser: 'markdown' }));
}
process.stdout.write(text);
