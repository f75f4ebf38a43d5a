/** A list of copies as comma-separated values: its text, its first line, and its lines as copies. A fault names its line. */
import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { CsvErrorCode } from 'csv-parse';
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { CopyParts, ItemsSource } from './config.ts';
import { readCopy } from './copy.ts';
import type { FileCopy } from './copy.ts';

/** One line: the number of its record, empty where there is none, and what stands in the columns that are read. */
export interface ItemRow {
  readonly line: number;
  readonly recordId: string;
  /** In the order of {@link columnsRead}; empty where nothing stands there. */
  readonly values: readonly string[];
}

export interface ItemListOptions {
  readonly system: string;
  /** The file's name, for messages. */
  readonly name: string;
  readonly source: ItemsSource;
}

/** A line that is longer is no line: a quote was opened and never closed. */
const LONGEST_LINE = 1_000_000;
/** Where the first line has to end. */
const LONGEST_HEADER = 65_536;

/** The columns of a list that are read, each once. */
export function columnsRead({ columns: { record: _record, ...parts } }: ItemsSource): readonly string[] {
  return [...new Set(namesIn(parts))];
}

function namesIn(parts: CopyParts): readonly string[] {
  return Object.values(parts).flatMap((names) => names ?? []);
}

/** The copy of a line; `columns` are those of {@link columnsRead}. */
export function copyOfRow(
  { columns: { record: _record, ...parts } }: ItemsSource,
  columns: readonly string[],
  values: readonly string[],
): FileCopy {
  return readCopy(parts, (column) => {
    const value = values[columns.indexOf(column)] ?? '';
    return value === '' ? null : value;
  });
}

/** The lines behind the first one. Throws LMS_BAD_RESPONSE with the line of the first fault. */
export async function* readItemRows(
  options: ItemListOptions,
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<ItemRow> {
  const { source } = options;
  const text = decoded(options, chunks, encoding);
  const head = await firstLineOf(text);
  const delimiter = source.delimiter === 'auto' ? delimiterOf(head) : source.delimiter;
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  });
  const rows = pipeline(Readable.from(withHead(head, text)), parser, () => undefined);
  let header: Header | null = null;
  const trailer = new Trailer(options, delimiter);
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === null) header = readHeader(options, record);
      else if (!trailer.isLast(record, info.lines)) yield toRow(options, header, record, info.lines);
    }
    if (header !== null) trailer.refuseCut();
  } catch (error) {
    throw error instanceof CsvError ? csvFault(options, error) : error;
  }
  if (header === null) throw listFault(options, 'is empty; check what writes it');
}

/** The last line of a list that says how many stand before it: without it the list was cut. */
class Trailer {
  readonly #options: ItemListOptions;
  readonly #delimiter: string;
  readonly #form: RegExp | null;
  #rows = 0;
  #isSeen = false;

  constructor(options: ItemListOptions, delimiter: string) {
    this.#options = options;
    this.#delimiter = delimiter;
    const { trailer } = options.source;
    const parts = trailer?.split('{count}').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    this.#form = parts === undefined ? null : new RegExp(`^${parts.join(String.raw`(\d{1,12})`)}$`);
  }

