/** The columns of a record → a MARC record, by rule. Nothing is invented: an empty column gives no field. Pure. */
import type { ClassScheme, Format, SubjectScheme } from '#domain/catalogue.ts';
import type { MarcDataField, MarcField, MarcRecord, MarcSubfield } from '#marc/marc-record.ts';
import { SPLIT_COLUMNS, type RecordColumns } from './csv-config.ts';
import type { CsvRecords } from './config.ts';
import { isbnFields, issnFields } from './csv-numbers.ts';

/** What stands in a column in the lines of one record: each different text once, in their order. */
export type CellsOf = (column: string) => readonly string[];

export interface BuiltRecord {
  readonly marc: MarcRecord;
  /** What the lines of the record do not agree in. */
  readonly repairs: readonly string[];
}

/** The tag of the texts that a record was made of, under the names of their columns: no field of MARC, never shown. */
export const CELLS_TAG = 'CSV';

/** The record that the lines describe. `format` is what its kind of material means; null if the file does not say. */
export function toMarc(csv: CsvRecords, id: string, cellsOf: CellsOf, format: Format | null): BuiltRecord {
  const cells = createCells(csv, cellsOf);
  const creators = creatorFields(cells);
  const fields: readonly MarcField[] = [
    ...fixedFields(id, cells, format),
    ...descriptionFields(cells, creators),
    ...numberFields(cells),
    ...subjectFields(csv, cells),
    ...textFields(cells, format),
    ...creators,
    ...Object.entries(csv.fields).flatMap(([place, column]) =>
      cellsOf(column).map((text) => field(place.slice(0, 3), '  ', [[place.slice(4), text]])),
    ),
  ];
  const inOrder = fields.toSorted((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0));
  return {
    marc: { leader: leaderOf(format), fields: [...inOrder, cellsField(csv, cellsOf)] },
    // A column may be read for two fields.
    repairs: [...new Set(cells.disagreements)],
  };
}

/** The columns of the file that describe records, each once. */
export function columnsOfRecords({ columns, fields }: Pick<CsvRecords, 'columns' | 'fields'>): readonly string[] {
  return [...new Set([...Object.values(columns).flatMap((names) => names ?? []), ...Object.values(fields)])];
}

type OneColumn = {
  [Name in keyof RecordColumns]: RecordColumns[Name] extends string | null ? Name : never;
}[keyof RecordColumns];
type ListColumn = Exclude<keyof RecordColumns, OneColumn>;

type Cells = ReturnType<typeof createCells>;

function createCells({ columns, separator, separators, languages }: CsvRecords, cellsOf: CellsOf) {
  const disagreements: string[] = [];
  return {
    disagreements,
    /** The text of a column that has one value; the first, if the lines say several. */
    one(name: OneColumn): string | null {
      const column = columns[name];
      if (column === null) return null;
      const [first, ...others] = cellsOf(column);
      if (others.length > 0) {
        disagreements.push(
          `lines of one record disagree: "${column}" has ${others.length + 1} values, the first counts`,
        );
      }
      return first ?? null;
    },
    /** All values of a column that may have several, each once. */
    list(name: ListColumn): readonly string[] {
      const between = name in separators ? separators[name] : SPLIT_COLUMNS.includes(name) ? separator : null;
      const texts = columns[name].flatMap((column) => cellsOf(column));
      const values = between === null || between === undefined ? texts : texts.flatMap((text) => text.split(between));
      return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))];
    },
    language: (text: string): string | null =>
      languages[text] ?? (/^[A-Za-z]{3}$/.test(text) ? text.toLowerCase() : null),
  };
}

/** Type of record and bibliographic level for each kind of material; blanks say that neither is known. */
const LEADERS: Readonly<Record<Format, string>> = {
  BOOK: 'am',
  EBOOK: 'am',
  JOURNAL: 'as',
  EJOURNAL: 'as',
  AUDIO: 'im',
  VIDEO: 'gm',
  REPORT: 'am',
  THESIS: 'am',
  KIT: 'om',
  OBJECT: 'rm',
  OTHER: 'pm',
  UNKNOWN: '  ',
};
const ONLINE: readonly (Format | null)[] = ['EBOOK', 'EJOURNAL'];

