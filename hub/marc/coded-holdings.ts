/**
 * Holdings in coded form, as MARC 21 for holdings data has them: captions in 853 to 855, what is held in 863 to 865, both joined by
 * the number before the point in $8.
 */
import { writeRun, type RunEnd } from '#domain/lending/write-run.ts';
import type { MarcDataField } from './marc-record.ts';

/** What the fields of one number state, or list as received. */
export interface CodedHoldings {
  /** `863`, `864` or `865`. */
  readonly tag: string;
  readonly text: string;
  readonly note: string | null;
}

const CAPTIONS: Readonly<Record<string, string>> = { '863': '853', '864': '854', '865': '855' };
/** Levels of numbering, the highest first. */
const NUMBERING = ['a', 'b', 'c', 'd', 'e', 'f'];
const CHRONOLOGY = ['i', 'j', 'k', 'l', 'm'];

/**
 * The statements of one holdings record, each with all its parts in their order:
 *
 *     853 20 $8 1 $a v. $b no. $u 4 $v r $i (year)
 *     863 30 $8 1.1 $a 3-18 $b 1-4 $i 1975-1990 $w g
 *     863 30 $8 1.2 $a 21- $b 2- $i 1993-
 *
 * gives `v.3-18 (1975-1990), v.21:no.2 (1993)-`. Single issues were listed as they were received, or to predict the next ones from:
 * that says what came since somebody began to list them, not what is held, so it is told last and in words, which are no run
 * to look a volume up in.
 */
export function codedHoldings(fields: readonly MarcDataField[]): readonly CodedHoldings[] {
  const captions = new Map(
    fields.filter(({ tag }) => /^85[345]$/.test(tag)).map((field) => [`${field.tag} ${linkOf(field)}`, field]),
  );
  const texts = new Set(fields.filter(({ tag }) => /^86[678]$/.test(tag)).map(linkOf));
  const parts = fields
    .filter(({ tag, ind2 }) => CAPTIONS[tag] !== undefined && ind2 !== NOT_PUBLISHED)
    // Its 866 says the same in words.
    .filter((field) => !(SHOWN_AS_TEXT.includes(field.ind2) && texts.has(linkOf(field))))
    .map((field) => ({ field, caption: captions.get(`${CAPTIONS[field.tag] ?? ''} ${linkOf(field)}`) }));
  const byNumber = [...Map.groupBy(parts, ({ field }) => `${field.tag} ${linkOf(field)}`).values()];
  const pieces = byNumber.filter((own) => !own.some(isStatement));
  return [...byNumber.filter((own) => own.some(isStatement)).flatMap(statementOf), ...pieces.flatMap(receivedPieces)];
}

/** Second indicators: one piece in each field; nothing was published. */
const UNCOMPRESSED = '1';
const NOT_PUBLISHED = '4';
/** Second indicators of a field that stands for several pieces. */
const COMPRESSED = ['0', '2', '3'];
/** Second indicators by which the text of the linked 866 is to be shown instead. */
const SHOWN_AS_TEXT = ['2', '3'];

interface Part {
  readonly field: MarcDataField;
  readonly caption: MarcDataField | undefined;
}

/**
 * Whether it shows that those of its number say what is held: a range, or a gap or whole volumes at a level of holdings. Lists of
 * pieces write a double issue as a range, too, and a gap behind an issue: in them only whole volumes and years count.
 */
function isStatement({ field, caption }: Part): boolean {
  const hasRange = (codes: readonly string[]): boolean =>
    codes.some((code) => valueOf(field, code)?.includes('-') === true);
  const isOfHoldings = /^[345]$/.test(field.ind1);
  const isPredicted = caption?.subfields.some(({ code }) => code === 'x' || code === 'y') === true;
  if (isOfHoldings && COMPRESSED.includes(field.ind2) && !isPredicted && hasRange([...NUMBERING, ...CHRONOLOGY])) {
    return true;
  }
  if (valueOf(field, 'b') !== null) return field.ind2 !== UNCOMPRESSED && hasRange(['a']);
  if (hasRange(['a', 'i'])) return isOfHoldings || field.ind2 !== UNCOMPRESSED;
  return isOfHoldings && (valueOf(field, 'w') !== null || (valueOf(field, 'a') !== null && !isPredicted));
}

