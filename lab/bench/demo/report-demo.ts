/** The figures of the demonstration region as Markdown. */
import type { HarvestFigures } from '../rows/harvest.ts';
import type { LookupFigures } from '../rows/lookups.ts';
import type { MarcRun } from '../rows/marc.ts';
import type { PageFigures } from '../rows/page-of-25.ts';
import { drawing, spread, table, type Described } from '../support/markdown.ts';
import { round } from '../support/stats.ts';

/** The page of 25 in every place it was asked. */
export interface PagesOf25 {
  readonly editions: number;
  readonly holdings: number;
  readonly items: number;
  readonly systems: number;
  /** Calls of the page by hand. */
  readonly calls: number;
  readonly pages: readonly PageFigures[];
  /** Rows that could not be measured, and why. */
  readonly missing: readonly string[];
}

/** What was harvested in all, and how fast by each method. */
export interface Harvested {
  readonly records: number;
  readonly rows: readonly HarvestFigures[];
}

export function pageSection({ calls, editions, holdings, items, missing, pages, systems }: PagesOf25): Described {
  const text = `${editions} editions by ISBN, ${holdings} holdings, ${items} copies in ${systems} systems, asked at the gateway's HTTP door, every fact LIVE;
beside it the same ${calls} calls to twins of the same simulated systems (items, holds, loans), written by hand with \`fetch\` and
\`Promise.all\`, which knows the record numbers beforehand and maps nothing. "Beyond the slowest" is the hub's time less that of
the slowest system's own answer in the fan-out beside it. The systems run on the same machine, and their work is in both times.${missing.map((why) => `\n\nLeft out: ${why}`).join('')}`;
  const lines = pages.map((row) => [
    row.where,
    `${row.hostsAnswerInMs} ms`,
    `${round(row.overFanOut, 2)} ×`,
    row.hubCpu === null ? '–' : `${round(row.hubCpu / row.fanOutCpu, 2)} ×`,
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
    'CPU ÷ fan-out',
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

export function harvestSection({ records, rows }: Harvested): Described {
  const text = `First load through the real adapter into the real database (which waits for its disk), beside the adapter alone, which
fetches, reads and describes the same records and throws them away. One system at a time; the region has ${records} records.`;
  const lines = rows.map((row) => [
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

export function marcSection({ records, forms }: MarcRun): Described {
  const text = `${records} records of the region, read from bytes with every check and repair, beside \`JSON.parse\` of the same records as
MARC-in-JSON, one text each. A ratio below 1 is faster than JSON.`;
  const lines = forms.map((row) => [
    row.form,
    `${round(row.overJson, 2)} ×`,
    Math.round(row.rate),
    Math.round(row.jsonRate),
    round(row.bytes / 1e6, 2),
  ]);
  const heads = ['form', 'time ÷ JSON.parse', 'records/s', 'records/s, JSON.parse', 'MB'];
  return { heading: 'Reading MARC', text, table: table(heads, lines) };
}

export function lookupSection({ bare, editions, search }: LookupFigures): Described {
  const text = `The union index asked from the process it is used in; beside it \`SELECT 1\` on the same connections (p50 / p95 ${spread(bare, 2)} ms),
the least that any question to the database takes.`;
  const lines = [
    ['25 ISBNs → editions, holdings', `${round(editions.overBare)} ×`, spread(editions, 2)],
    ['search by words, first 25', `${round(search.overBare)} ×`, spread(search, 2)],
  ];
  return { heading: 'Look-ups', text, table: table(['question', 'time ÷ SELECT 1', 'p50 / p95 ms'], lines) };
}
