/** Runs that a library states in its bibliographic record, as MARC 21 lets it embed them (863 to 868 and 852). */
import type { HoldingStatement, StatementKind } from '#domain/catalogue.ts';
import { concernedBy } from '#domain/lending/coverage.ts';
import { codedHoldings } from './coded-holdings.ts';
import { isControlField, type MarcDataField, type MarcRecord } from './marc-record.ts';

export interface StatedRun {
  /** Code of the place (852 $b) that the statement is of; null if the record names none. */
  readonly place: string | null;
  /** Code of the shelf there (852 $c); null where none is named. */
  readonly shelf: string | null;
  readonly statement: HoldingStatement;
}

const KINDS: Readonly<Record<string, StatementKind>> = {
  '863': 'MAIN',
  '864': 'SUPPLEMENT',
  '865': 'INDEX',
  '866': 'MAIN',
  '867': 'SUPPLEMENT',
  '868': 'INDEX',
};

/**
 * Each statement is of the 852 that the number before the point in its $8 leads to, and comes in the order of the record:
 *
 *     852 __ $8 1 $b MAIN
 *     866 _0 $8 1.1 $a v.154-175 (1984-2005) $z In the basement
 */
export function linkedRuns(record: MarcRecord): readonly StatedRun[] {
  const fields = dataFieldsOf(record);
  const places = new Map(
    fields.filter(({ tag }) => tag === '852').flatMap((field) => linksOf(field).map((link) => [link, field] as const)),
  );
  const placeOf = (field: MarcDataField) => linksOf(field).flatMap((link) => places.get(link) ?? [])[0];
  const stating = fields.filter(({ tag }) => tag !== '852');
  return [...Map.groupBy(stating, placeOf)].flatMap(([at, own]) => runsOfPlace(own, at, null));
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
 *
 * Fields in the order of their tags, as most exports have them, say by $8 which 852 each is of: then that counts.
 */
export function runsInOrder(record: MarcRecord): readonly StatedRun[] {
  return areLinked(record) ? linkedRuns(record) : runsBehindPlaces(record);
}

/** Whether each 852 has a number of its own, and a statement leads to one: numbers within holdings records begin again with each. */
function areLinked(record: MarcRecord): boolean {
  const fields = dataFieldsOf(record);
  const links = fields.filter(({ tag }) => tag === '852').map(linksOf);
  const all = new Set(links.flat());
  if (links.some((own) => own.length === 0) || all.size < links.flat().length) return false;
  return fields.some((field) => KINDS[field.tag] !== undefined && linksOf(field).some((link) => all.has(link)));
}

function runsBehindPlaces(record: MarcRecord): readonly StatedRun[] {
  return partsOf(dataFieldsOf(record)).flatMap((fields) => {
    const at = fields[0]?.tag === '852' ? fields[0] : undefined;
    return runsOfPlace(fields, at, at === undefined ? null : textOf(at, 'z'));
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

function runsOfPlace(
  fields: readonly MarcDataField[],
  at: MarcDataField | undefined,
  noteOfPlace: string | null,
): readonly StatedRun[] {
  const texts = fields.flatMap((field) => {
    const kind = KINDS[field.tag];
    if (kind === undefined || !/^86[678]$/.test(field.tag)) return [];
    return [{ kind, text: textOf(field, 'a'), note: textOf(field, 'z') }];
  });
  const coded = codedHoldings(fields).flatMap(({ tag, text, note }) => {
    const kind = KINDS[tag];
    return kind === undefined ? [] : [{ kind, text, note }];
  });
  const stated = [...texts, ...coded].flatMap(({ text, ...rest }) => (text === null ? [] : [{ ...rest, text }]));
  const notes = texts.flatMap(({ kind, text, note }) => {
    if (text !== null || note === null) return [];
    // A field with nothing but a note (`LACKS: v.139`) is about the runs beside it, or those that may have it.
    const beside = stated.filter((each) => each.kind === kind);
    const concerned = concernedBy(
      note,
      beside.map((each) => each.text),
    );
    return [{ kind, note, about: beside.filter((_each, index) => concerned[index] === true) }];
  });
  return [
    ...stated.map((run) => {
      const { kind, text, note } = run;
      const beside = notes.filter(({ about }) => about.includes(run)).map((each) => each.note);
      const all = [note, ...beside].filter((each) => each !== null).join('; ');
      return toRun(kind, text, at, all === '' ? noteOfPlace : all);
    }),
    ...notes.flatMap(({ kind, note }) =>
      stated.some((each) => each.kind === kind) ? [] : [toRun(kind, note, at, noteOfPlace)],
    ),
  ];
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

/** Numbers before the point in its `$8`: fields with one number belong together. */
export function linksOf(field: MarcDataField): readonly string[] {
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