function statementOf(parts: readonly Part[]): readonly CodedHoldings[] {
  const texts = parts.map(partText).filter((text) => text !== '');
  const [first] = parts;
  if (first === undefined || texts.length === 0) return [];
  const notes = parts.flatMap(({ field }) => valueOf(field, 'z') ?? []);
  return [{ tag: first.field.tag, text: texts.join(', '), note: notes.length === 0 ? null : notes.join('; ') }];
}

function partText({ field, caption }: Part): string {
  const ranges = rangesOf(field, caption);
  const isOpen = ranges.some(({ to }) => to === 'on');
  const isRange = isOpen || ranges.some(({ from, to }) => from !== to);
  // A run goes on by its first number and its year, or not at all; and gaps in the one are nowhere in the other.
  const ends = ranges.filter(({ is }, index) => index === 0 || is === 'year');
  const isTold = !(isOpen && ends.some(({ to }) => to !== 'on')) && !ranges.some(({ from }) => /[-,]/.test(from));
  if (isRange && !isTold) return asCoded(ranges);
  const [from, to] = [endOf(ranges, 'from'), endOf(ranges, 'to')];
  return writeRun(from, isOpen ? 'on' : isRange ? to : null);
}

/** What cannot be told as a run, in words that nobody looks a part up in. */
function asCoded(ranges: readonly Range[]): string {
  const written = (is: (range: Range) => boolean): string =>
    ranges
      .filter(is)
      .map(({ caption, value }) => `${caption}${value}`)
      .join(':');
  const [numbers, dates] = [written(({ is }) => is === 'number'), written(({ is }) => is !== 'number')];
  return `As coded: ${[numbers, dates === '' ? [] : `(${dates})`].flat().join(' ').trim()}`;
}

interface Range {
  readonly code: string;
  /** As it stands in the field. */
  readonly value: string;
  /** Empty for what stands in brackets in the captions, which say then what the number is. */
  readonly caption: string;
  readonly is: 'number' | 'year' | 'month' | 'other';
  readonly from: string;
  readonly to: string;
  /** How many there are in one of the level above; null if that is not told. */
  readonly perHigher: number | null;
}

function rangesOf(field: MarcDataField, captions: MarcDataField | undefined): readonly Range[] {
  return [...NUMBERING, ...CHRONOLOGY].flatMap((code): readonly Range[] => {
    const value = valueOf(field, code);
    if (value === null) return [];
    const caption = captions === undefined ? '' : (valueOf(captions, code) ?? '');
    const [from = '', end] = value.split('-', 2).map((each) => each.trim());
    // What is no range, or has a gap inside, is the same at both ends.
    const isRange = end !== undefined && !/[-,]/.test(value.slice(value.indexOf('-') + 1)) && !from.includes(',');
    return [
      {
        code,
        value,
        caption: caption.startsWith('(') ? '' : caption,
        is: meaningOf(code, caption),
        from: isRange ? from : value,
        to: isRange ? end || 'on' : value,
        perHigher: captions === undefined ? null : unitsBehind(captions, code),
      },
    ];
  });
}

/** Where a serial has no numbers, dates stand in their place, and the caption says so: `$a (year) $b (season)`. */
function meaningOf(code: string, caption: string): Range['is'] {
  if (!caption.startsWith('('))
    return NUMBERING.includes(code) ? 'number' : code === 'i' ? 'year' : code === 'j' ? 'month' : 'other';
  if (/year/i.test(caption)) return 'year';
  if (/month|season/i.test(caption)) return 'month';
  return NUMBERING.includes(code) ? 'number' : 'other';
}

