/**
 * The lines of a KBART list (NISO RP-9-2014): tab-separated, UTF-8, the first line with the names of the columns. It has no quotes, so
 * that a title with one in it is a title; makers add columns of their own, and leave out some of the 25.
 */
import { decodeText, detectEncoding } from '#platform/text-encoding.ts';
import { csvFault } from '../shared/csv-rows.ts';

/** What is read of a line; other columns are neither read nor kept. */
export const KBART_COLUMNS = [
  'publication_title',
  'print_identifier',
  'online_identifier',
  'date_first_issue_online',
  'num_first_vol_online',
  'num_first_issue_online',
  'date_last_issue_online',
  'num_last_vol_online',
  'num_last_issue_online',
  'title_url',
  'first_author',
  'title_id',
  'embargo_info',
  'coverage_depth',
  'notes',
  'publisher_name',
  'publication_type',
  'date_monograph_published_print',
  'date_monograph_published_online',
  'monograph_volume',
  'monograph_edition',
  'first_editor',
  'access_type',
] as const;
export type KbartColumn = (typeof KBART_COLUMNS)[number];

/** Names of the first version of the recommendation, and of lists that follow it by half. */
const OTHER_NAMES: Readonly<Record<string, KbartColumn>> = { coverage_notes: 'notes', coverage_note: 'notes' };

export interface KbartRow {
  readonly line: number;
  /** Trimmed; empty where nothing stands there, or the list has no such column. */
  readonly cells: Readonly<Record<KbartColumn, string>>;
}

export interface KbartFile {
  readonly system: string;
  /** The file's name, for messages. */
  readonly name: string;
}

/** Longer than any title list has; without an end of lines a file is no list. */
const LONGEST_LINE = 1_000_000;
const MOST_COLUMNS = 2_000;

/** The lines behind the first one. Throws LMS_BAD_RESPONSE with the line of the first fault. */
export async function* readKbartRows(
  file: KbartFile,
  begin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<KbartRow> {
  const encoding = await detectEncoding(begin());
  let header: Header | null = null;
  for await (const { line, text } of linesOf(file, begin(), encoding)) {
    if (text.trim() === '') continue;
    const cells = text.split('\t').map(plain);
    if (header === null) header = readHeader(file, cells);
    else yield { line, cells: toCells(file, header, cells, line) };
  }
  if (header === null) throw csvFault(file, 'is empty; check what writes it');
}

/** A program that writes tabs by the rules of commas puts a cell into quotes, and doubles those in it. */
function plain(cell: string): string {
  const text = cell.replaceAll(/\p{Cc}+/gu, ' ').trim();
  const inner = /^"((?:[^"]|"")*)"$/.exec(text)?.[1];
  return inner === undefined ? text : inner.replaceAll('""', '"').trim();
}

interface Header {
  readonly length: number;
  readonly places: ReadonlyMap<KbartColumn, number>;
}

function readHeader(file: KbartFile, names: readonly string[]): Header {
  if (names.length > MOST_COLUMNS) {
    throw csvFault(file, `line 1 has ${names.length} columns, and at most ${MOST_COLUMNS} are read; leave out columns`);
  }
  const places = new Map<KbartColumn, number>();
  for (const [place, name] of names.entries()) {
    const known = name.toLowerCase().replaceAll(' ', '_');
    const column = OTHER_NAMES[known] ?? KBART_COLUMNS.find((each) => each === known);
    if (column === undefined) continue;
    if (places.has(column)) throw csvFault(file, `line 1 has the column "${column}" twice; take one away`);
    places.set(column, place);
  }
  const missing = places.has('publication_title') ? null : 'publication_title';
  const lacking = missing ?? (NUMBERS.some((column) => places.has(column)) ? null : NUMBERS.join('", "'));
  if (lacking !== null) {
    const what = `line 1 has no column "${lacking}" among its ${names.length}`;
    throw csvFault(file, `${what}; a KBART list begins with the names of its columns, with tabs between them`);
  }
  return { length: names.length, places };
}

/** Columns of which a line needs one, so that its title can be found again. */
export const NUMBERS = ['title_id', 'online_identifier', 'print_identifier'] as const satisfies readonly KbartColumn[];

function toCells(file: KbartFile, header: Header, found: readonly string[], line: number): KbartRow['cells'] {
  const tooMany = found.slice(header.length).some((cell) => cell !== '');
  if (found.length < header.length || tooMany) {
    const what = `line ${line} has ${found.length} columns, the first line ${header.length}`;
    throw csvFault(file, `${what}; the list was cut, or a cell has a tab or an end of line in it`);
  }
  const cells = KBART_COLUMNS.map((column) => [column, found[header.places.get(column) ?? -1] ?? ''] as const);
  return Object.fromEntries(cells) as KbartRow['cells'];
}

async function* linesOf(
  file: KbartFile,
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  const faultOf = (bad: number): Error => csvFault(file, `line ${bad} is no UTF-8, as others are; mend what writes it`);
  let [line, rest] = [0, ''];
  for await (const part of decodeText(chunks, encoding, faultOf)) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const whole of lines) {
      line += 1;
      yield { line, text: whole };
    }
    if (rest.length > LONGEST_LINE) {
      throw csvFault(file, `line ${line + 1} is longer than a million characters; check what writes it`);
    }
  }
  yield { line: line + 1, text: rest };
}
