/** A list of copies as comma-separated values: its lines as copies. A fault names its line. */
import type { CopyParts, ItemsSource } from './config.ts';
import { readCopy } from './copy.ts';
import type { FileCopy } from './copy.ts';
import { csvFault, isRounded, readCsvRows } from './csv-rows.ts';

/** One line: the number of its record, empty where there is none, and what stands in the columns that are read. */
interface ItemRow {
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

/** The columns of a list that are read, each once. */
export function columnsRead({ columns: { record: _record, ...parts } }: ItemsSource): readonly string[] {
  return [...new Set(namesIn(parts))];
}

/** The names of columns, or the letters of subfields, that the parts of a copy stand in. */
export function namesIn(parts: CopyParts): readonly string[] {
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
  const { source, system, name } = options;
  const { delimiter, trailer } = source;
  const file = { system, name, setting: 'settings.items', delimiter, trailer };
  const columns = [source.columns.record, ...columnsRead(source)];
  for await (const { line, values } of readCsvRows(file, columns, chunks, encoding)) {
    const [recordId = '', ...rest] = values;
    const row = { line, recordId, values: rest };
    refuseRounded(options, row);
    yield row;
  }
}

function refuseRounded(options: ItemListOptions, { line, recordId, values }: ItemRow): void {
  const { source } = options;
  const names = columnsRead(source);
  const { record, barcode, id } = source.columns;
  const numbers = [barcode, id]
    .flatMap((name) => name ?? [])
    .map((name) => [name, values[names.indexOf(name)]] as const);
  const rounded = [[record, recordId] as const, ...numbers].find(([, value]) => isRounded(value ?? ''));
  if (rounded === undefined) return;
  const what = `line ${line} has no whole number in the column "${rounded[0]}": a spreadsheet took it for a quantity and its digits are lost`;
  throw csvFault(options, `${what}; write the list again with that column as text, not through a spreadsheet`);
}

const BETWEEN_VALUES = '\u001f';
const BETWEEN_ROWS = '\u001e';

interface ListedFile {
  readonly name: string;
  readonly source: ItemsSource;
}

/** Lines whose record is in no file. */
interface LostRows {
  /** Empty where the lines name no record. */
  readonly recordId: string;
  readonly file: string;
  readonly lines: readonly number[];
}

/** Copies by the number of their record, packed: a library has far more copies than records in hand at a time. */
export class ItemRows {
  readonly #lists: readonly ListedFile[];
  readonly #columns: readonly (readonly string[])[];
  readonly #byRecord = new Map<string, string>();
  rows = 0;

  constructor(lists: readonly ListedFile[]) {
    this.#lists = lists;
    this.#columns = lists.map(({ source }) => columnsRead(source));
  }

  add(list: number, { line, recordId, values }: ItemRow): void {
    const before = this.#byRecord.get(recordId);
    const row = [list, line, ...values].join(BETWEEN_VALUES);
    this.#byRecord.set(recordId, before === undefined ? row : before + BETWEEN_ROWS + row);
    this.rows += 1;
  }

  copiesOf(recordId: string): readonly FileCopy[] {
    return this.#unpacked(recordId).flatMap(([list, , ...values]) => {
      const [source, columns] = [this.#lists[Number(list)]?.source, this.#columns[Number(list)]];
      if (source === undefined || columns === undefined) return [];
      return [copyOfRow(source, columns, values)];
    });
  }

  /** Of records that are not among these. */
  lost(known: (recordId: string) => boolean): readonly LostRows[] {
    return [...this.#byRecord.keys()]
      .filter((recordId) => recordId === '' || !known(recordId))
      .flatMap((recordId) => {
        const byList = Map.groupBy(this.#unpacked(recordId), ([list]) => list);
        return [...byList].map(([list, rows]) => ({
          recordId,
          file: this.#lists[Number(list)]?.name ?? '',
          lines: rows.map(([, line]) => Number(line)),
        }));
      });
  }

  #unpacked(recordId: string): readonly (readonly string[])[] {
    const packed = this.#byRecord.get(recordId);
    return packed === undefined ? [] : packed.split(BETWEEN_ROWS).map((row) => row.split(BETWEEN_VALUES));
  }
}
