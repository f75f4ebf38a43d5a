/** The lines of a file of separated values: its text, its first line, and the columns that are read. A fault names its line. */
import { Readable, pipeline } from 'node:stream';
import { CsvError, parse, type CsvErrorCode } from 'csv-parse';
import type { MerciaError } from '#platform/errors.ts';
import { decodeText } from '#platform/text-encoding.ts';
import { lmsError } from './lms-error.ts';

/** A file of separated values as the region file describes it. */
export interface CsvFile {
  readonly system: string;
  /** The file's name, for messages. */
  readonly name: string;
  /** Where the region file describes it, for messages: `settings.items`. */
  readonly setting: string;
  readonly delimiter: 'auto' | ',' | ';' | '\t' | '|';
  /** The form of the last line, with `{count}` for the number of lines before it; null if none says how many there are. */
  readonly trailer: string | null;
  /** Whether the first line names the columns; where it does not, they are called by their places: `1`, `2`. True where not said. */
  readonly hasHeader?: boolean | undefined;
  /** Whether quotes hold values together; where not, they stand for themselves. True where not said. */
  readonly hasQuotes?: boolean | undefined;
  /** Whether the last line has to end as the others do, so that a file is refused that was cut within it. */
  readonly endsLines?: boolean | undefined;
  /** The same, unless the region file says of it that no line end stands there: `unended`. */
  readonly lastLine?: 'ended' | 'unended' | undefined;
  /** True in the end if only a part of the file was read: then nothing says how many lines there are. */
  readonly isPart?: (() => boolean) | undefined;
}

/** One line: what stands in the columns that are read, in their order; empty where nothing stands there. */
export interface CsvRow {
  readonly line: number;
  readonly values: readonly string[];
}

/** A line that is longer is no line: a quote was opened and never closed, or nothing ends the lines. */
const LONGEST_LINE = 1_000_000;
/** Where the first line has to end, characters. */
const LONGEST_HEADER = 65_536;
/** No list has more; to read one takes time for each. */
const MOST_COLUMNS = 2_000;

/** The lines behind the one that names the columns. Throws LMS_BAD_RESPONSE with the line of the first fault. */
export async function* readCsvRows(
  file: CsvFile,
  columns: readonly string[],
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<CsvRow> {
  const text = decodeText(chunks, encoding, (line) => {
    const todo = `mend what writes it, or, if all of the file is in another encoding, write encoding: windows-1252 in its entry of ${file.setting}`;
    return csvFault(file, `line ${line} is no UTF-8; ${todo}`);
  });
  const head = await firstLineOf(file, text);
  const delimiter = file.delimiter === 'auto' ? delimiterOf(head) : file.delimiter;
  const parser = parse({
    delimiter,
    info: true,
    quote: file.hasQuotes === false ? null : '"',
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  });
  const rows = pipeline(Readable.from(withinLines(file, withHead(head, text))), parser, () => undefined);
  let header: Header | null = null;
  const trailer = createTrailer(file, delimiter);
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === null && file.hasHeader !== false) {
        header = readHeader(file, columns, record);
      } else if (trailer.isLast(record, info.lines)) {
        header ??= { length: 0, places: [] };
      } else {
        header ??= countColumns(file, columns, record);
        yield toRow(file, header, record, info.lines);
      }
    }
    if (header !== null && file.isPart?.() !== true) trailer.refuseCut();
  } catch (error) {
    throw error instanceof CsvError ? csvParseFault(file, error) : error;
  }
  if (header === null) throw csvFault(file, 'is empty; check what writes it');
}

/** An error about the file: `items.csv: line 3 …`. It says what was expected and where, never what was found: everybody may read it. */
export function csvFault({ system, name }: Pick<CsvFile, 'system' | 'name'>, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: ${what}`);
}

/** `2.1E+13`, `2,1E+13`: a spreadsheet took a number for a quantity, and its last digits are gone. */
export function isRounded(value: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d{1,3}$/i.test(value);
}

/** The same, and `30001000000017.0`: what was taken for a quantity is no number of a record, a copy or a card. */
export function isQuantity(value: string): boolean {
  return isRounded(value) || /^\d+[.,]0+$/.test(value);
}

/** The form of a last line, with the number of lines before it as its group: `TRAILER,{count}`. */
export function formOfLastLine(form: string): RegExp {
  const parts = form.split('{count}').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(String.raw`(\d{1,12})`)}$`);
}

/** The last line of a file that says how many stand before it: without it the file was cut. */
function createTrailer(file: CsvFile, delimiter: string) {
  const form = file.trailer === null ? null : formOfLastLine(file.trailer);
  let rows = 0;
  let isSeen = false;
  return {
    /** Whether this is the last line. Throws where it counts otherwise, and for a line behind it. */
    isLast(record: readonly string[], line: number): boolean {
      if (form === null) return false;
      if (isSeen) throw csvFault(file, `line ${line} stands behind the last line; check what writes it`);
      const [, count] = form.exec(record.join(delimiter).trim()) ?? [];
      isSeen = count !== undefined;
      if (count === undefined) rows += 1;
      else if (Number(count) !== rows) {
        throw csvFault(file, `line ${line} says ${count} lines, and there are ${rows}; nothing was taken in`);
      }
      return isSeen;
    },
    refuseCut(): void {
      if (form === null || isSeen) return;
      throw csvFault(file, `has no last line as "${file.trailer ?? ''}", so it was cut; nothing was taken in`);
    },
  };
}

