/** What an embargo leaves of a run that is read online, in the code of NISO RP-9-2014 (KBART): `P1Y`, `R2Y`, `R10Y;P30D`. */

import type { HoldingStatement } from '../catalogue.ts';

/** In years; the parts of one are kept, so that 18 months are 1.5. */
export interface Embargo {
  /** The newest part that is not there yet; 0 if nothing is kept back. */
  readonly withheld: number;
  /** The newest part, which alone is there; null if what is older is there too. */
  readonly kept: number | null;
}

const PART = /^([PR])(\d{1,4})([DMY])$/;
const IN_YEAR: Readonly<Record<string, number>> = { D: 365, M: 12, Y: 1 };

/** Null for what is no such code: words of a library. */
export function readEmbargo(code: string): Embargo | null {
  const parts = code.split(';').map((part) => PART.exec(part.trim()));
  const years = (type: string): readonly number[] =>
    parts.flatMap((part) => (part?.[1] === type ? [Number(part[2]) / (IN_YEAR[part[3] ?? ''] ?? 1)] : []));
  const [withheld, kept] = [years('P'), years('R')];
  if (parts.includes(null) || withheld.length > 1 || kept.length > 1) return null;
  return { withheld: withheld[0] ?? 0, kept: kept[0] ?? null };
}

/**
 * Whether an embargo leaves a year whole. Some count from this day and some by calendar years, so that the year in which
 * it begins or ends is UNKNOWN.
 */
export function coverageUnder({ withheld, kept }: Embargo, year: number, thisYear: number): 'YES' | 'NO' | 'UNKNOWN' {
  const age = thisYear - year;
  if (withheld > 0 && age < Math.floor(withheld)) return 'NO';
  if (kept !== null && age > Math.ceil(kept)) return 'NO';
  if (withheld > 0 && age <= Math.ceil(withheld)) return 'UNKNOWN';
  return kept !== null && age >= Math.floor(kept) ? 'UNKNOWN' : 'YES';
}

/** A run in one line, with all that limits it: `1990- (embargo P1Y; Abstracts only)`. */
export function asStated({ text, retention, note }: Pick<HoldingStatement, 'text' | 'retention' | 'note'>): string {
  const kept = retention === null || readEmbargo(retention) === null ? retention : `embargo ${retention}`;
  const limits = [kept, note].filter((limit) => limit !== null);
  return limits.length === 0 ? text : `${text} (${limits.join('; ')})`;
}