/** `$b no. $u 4`: the number behind a level says how many of it make one of the level above. */
function unitsBehind({ subfields }: MarcDataField, code: string): number | null {
  const at = subfields.findIndex((subfield) => subfield.code === code);
  const units = subfields[at + 1];
  return units?.code === 'u' && /^\d+$/.test(units.value.trim()) ? Number(units.value) : null;
}

function endOf(ranges: readonly Range[], end: 'from' | 'to'): RunEnd {
  const value = (range: Range): string => (range[end] === 'on' ? '' : range[end]);
  const levels = ranges.filter(({ is }) => is === 'number');
  const dates = (is: Range['is']): string | null => {
    const range = ranges.find((each) => each.is === is);
    return range === undefined ? null : value(range);
  };
  // Whole volumes are whole years, too, unless their months say that they cross from one to the next.
  const isPlain = isWhole(levels) && !crossesYears(ranges);
  const told = isPlain ? levels.slice(0, 1) : levels;
  return {
    levels: told.map((level) => `${level.caption}${value(level)}`),
    countsThrough: told[0]?.code === 'a',
    year: dates('year'),
    month: isPlain ? null : monthIn(dates('month'), end),
  };
}

/** `07`; of a double issue, `07/08`, the first or the last. Null if that is not told. */
function monthIn(text: string | null, end: 'from' | 'to'): number | null {
  const [, first, last = first] = /^(\d\d)(?:\/(\d\d))?$/.exec(text ?? '') ?? [];
  return first === undefined ? null : Number(end === 'from' ? first : last);
}

/** Whether the months say that volumes begin in one year and end in the next, or may, as where a run goes on. */
function crossesYears(ranges: readonly Range[]): boolean {
  const months = ranges.find(({ is }) => is === 'month');
  const first = monthIn(months?.from ?? null, 'from');
  const last = monthIn(months?.to ?? null, 'to');
  const goesOn = ranges.some(({ to }) => to === 'on');
  return first !== null && (goesOn || last === null || last < first);
}

/** From the first issue of a volume to the last one of a volume: the volumes are there whole. */
function isWhole(levels: readonly Range[]): boolean {
  const [, issues, ...below] = levels;
  if (issues?.from !== '1' || below.length > 0) return false;
  return issues.to === 'on' || (issues.perHigher !== null && Number(issues.to) === issues.perHigher);
}

/** Those of one number: of two, the later ones may stand first. */
function receivedPieces(parts: readonly Part[]): readonly CodedHoldings[] {
  const pieces = parts
    .filter(({ field }) => field.tag === '863' && !isExpected(field))
    .map(({ field, caption }) => {
      const ranges = rangesOf(field, caption);
      return { from: writeRun(endOf(ranges, 'from'), null), to: writeRun(endOf(ranges, 'to'), null) };
    })
    .filter(({ from }) => from !== '');
  const first = pieces[0]?.from;
  const last = pieces.at(-1)?.to;
  if (first === undefined || last === undefined) return [];
  return [{ tag: '863', text: describePieces(first, last, pieces.length), note: null }];
}

function describePieces(first: string, last: string, count: number): string {
  if (first === last) return `Received as an issue: ${first}`;
  if (count === 1) return `Received as a double issue: ${first} to ${last}`;
  return `Received issue by issue: from ${first} to ${last}`;
}

/** `863 41 $a <90> $b <3> $i <2006>`: where a prediction begins. */
function isExpected(field: MarcDataField): boolean {
  const values = NUMBERING.flatMap((code) => valueOf(field, code) ?? []);
  return values.length > 0 && values.every((value) => /^<.*>$/.test(value));
}

function linkOf(field: MarcDataField): string {
  return valueOf(field, '8')?.split('.')[0] ?? '';
}

function valueOf({ subfields }: MarcDataField, code: string): string | null {
  const value = subfields.find((subfield) => subfield.code === code)?.value.trim() ?? '';
  return value === '' ? null : value;
}
