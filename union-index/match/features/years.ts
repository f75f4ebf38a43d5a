import type { RecordDescription } from '../../description.ts';
import type { FeatureGroup } from './feature-group.ts';
import { onlyOne } from './feature-group.ts';

export interface YearFacts {
  readonly own: number | null;
  /** All years that the record states, its own first. */
  readonly all: readonly number[];
  readonly coded: readonly number[];
  /** Years as printed, without what is only said of the copyright or of an earlier printing. */
  readonly printed: readonly number[];
  readonly dateType: string;
  readonly reprint: boolean;
}

/** Gaps beyond this tell no more. */
const GAP_MAX = 30;
/** A copyright date and a date of printing are seldom more than a year apart. */
const PRINTINGS_APART = 2;

/** Years: of this publication, as coded and as printed, and whether one that both state excuses a gap. */
export const yearFeatures: FeatureGroup<YearFacts> = {
  name: 'year',
  columns: [
    { name: 'year_gap', trend: -1 },
    { name: 'year_nearest_gap', trend: -1 },
    { name: 'year_coded_gap', trend: -1 },
    { name: 'year_printed_gap', trend: -1 },
    { name: 'year_printed_last_gap', trend: -1 },
    { name: 'years_shared', trend: 1 },
    { name: 'year_kind_agrees', trend: 1 },
    { name: 'year_reprint_in_one', trend: 0 },
    { name: 'year_earlier', trend: 0 },
  ],
  prepare({ publishedYear, otherYears, evidence }: RecordDescription): YearFacts {
    return {
      own: publishedYear,
      all: publishedYear === null ? otherYears : [publishedYear, ...otherYears],
      coded: evidence.codedYears,
      printed: [...(evidence.statedDate ?? '').matchAll(/(?<!\d)(?:1[4-9]|20)\d{2}(?!\d)/g)].map((match) =>
        Number(match[0]),
      ),
      dateType: evidence.dateType,
      reprint: evidence.reprint,
    };
  },
  compare(a, b, row, at) {
    row[at] = a.own === null || b.own === null ? NaN : Math.min(GAP_MAX, Math.abs(a.own - b.own));
    row[at + 1] = nearestGap(a.all, b.all);
    row[at + 2] = nearestGap(a.coded, b.coded);
    row[at + 3] = nearestGap(a.printed, b.printed);
    row[at + 4] = nearestGap(a.printed.slice(-1), b.printed.slice(-1));
    row[at + 5] = a.all.filter((year) => b.all.includes(year)).length;
    row[at + 6] = a.dateType === ' ' || b.dateType === ' ' ? NaN : a.dateType === b.dateType ? 1 : 0;
    row[at + 7] = onlyOne(a.reprint, b.reprint);
    row[at + 8] = a.own === null || b.own === null ? NaN : Math.min(a.own, b.own);
  },
  say: ({ all, reprint }) => `${all.join(', ')}${reprint ? ' (reprint)' : ''}`,
};

/** Two years and more between all that they state, and neither speaks of a reprint: two printings. */
export function yearsApart(a: YearFacts, b: YearFacts): boolean {
  return !a.reprint && !b.reprint && nearestGap(a.all, b.all) >= PRINTINGS_APART;
}

function nearestGap(a: readonly number[], b: readonly number[]): number {
  let nearest = NaN;
  for (const year of a) {
    for (const other of b) {
      const gap = Math.abs(year - other);
      if (!(nearest <= gap)) nearest = gap;
    }
  }
  return Math.min(GAP_MAX, nearest);
}