  /** Whether this is the last line. Throws where it counts otherwise, and for a line behind it. */
  isLast(record: readonly string[], line: number): boolean {
    if (this.#form === null) return false;
    if (this.#isSeen) throw listFault(this.#options, `line ${line} stands behind the last line; check what writes it`);
    const [, count] = this.#form.exec(record.join(this.#delimiter).trim()) ?? [];
    this.#isSeen = count !== undefined;
    if (count === undefined) this.#rows += 1;
    else if (Number(count) !== this.#rows) {
      throw listFault(
        this.#options,
        `line ${line} says ${count} lines, and there are ${this.#rows}; nothing was taken in`,
      );
    }
    return this.#isSeen;
  }

  refuseCut(): void {
    if (this.#form === null || this.#isSeen) return;
    const { trailer } = this.#options.source;
    throw listFault(this.#options, `has no last line as "${trailer ?? ''}", so it was cut; nothing was taken in`);
  }
}

interface Header {
  readonly length: number;
  /** Where the number of the record stands, and each of {@link columnsRead}. */
  readonly record: number;
  readonly places: readonly number[];
}

function readHeader(options: ItemListOptions, names: readonly string[]): Header {
  const found = names.map((name) => name.trim());
  const placeOf = (column: string): number => {
    const place = found.indexOf(column);
    if (place === -1) {
      const known = found.filter((name) => /^[A-Za-z][\w .#()/-]{0,40}$/.test(name)).slice(0, 30);
      throw listFault(options, `line 1 has no column "${column}"; it has: ${known.join(', ')}`);
    }
    if (found.includes(column, place + 1)) {
      throw listFault(options, `line 1 has the column "${column}" twice; take one away, or name it otherwise`);
    }
    return place;
  };
  const { source } = options;
  return { length: found.length, record: placeOf(source.columns.record), places: columnsRead(source).map(placeOf) };
}

function toRow(options: ItemListOptions, header: Header, record: readonly string[], line: number): ItemRow {
  const tooMany = record.slice(header.length).some((value) => value.trim() !== '');
  if (record.length < header.length || tooMany) {
    const what = `has ${record.length} columns, the first line ${header.length}`;
    throw listFault(options, `line ${line} ${what}; put values that hold the delimiter or a quote into quotes`);
  }
  const at = (place: number): string => (record[place] ?? '').replaceAll(/\p{Cc}+/gu, ' ').trim();
  const row = { line, recordId: at(header.record), values: header.places.map(at) };
  refuseRounded(options, row);
  return row;
}

/** `2.1E+13`: a spreadsheet took the barcode for a number, and its last digits are gone. */
function refuseRounded(options: ItemListOptions, { line, recordId, values }: ItemRow): void {
  const { source } = options;
  const names = columnsRead(source);
  const numbers = [source.columns.barcode, source.columns.id].map((name) =>
    name === null ? '' : (values[names.indexOf(name)] ?? ''),
  );
  const rounded = [recordId, ...numbers].find((value) => /^\d(?:[.,]\d+)?E\+\d{1,3}$/i.test(value));
  if (rounded === undefined) return;
  const what = `line ${line} has "${rounded}" for a number: a spreadsheet took it for a quantity and its digits are lost`;
  throw listFault(options, `${what}; write the list again with that column as text, not through a spreadsheet`);
}

async function* decoded(
  options: ItemListOptions,
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  // What is known to be something else is not read as letters that nobody wrote.
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  try {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw listFault(options, 'is no UTF-8; write encoding: windows-1252, or auto, in its entry of settings.items');
  }
}

/** The text up to the end of the first line at least; what was read of it is to be put in front again. */
async function firstLineOf(text: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (!/\S[^\n\r]*[\n\r]/.test(head) && head.length < LONGEST_HEADER) {
    const next = await text.next();
    if (next.done === true) break;
    head += next.value;
  }
  return head;
}

async function* withHead(head: string, text: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  for await (const part of text) if (part !== '') yield part;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The one that the first line has most often outside of quotes. */
function delimiterOf(head: string): string {
  const line = /\S[^\n\r]*/.exec(head)?.[0].replaceAll(/"[^"]*"/g, '') ?? '';
  const [most = ','] = DELIMITERS.toSorted((a, b) => line.split(b).length - line.split(a).length);
  return most;
}

const CSV_WORDS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'a quote is opened and not closed for a million characters',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that is not in quotes; write it twice, and the value in quotes',
  CSV_INVALID_CLOSING_QUOTE: 'a quote stands inside a value; write it twice',
};

function csvFault(options: ItemListOptions, error: CsvError): MerciaError {
  const lines: unknown = error['lines'];
  const place = typeof lines === 'number' ? `line ${lines}: ` : '';
  return listFault(options, `${place}${CSV_WORDS[error.code] ?? 'this is no list of separated values'}`);
}

function listFault({ system, name }: ItemListOptions, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: ${what}`);
}
