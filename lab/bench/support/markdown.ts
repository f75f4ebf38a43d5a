/** The parts of a report. Pure. */
import { round, type Spread } from './stats.ts';
import { formatYardsticks, type WithYardstick, type Yardsticks } from './yardstick.ts';

export interface Section {
  readonly heading: string;
  readonly text: string;
  readonly table: string;
  /** What the machine gave before and after; null for a section without a measurement of time. */
  readonly yardsticks: Yardsticks | null;
}

/** A section without the yardstick. */
export type Described = Omit<Section, 'yardsticks'>;

export type Line = readonly (string | number)[];

/** A section whose figures were measured between two readings of the yardstick. */
export function toSection<T>({ figures, yardsticks }: WithYardstick<T>, describe: (figures: T) => Described): Section {
  return { ...describe(figures), yardsticks };
}

/** The table, and the yardstick next to its milliseconds. */
export function withYardsticks({ table: text, yardsticks }: Section): string {
  return yardsticks === null ? text : `${text}\n\nYardstick, before / after: ${formatYardsticks(yardsticks)} µs.`;
}

/** `27.3 / 53.6` */
export function spread({ p50, p95 }: Spread, digits = 1): string {
  return `${round(p50, digits)} / ${round(p95, digits)}`;
}

export function table(heads: readonly string[], lines: readonly Line[]): string {
  const rows = [heads, heads.map((_, index) => (index === 0 ? '---' : '---:')), ...lines];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function drawing(lines: readonly string[]): string {
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\``;
}
