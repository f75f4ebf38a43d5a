import { keyNumber } from '#store/key-number.ts';
import type { RecordDescription } from '../description.ts';
import { yearFeatures } from './features/years.ts';
import { toFormatClass, YEARS_APART } from './vetoes.ts';

/**
 * What tells most records that share the start of a title apart, in one number that the store keeps next to the description: what
 * the thing is, the first and last year that it states, and the number of its edition. A part is 0 where nothing may be concluded.
 *
 *     kind (8 bits) · first year (12) · last year (12) · edition (8)
 */
export function toOutline(description: RecordDescription): number {
  const { serial, editionNumber, evidence } = description;
  const formatClass = toFormatClass(description);
  // What the rule of formats makes exceptions for.
  const isSure = evidence.carrier !== 'perhaps-microform' && !/[cd]/.test(evidence.recordType);
  const kind = isSure && formatClass !== null ? 1 + (keyNumber(formatClass) % KINDS) : 0;
  const { all, coded, dateType } = yearFeatures.prepare(description);
  // What came out over years fits into any of them.
  const isSpread = /[mcdu]/.test(dateType) && coded.length > 0;
  const isDated = !serial && !isSpread && all.length > 0 && all.every((year) => year > 0 && year <= YEAR_MAX);
  const [first, last] = isDated ? [Math.min(...all), Math.max(...all)] : [0, 0];
  const edition = serial || editionNumber === null || editionNumber > EDITION_MAX ? 0 : editionNumber;
  return kind * 2 ** 32 + first * 2 ** 20 + last * 2 ** 8 + edition;
}

const KINDS = 255;
const YEAR_MAX = 0xfff;
const EDITION_MAX = 0xff;

/**
 * Whether the outlines of two records show that a rule of `vetoes.ts` forbids them to be one edition: another kind of thing, years
 * far apart, or two edition numbers and no year in common. If not, nothing is said. Whoever eases one of these rules raises
 * `RULES_VERSION`, so that outlines are written again.
 */
export function areOutlinesApart(a: number, b: number): boolean {
  const [kind, other] = [Math.floor(a / 2 ** 32), Math.floor(b / 2 ** 32)];
  if (kind !== other && kind !== 0 && other !== 0) return true;
  const gap = Math.max(firstYear(a) - lastYear(b), firstYear(b) - lastYear(a));
  if (gap <= 0 || firstYear(a) === 0 || firstYear(b) === 0) return false;
  const [edition, otherEdition] = [a & EDITION_MAX, b & EDITION_MAX];
  return gap >= YEARS_APART || (edition !== otherEdition && edition !== 0 && otherEdition !== 0);
}

function firstYear(outline: number): number {
  return (outline >>> 20) & YEAR_MAX;
}

function lastYear(outline: number): number {
  return (outline >>> 8) & YEAR_MAX;
}
