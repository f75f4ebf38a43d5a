/** The figures as Markdown: `docs/performance.md`, and the tables of it on the screen. */
import type { LiveFigures } from './live/measure-live.ts';
import { toLiveSections } from './report-live.ts';
import type { HarvestFigures } from './rows/harvest.ts';
import type { LookupFigures } from './rows/lookups.ts';
import type { MarcFigures } from './rows/marc.ts';
import type { PageFigures } from './rows/page-of-25.ts';
import { drawing, spread, table, type Section } from './support/markdown.ts';
import { round } from './support/stats.ts';

export interface Figures {
  /** `2026-01-05` */
  readonly date: string;
  readonly versions: string;
  readonly machine: string;
  /** Processes that wanted a core before the bench began, over the minute before. */
  readonly loadBefore: number;
  readonly editions: number;
  readonly holdings: number;
  readonly items: number;
  readonly systems: number;
  readonly calls: number;
  readonly pages: readonly PageFigures[];
  /** Rows that could not be measured, and why. */
  readonly missing: readonly string[];
  readonly live: LiveFigures;
  readonly records: number;
  readonly harvest: readonly HarvestFigures[];
  readonly marcRecords: number;
  readonly marc: readonly MarcFigures[];
  readonly lookups: LookupFigures;
}

export function toSections(figures: Figures): readonly Section[] {
  return [
    pageSection(figures),
    ...toLiveSections(figures.live),
    harvestSection(figures),
    marcSection(figures),
    lookupSection(figures),
  ];
}

export function toMarkdown(figures: Figures): string {
  const { date, loadBefore, machine, versions } = figures;
  const sections = toSections(figures).map(({ heading, text, table }) => `## ${heading}\n\n${text}\n\n${table}\n`);
  return `# Performance

Written by \`npm run bench\`; measured on ${date} with ${versions} on ${machine}.
Before it began, ${round(loadBefore)} processes of others wanted a core: the more they are, the less the milliseconds say.

Ratios come first: both sides of each were measured in one run, in turns (A B A B), so that they hold on another machine
and under other load. Milliseconds hold for this run alone. p50 is the median, p95 what 95 of 100 do not pass.

${sections.join('\n')}`;
}

function pageSection({ calls, editions, holdings, items, missing, pages, systems }: Figures): Section {
  const text = `${editions} editions by ISBN, ${holdings} holdings, ${items} copies in ${systems} systems, asked at the gateway's HTTP door, every fact LIVE;
beside it the same ${calls} calls to twins of the same simulated systems (items, holds, loans), written by hand with \`fetch\` and
\`Promise.all\`, which knows the record numbers beforehand and maps nothing. "Beyond the slowest" is the hub's time less that of
the slowest system's own answer in the fan-out beside it. The systems run on the same machine, and their work is in both times.${missing.map((why) => `\n\nLeft out: ${why}`).join('')}`;
  const lines = pages.map((row) => [
    row.where,
    `${row.hostsAnswerInMs} ms`,
    `${round(row.overFanOut, 2)} ×`,
    spread(row.beyondSlowest),
    spread(row.hub),
    spread(row.fanOut),
    row.hubCpu === null ? '–' : round(row.hubCpu),
    round(row.fanOutCpu),
  ]);
  const heads = [
    'parts',
    'hosts answer in',
    'hub ÷ fan-out',
    'beyond the slowest, p50 / p95 ms',
    'hub, p50 / p95 ms',
    'fan-out, p50 / p95 ms',
    'CPU ms a page, hub',
    'CPU ms, fan-out',
  ];
  return { heading: 'A page of 25 editions', text, table: `${table(heads, lines)}\n\n${chart(pages)}` };
}

/** Where the time of a page goes, drawn in text: what the systems take, what the hub adds. */
function chart(pages: readonly PageFigures[]): string {
  const longest = Math.max(...pages.map(({ hub }) => hub.p50), 1);
  const scale = (ms: number): number => Math.max(0, Math.round((ms / longest) * 60));
  const width = Math.max(...pages.map(({ where }) => where.length));
  const bars = pages.map(({ where, hostsAnswerInMs, hub, beyondSlowest }) => {
    const own = hub.p50 - beyondSlowest.p50;
    const label = `${where.padEnd(width)} ${String(hostsAnswerInMs).padStart(3)} ms`;
    return `${label}  ${'░'.repeat(scale(own))}${'█'.repeat(scale(beyondSlowest.p50))} ${round(hub.p50)} ms`;
  });
  return drawing(["░ the slowest system's own answer   █ what the hub adds (medians)", '', ...bars]);
}

function harvestSection({ harvest, records }: Figures): Section {
  const text = `First load through the real adapter into the real database (which waits for its disk), beside the adapter alone, which
fetches, reads and describes the same records and throws them away. One system at a time; the region has ${records} records.`;
  const lines = harvest.map((row) => [
    row.method,
    row.records,
    `${round(row.overAdapter, 2)} ×`,
    `${round(row.ingestShare * 100, 0)} %`,
    Math.round(row.rate),
    Math.round(row.adapterRate),
  ]);
  const heads = [
    'method',
    'records',
    'time ÷ adapter alone',
    'spent in ingest',
    'records/s',
    'records/s, adapter alone',
  ];
  return { heading: 'Harvest', text, table: table(heads, lines) };
}

function marcSection({ marc, marcRecords }: Figures): Section {
  const text = `${marcRecords} records of the region, read from bytes with every check and repair, beside \`JSON.parse\` of the same records as
MARC-in-JSON, one text each. A ratio below 1 is faster than JSON.`;
  const lines = marc.map((row) => [
    row.form,
    `${round(row.overJson, 2)} ×`,
    Math.round(row.rate),
    Math.round(row.jsonRate),
    round(row.bytes / 1e6, 2),
  ]);
  const heads = ['form', 'time ÷ JSON.parse', 'records/s', 'records/s, JSON.parse', 'MB'];
  return { heading: 'Reading MARC', text, table: table(heads, lines) };
}

function lookupSection({ lookups: { bare, editions, search } }: Figures): Section {
  const text = `The union index asked from the process it is used in; beside it \`SELECT 1\` on the same connections (p50 / p95 ${spread(bare, 2)} ms),
the least that any question to the database takes.`;
  const lines = [
    ['25 ISBNs → editions, holdings', `${round(editions.overBare)} ×`, spread(editions, 2)],
    ['search by words, first 25', `${round(search.overBare)} ×`, spread(search, 2)],
  ];
  return { heading: 'Look-ups', text, table: table(['question', 'time ÷ SELECT 1', 'p50 / p95 ms'], lines) };
}
