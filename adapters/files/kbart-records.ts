/** The titles of a KBART list as records: a description, and for whom it is read online, in which runs and under which embargo. */
import { z } from 'zod';
import { findIsbns } from '#domain/identifiers.ts';
import { readEmbargo } from '#domain/lending/embargo.ts';
import { writeCoverage, type RunEnd } from '#domain/lending/write-run.ts';
import { writeMarcInJson } from '#marc/index.ts';
import type { CsvRecords } from './config.ts';
import { csvReading } from './csv-config.ts';
import type { CsvOutcome } from './csv-records.ts';
import { csvFault, isQuantity } from '../shared/csv-rows.ts';
import { toMarc } from './csv-to-marc.ts';
import {
  KBART_COLUMNS,
  NUMBERS,
  readKbartRows,
  type KbartFile,
  type KbartColumn,
  type KbartRow,
} from './kbart-rows.ts';
import { withOwnRuns, type OwnRun } from './own-runs.ts';
import { rowsByRecord } from './rows-by-record.ts';

export interface KbartList extends KbartFile {
  /** What its titles are known by, besides their numbers: two lists may number other titles alike. */
  readonly key: string;
  /** Codes of those who may read what is in it. */
  readonly owners: readonly string[];
}

/** How the columns that a list has describe a title; the rest is read here. */
const DESCRIBED = {
  record: 'title_id',
  title: 'publication_title',
  partNumber: 'monograph_volume',
  authors: 'first_author',
  otherAuthors: 'first_editor',
  edition: 'monograph_edition',
  publisher: 'publisher_name',
  url: 'title_url',
};
const IDENTIFIERS = ['online_identifier', 'print_identifier'] as const;
// The number of the printed form counts as well: who asks by it is to learn of the title that is read online.
const SERIAL = describedBy({ issn: IDENTIFIERS });
const MONOGRAPH = describedBy({ isbn: IDENTIFIERS, year: 'date_monograph_published_online' });

function describedBy(more: Readonly<Record<string, unknown>>): CsvRecords {
  const reading = z.strictObject(csvReading);
  const parsed = reading.parse({ columns: { ...DESCRIBED, ...more }, separators: { authors: null } });
  return { ...parsed, copies: null, runs: null };
}

const LONGEST_ID = 80;

/**
 * Each title as soon as its last line is read: a gap in what is there makes two lines of one. The file is read three times
 * from its beginning. Throws LMS_BAD_RESPONSE, naming the line, for a file that must not be taken in.
 */
