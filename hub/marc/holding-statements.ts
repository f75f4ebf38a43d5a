/** Runs that a library states in its bibliographic record, as MARC 21 lets it embed them (866, 867, 868 and 852). */
import type { HoldingStatement, StatementKind } from '#domain/catalogue.ts';
import { isControlField, type MarcDataField, type MarcRecord } from './marc-record.ts';

export interface StatedRun {
  /** Code of the place (852 $b) that the statement is of; null if the record names none. */
  readonly place: string | null;
  /** Code of the shelf there (852 $c); null where none is named. */
  readonly shelf: string | null;
  readonly statement: HoldingStatement;
}

const KINDS: Readonly<Record<string, StatementKind>> = { '866': 'MAIN', '867': 'SUPPLEMENT', '868': 'INDEX' };

/**
 * In the order of the record. Each statement is of the 852 that the number before the point in its $8 leads to:
 *
 *     852 __ $8 1 $b MAIN
 *     866 _0 $8 1.1 $a v.154-175 (1984-2005) $z In the basement
 */
export function linkedRuns(record: MarcRecord): readonly StatedRun[] {
  const fields = dataFieldsOf(record);
  const places = new Map(
    fields.filter(({ tag }) => tag === '852').flatMap((field) => linksOf(field).map((link) => [link, field] as const)),
  );
  return fields.flatMap((field) => {
    const at = linksOf(field).flatMap((link) => places.get(link) ?? [])[0];
    return runOf(field, at, null);
  });
}

/**
 * Whole holdings records that were written behind a bibliographic one, each from its 852 to the next; $8 links captions and
 * issues in them, and nothing else. What was received issue by issue is in no summary, and comes behind it.
 *
 *     852 __ $b PHYSICS $c JOURNALS $z Current issues in the journal room
 *     853 2_ $8 3 $a v. $b no. $i (year)
 *     866 _0 $8 1 $a v.5-83 (1988-2008)
 *     863 _1 $8 3.25 $a 84 $b 4 $i 2008
 *     852 __ $b ANNEX $c STACKS
 */
export function runsInOrder(record: MarcRecord): readonly StatedRun[] {
  return partsOf(dataFieldsOf(record)).flatMap(([first, ...rest]): readonly StatedRun[] => {
    if (first === undefined) return [];
    const at = first.tag === '852' ? first : undefined;
    const note = at === undefined ? null : textOf(at, 'z');
    const runs = (at === undefined ? [first, ...rest] : rest).flatMap((field) => runOf(field, at, note));
    const received = receivedIssues(rest);
    return received === null ? runs : [...runs, toRun('MAIN', received, at, note)];
  });
}

/** Cut before each 852; what stands before the first is a part, too. */
function partsOf(fields: readonly MarcDataField[]): readonly (readonly MarcDataField[])[] {
  const parts: MarcDataField[][] = [[]];
  for (const field of fields) {
    if (field.tag === '852') parts.push([]);
    parts.at(-1)?.push(field);
  }
  return parts;
}

function runOf(field: MarcDataField, at: MarcDataField | undefined, noteOfPlace: string | null): readonly StatedRun[] {
  const kind = KINDS[field.tag];
  const text = textOf(field, 'a');
  return kind === undefined || text === null ? [] : [toRun(kind, text, at, textOf(field, 'z') ?? noteOfPlace)];
}

function toRun(kind: StatementKind, text: string, at: MarcDataField | undefined, note: string | null): StatedRun {
  return {
    place: at === undefined ? null : first(at, 'b'),
    shelf: at === undefined ? null : first(at, 'c'),
    statement: { kind, text, from: null, to: null, retention: null, note },
  };
}

function dataFieldsOf({ fields }: MarcRecord): readonly MarcDataField[] {
  return fields.filter((field): field is MarcDataField => !isControlField(field));
}

function linksOf(field: MarcDataField): readonly string[] {
  return values(field, '8').map((link) => link.split(/[.\\]/)[0]?.trim() ?? '');
}

function first(field: MarcDataField, code: string): string | null {
  return values(field, code)[0]?.trim() ?? null;
}

/** Null where the field has none of the subfield, or nothing in it. */
function textOf(field: MarcDataField, code: string): string | null {
  const text = values(field, code).join(' ').trim();
  return text === '' ? null : text;
}

function values({ subfields }: MarcDataField, code: string): readonly string[] {
  return subfields.filter((subfield) => subfield.code === code).map(({ value }) => value);
}

/**
 * Null where there are none. What stands between the two may have gaps: these are words for people, and no run to look a
 * volume up in.
 *
 *     853 2_ $8 3 $a v. $b no. $i (year) $j (month)
 *     863 _1 $8 3.31 $a 36 $b 1 $i 2014 $j 05
 */
function receivedIssues(fields: readonly MarcDataField[]): string | null {
  const captions = new Map(fields.filter(({ tag }) => tag === '853').map((field) => [linkOf(field), field]));
  const issues = fields
    .filter(({ tag }) => tag === '863')
    .map((field) => issueText(field, captions.get(linkOf(field))))
    .filter((text) => text !== '');
  const [first] = issues;
  const last = issues.at(-1);
  if (first === undefined || last === undefined) return null;
  return first === last ? `Received as an issue: ${first}` : `Received issue by issue: from ${first} to ${last}`;
}

/** Levels of numbering, the highest first; those of dates go on with the month, whose form differs from site to site. */
const NUMBERING = ['a', 'b', 'c'];
const YEAR = 'i';

function issueText(issue: MarcDataField, captions: MarcDataField | undefined): string {
  const numbers = NUMBERING.flatMap((code) => {
    const value = valueOf(issue, code);
    const caption = captions === undefined ? '' : (valueOf(captions, code) ?? '');
    // In brackets the caption says what the number is, and is not printed.
    return value === null ? [] : [`${caption.startsWith('(') ? '' : caption}${value}`];
  });
  const year = valueOf(issue, YEAR);
  return [numbers.join(':'), year === null ? '' : `(${year})`].filter((part) => part !== '').join(' ');
}

function linkOf(field: MarcDataField): string {
  return valueOf(field, '8')?.split('.')[0] ?? '';
}

function valueOf({ subfields }: MarcDataField, code: string): string | null {
  return subfields.find((subfield) => subfield.code === code)?.value.trim() ?? null;
}
