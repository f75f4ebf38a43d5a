import type { RecordDescription } from '../../description.ts';
import { fold } from '../fold.ts';
import { agreement, onlyOne, featureGroup } from './feature-group.ts';

/** `c1979`, `cop. 1979`, `©1979`. */
const COPYRIGHT = /(?:\bc|\bcop\.?|\bcopyright|©) ?\d{4}/i;
const GAP_MAX = 30;
/** A copyright date and a date of printing are seldom more than a year apart. */
const PRINTINGS_APART = 2;

/** Years: of this publication, as coded and as printed, and whether one that both state excuses a gap. */
export const yearFeatures = featureGroup({
  columns: [
    { name: 'year_gap', trend: -1 },
    { name: 'year_nearest_gap', trend: -1 },
    { name: 'year_coded_gap', trend: 0 },
    { name: 'year_printed_gap', trend: 0 },
    { name: 'year_printed_first_gap', trend: -1 },
    { name: 'year_printed_last_gap', trend: 0 },
    { name: 'years_shared', trend: 0 },
    { name: 'year_kind_agrees', trend: 0 },
    { name: 'year_span_start_gap', trend: 0 },
    { name: 'year_span_end_gap', trend: 0 },
    { name: 'date_stated_alike', trend: 0 },
    { name: 'date_of_copyright_in_one', trend: 0 },
    { name: 'date_supplied_in_one', trend: 0 },
    { name: 'year_reprint_in_one', trend: 0 },
    { name: 'year_earlier', trend: 0 },
  ],
  prepare({ publishedYear, otherYears, evidence }: RecordDescription) {
    const { codedYears, statedDate, dateType } = evidence;
    const [first, last] = codedYears;
    return {
      own: publishedYear,
      all: publishedYear === null ? otherYears : [publishedYear, ...otherYears],
      coded: codedYears,
      // Without what is only said of the copyright or of an earlier printing.
      printed: [...(statedDate ?? '').matchAll(/(?<!\d)(?:1[4-9]|20)\d{2}(?!\d)/g)].map((match) => Number(match[0])),
      dateType,
      reprint: evidence.reprint,
      // First and last year of what came out over years; null for what did not.
      span: /[mcdu]/.test(dateType) && first !== undefined && last !== undefined ? [first, last] : null,
      stated: statedDate === null ? null : fold(statedDate),
      copyright: COPYRIGHT.test(statedDate ?? ''),
      // `[1979]`: a cataloguer supplied it.
      supplied: statedDate?.includes('[') === true,
    };
  },
  compare(a, b, row, at) {
    row[at] = a.own === null || b.own === null ? NaN : Math.min(GAP_MAX, Math.abs(a.own - b.own));
    row[at + 1] = nearestGap(a.all, b.all);
    row[at + 2] = nearestGap(a.coded, b.coded);
    row[at + 3] = nearestGap(a.printed, b.printed);
    row[at + 4] = gapOf(a.printed[0], b.printed[0]);
    row[at + 5] = gapOf(a.printed.at(-1), b.printed.at(-1));
    row[at + 6] = a.all.filter((year) => b.all.includes(year)).length;
    row[at + 7] = a.dateType === ' ' || b.dateType === ' ' ? NaN : a.dateType === b.dateType ? 1 : 0;
    row[at + 8] = gapOf(a.span?.[0], b.span?.[0]);
    row[at + 9] = gapOf(a.span?.[1], b.span?.[1]);
    row[at + 10] = agreement(a.stated, b.stated);
    row[at + 11] = a.stated === null || b.stated === null ? NaN : onlyOne(a.copyright, b.copyright);
    row[at + 12] = a.stated === null || b.stated === null ? NaN : onlyOne(a.supplied, b.supplied);
    row[at + 13] = onlyOne(a.reprint, b.reprint);
    row[at + 14] = a.own === null || b.own === null ? NaN : Math.min(a.own, b.own);
  },
  describe: ({ all, reprint }) => `${all.join(', ')}${reprint ? ' (reprint)' : ''}`,
});

export type YearFacts = ReturnType<typeof yearFeatures.prepare>;

/** Two years and more between all that they state, and neither speaks of a reprint: two printings. */
export function yearsApart(a: YearFacts, b: YearFacts): boolean {
  return !a.reprint && !b.reprint && nearestGap(a.all, b.all) >= PRINTINGS_APART;
}

/** Two years and more between those of the two publications, whatever earlier printing or copyright both name. */
export function ownYearsApart(a: YearFacts, b: YearFacts): boolean {
  return a.own !== null && b.own !== null && Math.abs(a.own - b.own) >= PRINTINGS_APART;
}

function gapOf(a: number | undefined, b: number | undefined): number {
  return a === undefined || b === undefined ? NaN : Math.min(GAP_MAX, Math.abs(a - b));
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