export async function* readKbartRecords(
  list: KbartList,
  begin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<CsvOutcome> {
  const lastLines = new Map<string, number>();
  for await (const row of readKbartRows(list, begin)) lastLines.set(numberOf(row), row.line);
  if (lastLines.size === 0) {
    throw csvFault(list, 'the list has no line behind the first; wait until it is written whole');
  }
  for await (const [number, rows] of rowsByRecord(readKbartRows(list, begin), numberOf, lastLines)) {
    const titles = titlesOf(rows);
    for (const own of titles) yield toOutcome(list, number, own, titles.length === 1 ? '' : behindNumber(number, own));
  }
}

/** No title has more, and no number has so many titles: each line is compared with all others. */
const MOST_LINES = 500;

/** The lines of each title: a set gives its volumes one number, and a publisher may keep its own over a change of name. */
function titlesOf(rows: readonly KbartRow[]): readonly (readonly KbartRow[])[] {
  if (rows.length > MOST_LINES) return [rows];
  const titles: KbartRow[][] = [];
  for (const row of rows) {
    const own = titles.find((others) => !others.some((other) => isOtherTitle(row, other)));
    if (own === undefined) titles.push([row]);
    else own.push(row);
  }
  return titles;
}

/** Two volumes; or two names without an identifier that both have. What a line leaves out tells nothing apart. */
function isOtherTitle({ cells: one }: KbartRow, { cells: other }: KbartRow): boolean {
  const differ = (a: string, b: string): boolean => a !== '' && b !== '' && a.toLowerCase() !== b.toLowerCase();
  if (differ(one.monograph_volume, other.monograph_volume)) return true;
  if (!differ(one.publication_title, other.publication_title)) return false;
  const [own, others] = [one, other].map((cells) => IDENTIFIERS.map((name) => cells[name]).filter((id) => id !== ''));
  if (own === undefined || others === undefined || own.length === 0 || others.length === 0) return false;
  return !own.some((id) => others.includes(id));
}

/** What tells the title apart from others of its number. */
function behindNumber(number: string, rows: readonly KbartRow[]): string {
  const firstOf = (...columns: readonly KbartColumn[]): string =>
    rows.flatMap(({ cells }) => columns.map((column) => cells[column])).find((cell) => cell !== '') ?? '';
  const told = [firstOf('monograph_volume'), firstOf(...IDENTIFIERS)].filter((text) => text !== '' && text !== number);
  return told.map((text) => `/${text.slice(0, LONGEST_ID)}`).join('');
}

/** Empty for a line that has none. */
function numberOf({ cells }: KbartRow): string {
  return NUMBERS.map((column) => cells[column]).find((cell) => cell !== '') ?? '';
}

function toOutcome(list: KbartList, number: string, rows: readonly KbartRow[], behind: string): CsvOutcome {
  const lines = rows.map(({ line }) => line);
  const place = `${list.name}, line ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? ' …' : ''}`;
  const id = `kbart/${list.key}/${number}${behind}`;
  const reason = refusalOf(number, rows);
  if (reason !== null) {
    const isNumbered = number !== '' && number.length <= LONGEST_ID;
    return { kind: 'reject', id: isNumbered ? id : null, place, reason, raw: rawOf(rows) };
  }
  const isBook = isMonograph(rows);
  const cellsOf = (column: string): readonly string[] => {
    const name = KBART_COLUMNS.find((each) => each === column);
    const cells = name === undefined ? [] : rows.map((row) => row.cells[name]);
    // A book came out in a year, whatever its day.
    const texts = name === 'date_monograph_published_online' ? cells.map(yearOf) : cells;
    return [...new Set(texts.filter((text) => text !== ''))];
  };
  const { marc, repairs } = toMarc(isBook ? MONOGRAPH : SERIAL, id, cellsOf, isBook ? 'EBOOK' : 'EJOURNAL');
  const owners = list.owners.length === 0 ? [null] : list.owners;
  const runs = owners.flatMap((owner) => rows.map((row) => toRun(row, owner, isBook)));
  const record = withOwnRuns(marc, runs);
  return {
    kind: 'record',
    id,
    place,
    record,
    repairs,
    raw: Buffer.from(JSON.stringify(writeMarcInJson(record))),
    format: 'marc-in-json',
    copies: [],
    unmappedFormat: null,
  };
}

/** `2019-03-15`, or `15/03/2019` as a spreadsheet writes it; empty where no year of four digits stands at either end. */
function yearOf(date: string): string {
  return /^\d{4}(?!\d)|(?<!\d)\d{4}$/.exec(date)?.[0] ?? '';
}

function refusalOf(number: string, rows: readonly KbartRow[]): string | null {
  if (number === '') return `the line names no title: it has no ${NUMBERS.join(', no ')}`;
  if (number.length > LONGEST_ID) return `the number of the title has more than ${LONGEST_ID} characters`;
  if (rows.every(({ cells }) => cells.publication_title === '')) return 'the line has no publication_title';
  const lost = NUMBERS.find((column) => rows.some(({ cells }) => isQuantity(cells[column])));
  return lost === undefined
    ? null
    : `the column "${lost}" has no whole number: a spreadsheet took it for a quantity; export the list again`;
}

/** By its type; a list of before 2014 has none, and its books have ISBNs. */
function isMonograph(rows: readonly KbartRow[]): boolean {
  const type = rows[0]?.cells.publication_type.toLowerCase() ?? '';
  if (type !== '') return type.startsWith('mono') || type.startsWith('book');
  return rows.some(({ cells }) => findIsbns(`${cells.print_identifier} ${cells.online_identifier}`).length > 0);
}

function toRun({ cells }: KbartRow, owner: string | null, isBook: boolean): OwnRun {
  const embargo = cells.embargo_info.toUpperCase().replaceAll(' ', '');
  const notes = [depthNote(cells.coverage_depth), cells.notes, freeNote(cells.access_type)];
  const note = notes.filter((each) => each !== '').join('; ');
  return {
    owner,
    text: isBook ? null : coverageOf(cells),
    retention: cells.embargo_info === '' ? null : readEmbargo(embargo) === null ? cells.embargo_info : embargo,
    note: note === '' ? null : note,
    online: true,
  };
}

function coverageOf(cells: KbartRow['cells']): string | null {
  return writeCoverage(
    toEnd(cells.date_first_issue_online, cells.num_first_vol_online, cells.num_first_issue_online),
    toEnd(cells.date_last_issue_online, cells.num_last_vol_online, cells.num_last_issue_online),
  );
}

/** `1997`, `1997-03` and `1997-03-15`; any other date is kept as it is written, so that nobody reads anything into it. */
function toEnd(date: string, volume: string, issue: string): RunEnd | null {
  const [, year = date, month] = /^(\d{4})(?:-(\d{2})(?:-\d{2})?)?$/.exec(date) ?? [];
  const levels = [...(volume === '' ? [] : [`v.${volume}`]), ...(issue === '' ? [] : [`no.${issue}`])];
  if (year === '' && levels.length === 0) return null;
  return {
    levels,
    countsThrough: volume !== '',
    year: year === '' ? null : year,
    month: month === undefined || month === '00' ? null : Number(month),
  };
}

/** Lists write `fulltext` in several ways; anything less is no whole run. */
function depthNote(depth: string): string {
  const plain = depth.toLowerCase().replaceAll(/[^a-z]/g, '');
  if (/^(?:ebook|fulltext(?:html|pdf|epub|xml|and|or)*)?$/.test(plain)) return '';
  if (plain.startsWith('abstract')) return 'Abstracts only';
  return plain.startsWith('select') ? 'Selected articles' : `Partial coverage: ${depth}`;
}

function freeNote(access: string): string {
  return access.toUpperCase() === 'F' ? 'Free to read' : '';
}

/** Only columns that are read. */
function rawOf(rows: readonly KbartRow[]): Uint8Array {
  const lines = [KBART_COLUMNS, ...rows.map(({ cells }) => KBART_COLUMNS.map((column) => cells[column]))];
  return Buffer.from(lines.map((cells) => cells.join('\t')).join('\n') + '\n');
}
