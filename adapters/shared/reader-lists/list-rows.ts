/** The lines of one list about readers. A fault names file, line and column, never what stands there. */
import { createHash } from 'node:crypto';
import type { MerciaError } from '#platform/errors.ts';
import { detectEncoding } from '#platform/text-encoding.ts';
import { csvFault, isQuantity, isRounded, readCsvRows, type CsvFile } from '../csv-rows.ts';
import { readWrittenTime, NO_DAY, type WrittenTime } from '../written-days.ts';
import type { ListColumn, ListSource } from './settings.ts';

/** A longer value is a fault of the export, and a key of the database has its bounds. */
const LONGEST_VALUE = 200;
/** 96 bits: a list may have a million lines, each of which is remembered while it is read. */
const DIGEST_LENGTH = 16;

export interface ListFile<Source extends ListSource> {
  readonly system: string;
  readonly timeZone: string;
  /** The file's name, for messages. */
  readonly name: string;
  /** Where the region file describes it, for messages. */
  readonly setting: string;
  readonly source: Source;
  /** From its beginning, each time. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
  /** True in the end if only a part of the file was read. */
  readonly isPart?: (() => boolean) | undefined;
}

/** One line, and what stands where. */
export interface ListRow {
  /** The file's name, and where the region file describes it: two files may have one name. */
  readonly name: string;
  readonly setting: string;
  readonly line: number;
  /** The same for the same values in the columns that are read. */
  readonly digest: string;
  /** What stands there; null for nothing, and where one of several columns has nothing. */
  text(column: ListColumn | null): string | null;
  /** The same for what identifies something. Throws where a spreadsheet took a number for a quantity: its digits are lost. */
  id(column: ListColumn | null): string | null;
  /** The same, and throws where nothing stands there. */
  needed(column: ListColumn): string;
  /** How much it is, as written. Throws where nothing stands there, or its last digits are gone. */
  amount(column: ListColumn): string;
  /** A code: of several columns all parts, also those in which nothing stands. Empty for nothing. */
  code(column: ListColumn): string;
  /** A day or a moment; null for none. Throws where there is something else. */
  time(column: ListColumn | null): WrittenTime | null;
  /** `YYYY-MM-DD`; null for none, and for what is no day. */
  dayIfAny(column: ListColumn | null): string | null;
  /** A whole number; null for none. Throws where there is something else. */
  count(column: ListColumn | null): number | null;
  fault(column: ListColumn, what: string): MerciaError;
}

/**
 * Throws LMS_BAD_RESPONSE with the line of the first fault, and for a list without lines whose last line does not say so: whoever
 * wrote it may have been stopped.
 */
export async function* rowsOfList(file: ListFile<ListSource>): AsyncGenerator<ListRow> {
  const { source } = file;
  const encoding = source.encoding === 'auto' ? await detectEncoding(file.chunks()) : source.encoding;
  const columns = columnsOf(source);
  const csv: CsvFile = {
    system: file.system,
    name: file.name,
    setting: file.setting.replace(/\[\d+\]$/, ''),
    delimiter: source.delimiter,
    trailer: source.trailer,
    hasHeader: source.header === 'names',
    hasQuotes: source.quotes,
    endsLines: source.trailer === null,
    isPart: file.isPart,
  };
  const places = new Map(columns.map((column, index) => [column, index]));
  let isEmpty = true;
  for await (const { line, values } of readCsvRows(csv, columns, file.chunks(), encoding)) {
    isEmpty = false;
    yield toRow(file, line, (column) => values[places.get(column) ?? -1] ?? '', values);
  }
  if (!isEmpty || source.trailer !== null) return;
  throw csvFault(
    csv,
    'has no line behind the first; a list that may be empty says so by a last line, see its "trailer"',
  );
}

/** The columns of a list that are read, each once. */
function columnsOf({ columns }: ListSource): readonly string[] {
  const named: readonly (ListColumn | readonly ListColumn[] | null)[] = Object.values(columns);
  return [...new Set(named.flatMap((one) => one ?? []).flatMap((each) => each.columns))];
}

function toRow(
  { system, name, setting, source, timeZone }: ListFile<ListSource>,
  line: number,
  valueOf: (column: string) => string,
  values: readonly string[],
): ListRow {
  const fault = ({ columns }: ListColumn, what: string): MerciaError =>
    csvFault({ system, name }, `line ${String(line)}: the column "${columns.join('" and "')}" ${what}`);
  const text = (column: ListColumn | null): string | null => {
    const parts = column?.columns.map(valueOf) ?? [];
    if (column === null || parts.includes('')) return null;
    const value = parts.join(column.join);
    if (value.length <= LONGEST_VALUE) return value;
    throw fault(column, `holds more than ${String(LONGEST_VALUE)} characters; check which column is read`);
  };
  const whole = (column: ListColumn | null, isLost: (value: string) => boolean): string | null => {
    if (column?.columns.some((each) => isLost(valueOf(each))) !== true) return text(column);
    throw fault(column, 'has no whole number: a spreadsheet took it for a quantity and its digits are lost');
  };
  const given = (column: ListColumn, value: string | null): string => {
    if (value === null) throw fault(column, 'is empty; each line needs it');
    return value;
  };
  const written = (value: string): WrittenTime | null =>
    NO_DAY.test(value) ? null : readWrittenTime(value, source.dates, timeZone);
  return {
    name,
    setting,
    line,
    digest: createHash('sha256').update(values.join('\0')).digest('base64url').slice(0, DIGEST_LENGTH),
    text,
    id: (column) => whole(column, isQuantity),
    needed: (column) => given(column, whole(column, isQuantity)),
    amount: (column) => given(column, whole(column, isRounded)),
    code: (column) => {
      const parts = column.columns.map(valueOf);
      return parts.every((part) => part === '') ? '' : parts.join(column.join);
    },
    time(column) {
      const value = text(column);
      if (column === null || value === null || NO_DAY.test(value)) return null;
      const time = written(value);
      if (time === null) throw fault(column, `holds no day that is written ${source.dates}; see its "dates"`);
      return time;
    },
    dayIfAny(column) {
      const value = text(column);
      return value === null ? null : (written(value)?.day ?? null);
    },
    count(column) {
      const value = text(column);
      if (column === null || value === null) return null;
      if (!/^\d{1,7}$/.test(value)) throw fault(column, 'holds no whole number');
      return Number(value);
    },
    fault,
  };
}

/**
 * Whether a line is told for the first time. The same line twice is one, as joins of tables make them; throws where two lines say
 * different things of one thing, because nobody can know which of them is true.
 */
export function createOnce(system: string, what: string): (key: string, row: ListRow) => boolean {
  const seen = new Map<string, Pick<ListRow, 'digest' | 'name' | 'line'>>();
  return (key, { digest, name, line }) => {
    const before = seen.get(key);
    if (before === undefined) seen.set(key, { digest, name, line });
    else if (before.digest !== digest) {
      const where = `line ${String(line)} tells ${what} once more`;
      throw csvFault({ system, name }, `${where}, and otherwise than ${before.name}: line ${String(before.line)}`);
    }
    return before === undefined;
  };
}
