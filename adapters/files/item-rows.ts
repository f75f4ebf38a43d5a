/** Copies of lists by the number of their record, packed: a library has far more copies than records in hand at a time. */
import type { ItemsSource } from './config.ts';
import type { FileCopy } from './copy.ts';
import { columnsRead, copyOfRow } from './item-list.ts';
import type { ItemRow } from './item-list.ts';

const BETWEEN_VALUES = '\u001f';
const BETWEEN_ROWS = '\u001e';

export interface ListedFile {
  readonly name: string;
  readonly source: ItemsSource;
}

/** Lines whose record is in no file. */
export interface LostRows {
  /** Empty where the lines name no record. */
  readonly recordId: string;
  readonly file: string;
  readonly lines: readonly number[];
}

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
