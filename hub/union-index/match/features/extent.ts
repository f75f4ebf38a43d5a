import type { RecordDescription } from '../../description.ts';
import { agreement, onlyOne, featureGroup } from './feature-group.ts';

const PAGES_GAP_MAX = 200;

/** What was counted and measured: pages, all numbers of the extent, volumes, height, illustrations. */
export const extentFeatures = featureGroup({
  columns: [
    { name: 'pages_gap', trend: -1 },
    { name: 'pages_ratio', trend: 1 },
    { name: 'pages_counted_in_both', trend: 0 },
    { name: 'extent_numbers_shared', trend: 0 },
    { name: 'extent_numbers_within', trend: 0 },
    { name: 'extent_largest_gap', trend: 0 },
    { name: 'prelim_pages_gap', trend: 0 },
    { name: 'volumes_gap', trend: 0 },
    { name: 'volumes_in_one', trend: -1 },
    { name: 'height_gap', trend: 0 },
    { name: 'illustrated_agrees', trend: 0 },
    { name: 'pages_fewer', trend: 0 },
  ],
  prepare({ pages, evidence }: RecordDescription) {
    const { extentNumbers, prelimPages, volumes, openSet = false, heightCm, illustrated } = evidence;
    return { pages, numbers: [...new Set(extentNumbers)], prelimPages, volumes, openSet, heightCm, illustrated };
  },
  compare(a, b, row, at) {
    const shared = a.numbers.filter((number) => b.numbers.includes(number)).length;
    const fewer = Math.min(a.numbers.length, b.numbers.length);
    row[at] = Math.min(PAGES_GAP_MAX, gap(a.pages, b.pages));
    row[at + 1] =
      a.pages === null || b.pages === null ? NaN : Math.min(a.pages, b.pages) / Math.max(1, a.pages, b.pages);
    row[at + 2] =
      a.pages === null || b.pages === null ? NaN : a.numbers.includes(b.pages) || b.numbers.includes(a.pages) ? 1 : 0;
    row[at + 3] = fewer === 0 ? NaN : shared / (a.numbers.length + b.numbers.length - shared);
    row[at + 4] = fewer === 0 ? NaN : shared / fewer;
    row[at + 5] =
      fewer === 0 ? NaN : Math.min(PAGES_GAP_MAX, Math.abs(Math.max(...a.numbers) - Math.max(...b.numbers)));
    row[at + 6] = Math.min(50, gap(a.prelimPages, b.prelimPages));
    row[at + 7] = Math.min(10, gap(a.volumes, b.volumes));
    row[at + 8] = onlyOne((a.volumes ?? 1) > 1, (b.volumes ?? 1) > 1);
    row[at + 9] = Math.min(20, gap(a.heightCm, b.heightCm));
    row[at + 10] = agreement(a.illustrated, b.illustrated);
    row[at + 11] = a.pages === null || b.pages === null ? NaN : Math.min(a.pages, b.pages);
  },
  describe({ pages, volumes, heightCm }) {
    const said = [
      volumes === null ? null : `${volumes} volumes`,
      pages === null ? null : `${pages} pages`,
      heightCm === null ? null : `${heightCm} cm`,
    ];
    return said.filter((part) => part !== null).join(', ');
  },
});

export type ExtentFacts = ReturnType<typeof extentFeatures.prepare>;

/** A book; less is what a set has as its introduction. */
const BOOK_PAGES_MIN = 50;
/** Of the pages of the longer book, the shorter has less: no slip, and no other way to count the plates. */
const CLEARLY_SHORTER = 0.75;

/** Whether one is a set of volumes without pages and the other a single book, not the runs of pages of those volumes. */
export function isSetAndBook(set: ExtentFacts, book: ExtentFacts): boolean {
  const volumes = set.volumes ?? (set.openSet ? 2 : 1);
  if (
    volumes < 2 ||
    set.pages !== null ||
    (book.volumes ?? 1) > 1 ||
    book.openSet ||
    (book.pages ?? 0) < BOOK_PAGES_MIN
  )
    return false;
  return book.numbers.filter((number) => number >= BOOK_PAGES_MIN).length < volumes;
}

/** Two books of which one is by far the longer, whatever runs of pages they count. */
export function areExtentsApart(a: ExtentFacts, b: ExtentFacts): boolean {
  if (a.volumes !== null || b.volumes !== null || a.pages === null || b.pages === null) return false;
  if (Math.min(a.pages, b.pages) < BOOK_PAGES_MIN || a.numbers.includes(b.pages) || b.numbers.includes(a.pages)) {
    return false;
  }
  return Math.min(a.pages, b.pages) / Math.max(a.pages, b.pages) < CLEARLY_SHORTER;
}

function gap(a: number | null, b: number | null): number {
  return a === null || b === null ? NaN : Math.abs(a - b);
}
