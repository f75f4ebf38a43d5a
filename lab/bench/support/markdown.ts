/** The parts of a report. Pure. */
import { round, type Spread } from './stats.ts';

/** `27.3 / 53.6` */
export function spread({ p50, p95 }: Spread): string {
  return `${round(p50)} / ${round(p95)}`;
}

export function table(heads: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  const rows = [heads, heads.map((_, index) => (index === 0 ? '---' : '---:')), ...lines];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
