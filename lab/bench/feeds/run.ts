/**
 * `npm run bench:feeds [ENTRIES]`: feeds of so many entries (a million if not given), over the wire and into files.
 */
import { join } from 'node:path';
import { FILE_FORMATS } from '#feeds/files/entry-forms.ts';
import { measureWith, startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { quantile, round, timed } from '../support/stats.ts';
import type { ExportFigures, FeedsCommands } from './feeds-child.ts';

const TOKEN = /<resumptionToken[^>]*>([^<]+)<\/resumptionToken>/;

interface HarvestFigures {
  readonly seconds: number;
  readonly entries: number;
  readonly megabytes: number;
  /** Of each page, asked to the last byte. */
  readonly pageMs: readonly number[];
}

/** As a harvester does, which looks at no record: what a client does with them is its own affair. */
async function harvest(address: string, onPage: (entries: number) => Promise<void>): Promise<HarvestFigures> {
  const pageMs: number[] = [];
  let entries = 0;
  let bytes = 0;
  let query: string | null = 'verb=ListRecords&metadataPrefix=marc21';
  const { ms } = await timed(async () => {
    while (query !== null) {
      const page: string = query;
      const { ms: taken, value: text } = await timed(async () => (await fetch(`${address}?${page}`)).text());
      pageMs.push(taken);
      bytes += text.length;
      entries += text.split('<header').length - 1;
      const token = TOKEN.exec(text)?.[1];
      query = token === undefined ? null : `verb=ListRecords&resumptionToken=${encodeURIComponent(token)}`;
      await onPage(entries);
    }
  });
  return { seconds: ms / 1_000, entries, megabytes: bytes / 1_000_000, pageMs };
}

const measure = (entries: number) =>
  measureWith(startChild<FeedsCommands>('feeds/feeds-child.ts'), async (child, folder) => {
    const url = await child.call('serve', { data: join(folder, 'data'), entries });
    const pages = await child.call('pages', undefined);
    const early: number[] = [];
    const harvested = await harvest(`${url}/oai/editions`, async (read) => {
      if (read >= entries / 10 && early.length === 0) early.push(await child.call('memory', null));
    });
    if (harvested.entries !== entries)
      throw new Error(`${String(harvested.entries)} of ${String(entries)} entries came`);
    const late = await child.call('memory', null);
    const { ms } = await timed(async () => (await fetch(`${url}/manifest/editions`)).text());
    const exports: ExportFigures[] = [];
    for (const each of FILE_FORMATS) exports.push(await child.call('exportAs', each));
    return {
      harvest: harvested,
      memory: [early[0] ?? late, late] as const,
      pages,
      manifestSeconds: ms / 1_000,
      exports,
    };
  });

function toTables({
  harvest: over,
  memory,
  pages,
  manifestSeconds,
  exports,
}: Awaited<ReturnType<typeof measure>>): string {
  const slowest = Math.max(...pages.flatMap(({ ms }) => ms));
  const lines = [
    [
      'full harvest by OAI-PMH, uncompressed',
      `${round(over.entries / over.seconds, 0)} records/s`,
      '≥ 3,000 records/s',
    ],
    ['its time and size', `${round(over.seconds)} s, ${round(over.megabytes, 0)} MB`, ''],
    ['a page of 500 over the wire, p50', `${round(quantile(over.pageMs, 0.5))} ms`, ''],
    ['a page of 500 over the wire, slowest', `${round(Math.max(...over.pageMs))} ms`, '≤ 300 ms'],
    ['a page of 500 out of the log, slowest of the table below', `${round(slowest)} ms`, '≤ 300 ms'],
    ['memory of the server after a tenth of the harvest', `${round(memory[0], 0)} MB`, ''],
    ['memory of the server after all of it', `${round(memory[1], 0)} MB`, 'as after a tenth'],
    ['a manifest', `${round(manifestSeconds)} s`, ''],
  ];
  const pageLines = pages.map(({ what, ms }) => [what, round(quantile(ms, 0.5)), round(Math.max(...ms))]);
  const exportLines = exports.map((each) => [
    each.format,
    round(each.recordsPerSecond, 0),
    `${round(each.residentMegabytes, 0)} MB`,
  ]);
  return [
    table(['what', 'measured', 'bar'], lines),
    table(['a page of 500 out of the log, at ten depths, of', 'p50, ms', 'slowest, ms'], pageLines),
    table(['into files, format', 'records/s', 'memory'], exportLines),
  ].join('\n\n');
}

process.stdout.write(`${toTables(await measure(Number(process.argv[2] ?? 1_000_000)))}\n`);
