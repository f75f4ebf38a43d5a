/**
 * `npm run bench:search [EDITIONS]`: searches, suggestions and lists of an index of so many editions (a million if not given), and
 * the first fill of its terms.
 */
import { join } from 'node:path';
import { measureWith, startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { quantile, round } from '../support/stats.ts';
import type { SearchCommands } from './search-child.ts';

const QUESTIONS = 300;

const measure = (editions: number) =>
  measureWith(startChild<SearchCommands>('search/search-child.ts'), async (child, folder) => {
    await child.call('fill', { data: join(folder, 'data'), editions });
    const fill = await child.call('keep', undefined);
    const sizes = await child.call('sizes', undefined);
    return { fill, sizes, asked: await child.call('ask', QUESTIONS) };
  });

const KINDS = [
  ['narrow', 'narrow search: three words of a title', '≤ 50 ms'],
  ['broad', 'broad search with counts and facets: one of the hundred most frequent words', '≤ 100 ms'],
  ['suggest', 'suggestions for 2 to 12 characters, all kinds', '≤ 50 ms'],
  ['browse', 'a page of 25 authors, subjects or class marks', ''],
] as const;

function toTables({ fill, sizes, asked }: Awaited<ReturnType<typeof measure>>): string {
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
  return [
    table(['questions, milliseconds', 'p50', 'p95', 'slowest', 'bar of p95'], times),
    table(['the first fill of the terms', 'measured'], filling),
    table(['tables and indexes', 'rows', 'MB'], rows),
  ].join('\n\n');
}

process.stdout.write(`${toTables(await measure(Number(process.argv[2] ?? 1_000_000)))}\n`);
