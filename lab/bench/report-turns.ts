/** What was measured of two in turns, as Markdown: two checkouts, two gateways. */
import type { TwoCheckoutsFigures } from './rows/two-checkouts.ts';
import type { RouterRow } from './rows/two-routers.ts';
import { spread, table, type Described, type Section } from './support/markdown.ts';
import { round } from './support/stats.ts';

export function twoCheckoutsSection(figures: TwoCheckoutsFigures): Described {
  const { cpuRatio, other, ours, pages, timeRatio } = figures;
  const text = `${pages} pages of 50 titles at eight systems, asked of this checkout and of another in turns.`;
  const lines = [
    ['this checkout', round(ours.cpu), spread(ours.elapsed)],
    ['the other', round(other.cpu), spread(other.elapsed)],
    [
      'this ÷ the other',
      `${round(cpuRatio.median, 3)} × (${round(cpuRatio.from, 3)}–${round(cpuRatio.to, 3)})`,
      `${round(timeRatio, 3)} ×`,
    ],
  ];
  return {
    heading: 'A page of 50 titles, two checkouts',
    text,
    table: table(['', 'CPU ms a page (middle half)', 'answer, p50 / p95 ms'], lines),
  };
}

const BESIDE_HIVE = "Beside Hive's gateway";

/** Stands in the place of the row if the other gateway is not there. */
export const HIVE_NOT_INSTALLED: Section = {
  heading: BESIDE_HIVE,
  text: '',
  table: "Left out: Hive's gateway is not installed; `npm ci --prefix lab/bench/peers/hive` installs it.",
  yardsticks: null,
};

export function twoRoutersSection(rows: readonly RouterRow[]): Described {
  const text = `The same catalogue, circulation router and patrons part, asked through Mercia's gateway and through Hive's with its planner
in Rust, in turns; both give the same data. Systems answer at once and from memory. Processor time is that of the gateway alone.`;
  const lines = rows.map(({ question, atOnce, ours, theirs, rateRatio, cpuRatio }) => [
    question,
    atOnce,
    `${round(rateRatio, 2)} ×`,
    cpuRatio === null ? '–' : `${round(cpuRatio, 2)} ×`,
    round(ours, 0),
    round(theirs, 0),
  ]);
  const heads = ['question', 'at once', 'answers/s ÷ Hive', 'CPU ÷ Hive', 'answers/s', 'answers/s, Hive'];
  return { heading: BESIDE_HIVE, text, table: table(heads, lines) };
}
