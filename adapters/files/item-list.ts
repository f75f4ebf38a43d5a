/** A list of copies as comma-separated values: its lines as copies. A fault names its line. */
import type { CopyParts, ItemsSource } from './config.ts';
import { readCopy, type FileCopy } from './copy.ts';
import { csvFault, isQuantity, readCsvRows } from '../shared/csv-rows.ts';

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
  /** True in the end if only a part of the file was read. */
  readonly isPart?: (() => boolean) | undefined;
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
  const { source, system, name, isPart } = options;
  const { delimiter, quotes: hasQuotes, trailer, lastLine } = source;
  const file = { system, name, setting: 'settings.items', delimiter, hasQuotes, trailer, lastLine, isPart };
  const columns = [source.columns.record, ...columnsRead(source)];
  for await (const { line, values } of readCsvRows(file, columns, chunks, encoding)) {
    const [recordId = '', ...rest] = values;
    const row = { line, recordId, values: rest };
    refuseQuantities(options, row);
    yield row;
  }
}

function refuseQuantities(options: ItemListOptions, { line, recordId, values }: ItemRow): void {
  const { source } = options;
  const names = columnsRead(source);
  const { record, barcode, id } = source.columns;
  const numbers = [barcode, id]
    .flatMap((name) => name ?? [])
    .map((name) => [name, values[names.indexOf(name)]] as const);
  const rounded = [[record, recordId] as const, ...numbers].find(([, value]) => isQuantity(value ?? ''));
  if (rounded === undefined) return;
  const what = `line ${line} has no whole number in the column "${rounded[0]}": a spreadsheet took it for a quantity and its digits are lost`;
  throw csvFault(options, `${what}; write the list again with that column as text, not through a spreadsheet`);
}

const BETWEEN_VALUES = '\u001f';
const BETWEEN_ROWS = '\u001e';

interface ListedFile {
  readonly name: string;
  readonly source: ItemsSource;
  /** True in the end if only a part of the file was read. */
  readonly isPart?: (() => boolean) | undefined;
}

/** Lines whose record is in no file. */
interface LostRows {
  /** Empty where the lines name no record. */
  readonly recordId: string;
  readonly file: string;
  readonly lines: readonly number[];
}

/** Copies by the number of their record, packed: a library has far more copies than records in hand at a time. */
export function createItemRows(lists: readonly ListedFile[]) {
  const columns = lists.map(({ source }) => columnsRead(source));
  const byRecord = new Map<string, string>();
  let rows = 0;
  const unpacked = (recordId: string): readonly (readonly string[])[] =>
    byRecord
      .get(recordId)
      ?.split(BETWEEN_ROWS)
      .map((row) => row.split(BETWEEN_VALUES)) ?? [];
  return {
    count: () => rows,
    add(list: number, { line, recordId, values }: ItemRow): void {
      const before = byRecord.get(recordId);
      const row = [list, line, ...values].join(BETWEEN_VALUES);
      byRecord.set(recordId, before === undefined ? row : before + BETWEEN_ROWS + row);
      rows += 1;
    },
    copiesOf(recordId: string): readonly FileCopy[] {
      return unpacked(recordId).flatMap(([list, , ...values]) => {
        const [source, read] = [lists[Number(list)]?.source, columns[Number(list)]];
        return source === undefined || read === undefined ? [] : [copyOfRow(source, read, values)];
      });
    },
    /** Of records that are not among these. */
    lost(known: (recordId: string) => boolean): readonly LostRows[] {
      return [...byRecord.keys()]
        .filter((recordId) => recordId === '' || !known(recordId))
        .flatMap((recordId) => {
          const byList = Map.groupBy(unpacked(recordId), ([list]) => list);
          return [...byList].map(([list, found]) => ({
            recordId,
            file: lists[Number(list)]?.name ?? '',
            lines: found.map(([, line]) => Number(line)),
          }));
        });
    },
  };
}
export type ItemRows = ReturnType<typeof createItemRows>;