interface Header {
  readonly length: number;
  /** Where each column that is read stands. */
  readonly places: readonly number[];
}

function readHeader(file: CsvFile, columns: readonly string[], names: readonly string[]): Header {
  if (names.length > MOST_COLUMNS) {
    throw csvFault(file, `line 1 has ${names.length} columns, and at most ${MOST_COLUMNS} are read; leave out columns`);
  }
  const found = names.map((name) => name.trim());
  const doubled = columns.find((column) => found.indexOf(column) !== found.lastIndexOf(column));
  if (doubled !== undefined) {
    throw csvFault(file, `line 1 has the column "${doubled}" twice; take one away, or name it otherwise`);
  }
  const missing = new Set(columns.filter((column) => !found.includes(column)).map((column) => `"${column}"`));
  if (missing.size > 0) {
    // A file without a first line of names begins with a copy, perhaps with a reader: its cells are never repeated.
    const what = `line 1 has no column ${[...missing].join(' and ')} among its ${found.length}`;
    throw csvFault(file, `${what}; check that the file begins with the names of its columns`);
  }
  return { length: found.length, places: columns.map((column) => found.indexOf(column)) };
}

/** Of a file whose first line is one like the others. */
function countColumns(file: CsvFile, columns: readonly string[], { length }: readonly string[]): Header {
  const places = columns.map((column) => {
    if (/^[1-9]\d{0,3}$/.test(column) && Number(column) <= length) return Number(column) - 1;
    throw csvFault(
      file,
      `line 1 has ${length} columns, and "${column}" is none of them; give places from 1 to ${length}`,
    );
  });
  return { length, places };
}

function toRow(file: CsvFile, header: Header, record: readonly string[], line: number): CsvRow {
  const tooMany = record.slice(header.length).some((value) => value.trim() !== '');
  if (record.length < header.length || tooMany) {
    const what = `has ${record.length} columns, the first line ${header.length}`;
    throw csvFault(file, `line ${line} ${what}; put values that hold the delimiter or a quote into quotes`);
  }
  const at = (place: number): string => (record[place] ?? '').replaceAll(/\p{Cc}+/gu, ' ').trim();
  return { line, values: header.places.map(at) };
}

/** The text up to the end of the first line at least; what was read of it is to be put in front again. */
async function firstLineOf(file: CsvFile, text: AsyncGenerator<string>): Promise<string> {
  let head = '';
  for await (const part of partsOf(text)) {
    head += part;
    if (/[\n\r]/.test(head.trimStart())) return head;
    if (head.length > LONGEST_HEADER) {
      const what = `line 1 does not end within ${LONGEST_HEADER} characters; check what writes it, and how it ends its lines`;
      throw csvFault(file, what);
    }
  }
  return head;
}

/** The text as it comes, without ending it where no more is wanted. */
function partsOf(text: AsyncGenerator<string>): AsyncIterable<string> {
  return { [Symbol.asyncIterator]: () => ({ next: () => text.next() }) };
}

/** The same text. Throws where a line does not end: the parser counts what stands in its columns, not how many there are. */
async function* withinLines(file: CsvFile, text: AsyncIterable<string>): AsyncGenerator<string> {
  let line = 1;
  let length = 0;
  let last = '';
  let endsInBoth = false;
  for await (const part of text) {
    endsInBoth ||= `${last}${part}`.includes('\r\n');
    last = part.at(-1) ?? last;
    const mark = part.includes('\n') ? '\n' : '\r';
    for (let at = 0; at < part.length;) {
      const end = part.indexOf(mark, at);
      length += (end === -1 ? part.length : end) - at;
      if (length > LONGEST_LINE) {
        throw csvFault(file, `line ${line} is longer than a million characters; check what writes it`);
      }
      if (end === -1) break;
      at = end + 1;
      line += 1;
      length = 0;
    }
    yield part;
  }
  const isToEnd = file.endsLines === true || (file.lastLine === 'ended' && file.trailer === null);
  // Lines that end in a carriage return alone may hold a line feed; those that end in both were cut between them.
  if (!isToEnd || length === 0 || (last === '\r' && !endsInBoth) || file.isPart?.() === true) return;
  const what = `line ${line} does not end as a line does, so it may have been cut; check what writes it`;
  const always = `, or, if it never ends the last line, write lastLine: unended in its entry of ${file.setting}`;
  throw csvFault(file, `${what}${file.endsLines === true ? '' : always}`);
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

function csvParseFault(file: CsvFile, error: CsvError): MerciaError {
  const lines: unknown = error['lines'];
  const place = typeof lines === 'number' ? `line ${lines}: ` : '';
  return csvFault(file, `${place}${CSV_WORDS[error.code] ?? 'this is no list of separated values'}`);
}