function leaderOf(format: Format | null): string {
  return `00000n${LEADERS[format ?? 'UNKNOWN']} a2200000 u 4500`;
}

/** Coded data that nobody coded is `|`: no attempt to code. */
function fixedFields(id: string, cells: Cells, format: Format | null): readonly MarcField[] {
  const year = /^\[?[©cp]?\s?(\d{4})\]?\.?$/.exec(cells.one('year') ?? '')?.[1];
  const dates = year === undefined ? '|'.repeat(9) : `s${year}    `;
  const contents = format === 'THESIS' ? 'm|||' : format === 'REPORT' ? 't|||' : '||||';
  const online = ONLINE.includes(format);
  const [language] = cells.list('language').flatMap((text) => cells.language(text) ?? []);
  const coded = [
    '|'.repeat(6),
    dates,
    '|||',
    '|||||',
    online ? 'o' : '|',
    contents,
    '|'.repeat(7),
    language ?? '|||',
    '||',
  ];
  return [
    { tag: '001', value: id },
    ...(online ? [{ tag: '007', value: 'cr' }] : []),
    { tag: '008', value: coded.join('') },
  ];
}

function descriptionFields(cells: Cells, creators: readonly MarcDataField[]): readonly MarcField[] {
  const hasMainEntry = creators.some(({ tag }) => tag.startsWith('1'));
  const [edition, extent] = [cells.one('edition'), cells.one('extent')];
  return [
    ...fieldOf('245', `${hasMainEntry ? '1' : '0'}0`, [
      ['a', cells.one('title')],
      ['n', cells.one('partNumber')],
      ['p', cells.one('partTitle')],
      ['b', cells.one('subtitle')],
      ['c', cells.one('responsibility')],
    ]),
    ...fieldOf('250', '  ', [['a', edition]]),
    ...fieldOf('264', ' 1', [
      ['a', cells.one('place')],
      ['b', cells.one('publisher')],
      ['c', cells.one('year')],
    ]),
    ...fieldOf('300', '  ', [['a', extent]]),
  ];
}

/** `Brown, K. (ed.)`, `Brown, K., editor` */
const EDITOR = /[\s,]+\(?(?:eds?|editors?)\.?\)?$/i;
/** `Harris, Ed`, `Harris Ed`: a forename. */
const NAMED_ED = /^[^,]+,\s*[Ee]d$|^[^,]+\sEd$/;

function isEditor(name: string): boolean {
  return EDITOR.test(name) && !NAMED_ED.test(name);
}

/** The first author is the main entry; who is marked as an editor is none. */
function creatorFields(cells: Cells): readonly MarcDataField[] {
  const authors = cells.list('authors').filter((name) => !/^et al\.?$/i.test(name));
  const corporate = cells.list('corporateAuthors');
  const first = authors.find((name) => !isEditor(name));
  const others = [...authors.filter((name) => name !== first), ...cells.list('otherAuthors')];
  const mainBody = first === undefined && authors.length === 0 ? corporate[0] : undefined;
  return [
    ...(first === undefined ? [] : [person('100', first)]),
    ...(mainBody === undefined ? [] : [field('110', '2 ', [['a', mainBody]])]),
    ...others.map((name) => person('700', name)),
    ...corporate.filter((name) => name !== mainBody).map((name) => field('710', '2 ', [['a', name]])),
  ];
}

/** A comma says that the surname stands first. */
function person(tag: string, name: string): MarcDataField {
  const plain = isEditor(name) ? name.replace(EDITOR, '') : name;
  const subfields: (readonly [string, string])[] = [['a', plain]];
  if (plain !== name) subfields.push(['e', 'editor']);
  return field(tag, `${plain.includes(',') ? '1' : '0'} `, subfields);
}

