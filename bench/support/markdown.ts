/** The parts of a report. Pure. */
import { round, type Spread } from './stats.ts';

export interface Section {
  readonly heading: string;
  readonly text: string;
  readonly table: string;
}

export type Line = readonly (string | number)[];

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
