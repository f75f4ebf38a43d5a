import { Readable, pipeline } from 'node:stream';
import { parse, type CsvErrorCode } from 'csv-parse';
import { detectEncoding } from '#platform/text-encoding.ts';
import type { RawFault, RawRow } from './raw-sheet.ts';

/** In bytes. What is longer is no row: a quote was opened and never closed. */
const LONGEST_ROW = 1_000_000;
/** In characters: the header stands in what is looked at. */
const HEAD = 100_000;
const CHUNK = 65_536;
const DELIMITERS = [',', ';', '\t', '|'] as const;

/**
 * The rows of separated values, in any of the encodings that spreadsheets write. `headers` tell which delimiter it is: the
 * one that most of them stand between. Rows that cannot be read go to `onFault`, and reading goes on behind them.
 */
export async function* readRawCsv(
  bytes: Uint8Array,
  headers: readonly string[],
  onFault: (fault: RawFault) => void,
): AsyncGenerator<RawRow> {
  const text = new TextDecoder(await detectEncoding([bytes])).decode(bytes).replaceAll(/\r\n?/g, '\n');
  /** Of each row, the line in which it begins. */
  const begins: number[] = [];
  let lines = 0;
  const parser = parse({
    delimiter: delimiterOf(text.slice(0, HEAD), headers),
    record_delimiter: '\n',
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    skip_records_with_error: true,
    on_record: (cells: string[], context) => {
      begins.push(lines + 1);
      ({ lines } = context);
      return cells;
    },
    on_skip: (error) => {
      const last = Number(error?.['lines']);
      // Each further quote of the same line is a fault to the parser.
      if (last <= lines) return;
      const problem = (error && PROBLEMS[error.code]) ?? 'this cannot be read as separated values';
      onFault({ number: lines + 1, problem: last > lines + 1 ? `${problem} (read up to line ${last})` : problem });
      lines = last;
    },
  });
  const rows = pipeline(Readable.from(chunksOf(Buffer.from(text)), { objectMode: false }), parser, () => undefined);
  let count = 0;
  for await (const cells of rows as AsyncIterable<string[]>) {
    yield { number: begins[count] ?? 0, cells };
    count += 1;
  }
}

const PROBLEMS: Partial<Record<CsvErrorCode, string>> = {
  CSV_QUOTE_NOT_CLOSED:
    'a quote is opened and never closed, and nothing from here to the end was read; close it, or take it away',
  // The parser goes no further.
  CSV_MAX_RECORD_SIZE:
    'a row has more than a million characters, and nothing from here to the end was read; a quote may be open',
  INVALID_OPENING_QUOTE: 'a quote stands inside a value that is not in quotes; write it twice, and the value in quotes',
  CSV_INVALID_CLOSING_QUOTE: 'a quote stands inside a value; write it twice',
};

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

function delimiterOf(head: string, headers: readonly string[]): string {
  const wanted = new Set(headers.map(normalHeader));
  const lines = head.split('\n').map((line) => line.replaceAll('"', ''));
  const score = (delimiter: string): number =>
    Math.max(...lines.map((line) => line.split(delimiter).filter((name) => wanted.has(normalHeader(name))).length));
  const [best = ','] = DELIMITERS.map((delimiter) => ({ delimiter, found: score(delimiter) }))
    .toSorted((a, b) => b.found - a.found)
    .map(({ delimiter }) => delimiter);
  return best;
}

/** Case and blanks are no difference between the names of columns. */
export function normalHeader(name: string): string {
  return name.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
}