function numberFields(cells: Cells): readonly MarcField[] {
  return [
    ...cells.list('isbn').flatMap(isbnFields),
    ...cells.list('issn').flatMap(issnFields),
    ...cells.list('nlm').map((text) =>
      field('016', '7 ', [
        ['a', text],
        ['2', 'DNLM'],
      ]),
    ),
    ...cells.list('oclc').map((text) => field('035', '  ', [['a', `(OCoLC)${text.replace(/^\(OCoLC\)\s*/i, '')}`]])),
  ];
}

/** Second indicator of 650, and source code in $2, for each scheme of headings. */
const SUBJECTS: Readonly<Record<SubjectScheme, readonly [string, string | null]>> = {
  MESH: ['2', null],
  LCSH: ['0', null],
  WESSEX: ['7', 'wessex'],
  LOCAL: ['7', 'local'],
  OTHER: ['4', null],
};
/** Tag, indicators and source code of a class mark, for each scheme. */
const CLASSES: Readonly<Record<ClassScheme, readonly [string, string, string | null]>> = {
  NLM: ['060', ' 4', null],
  WESSEX: ['084', '  ', 'wessex'],
  DEWEY: ['082', '04', null],
  LCC: ['050', ' 4', null],
  LOCAL: ['084', '  ', 'local'],
  UNKNOWN: ['084', '  ', null],
};

function subjectFields(csv: CsvRecords, cells: Cells): readonly MarcField[] {
  const [second, source] = SUBJECTS[csv.subjectScheme];
  const [tag, indicators, scheme] = CLASSES[csv.classScheme];
  return [
    ...cells.list('subjects').flatMap((text) =>
      fieldOf('650', ` ${second}`, [
        ['a', text],
        ['2', source],
      ]),
    ),
    ...cells.list('classMark').flatMap((text) =>
      fieldOf(tag, indicators, [
        ['a', text],
        ['2', scheme],
      ]),
    ),
  ];
}

function textFields(cells: Cells, format: Format | null): readonly MarcField[] {
  const whole = (tag: string, indicators: string, name: ListColumn, code = 'a'): readonly MarcField[] =>
    cells.list(name).map((text) => field(tag, indicators, [[code, text]]));
  const languages = cells.list('language').map((text) => [text, cells.language(text)] as const);
  const codes = languages.flatMap(([, code]) => (code === null ? [] : [['a', code] as const]));
  return [
    ...fieldOf('041', '  ', codes),
    ...languages.flatMap(([text, code]) => (code === null ? [field('546', '  ', [['a', text]])] : [])),
    ...whole('490', '0 ', 'series'),
    ...whole('500', '  ', 'notes'),
    ...whole('505', '0 ', 'contents'),
    ...whole('520', '  ', 'summary'),
    // That an address is the thing itself is known of what is online only.
    ...whole('856', ONLINE.includes(format) ? '40' : '4 ', 'url', 'u'),
    ...whole('866', ' 0', 'holdings'),
  ];
}

/** Column and text by turns, so that nothing of what the file said is lost in the rules above. */
function cellsField(csv: CsvRecords, cellsOf: CellsOf): MarcDataField {
  const pairs = columnsOfRecords(csv).flatMap((column) =>
    cellsOf(column).flatMap((text) => [['n', column] as const, ['v', text] as const]),
  );
  return field(CELLS_TAG, '  ', pairs);
}

type Subfields = readonly (readonly [string, string])[];

function field(tag: string, indicators: string, subfields: Subfields): MarcDataField {
  const [ind1 = ' ', ind2 = ' '] = indicators;
  return { tag, ind1, ind2, subfields: subfields.map(([code, value]): MarcSubfield => ({ code, value })) };
}

/** No field at all if nothing but its source would stand in it. */
function fieldOf(
  tag: string,
  indicators: string,
  subfields: readonly (readonly [string, string | null])[],
): readonly MarcDataField[] {
  const given = subfields.flatMap(([code, value]): Subfields => (value === null ? [] : [[code, value]]));
  return given.some(([code]) => code !== '2') ? [field(tag, indicators, given)] : [];
}
