/** The copies of a file server, as a SIP2 server beside it sees them: one truth, which the next export shows. */
import { touch, type ExportedCopy, type ExportedRecord, type FilesWorld } from '../files/world.ts';
import { firstValue } from '../read-records.ts';
import { endOfDay, localDate } from '../time.ts';
import type { ShelfState, Sip2Copy, Stock } from './tables.ts';

/** Letters of the list of copies. */
const LETTERS: Readonly<Record<ShelfState, string>> = {
  AVAILABLE: '0',
  ON_ORDER: 'O',
  IN_PROCESS: 'P',
  ON_HOLD_SHELF: 'H',
  TO_BE_RESHELVED: 'C',
  IN_TRANSIT: 'T',
  CLAIMED_RETURNED: 'R',
  LOST: 'L',
  MISSING: 'M',
  DAMAGED: 'D',
  WITHDRAWN: 'W',
  NOT_FOR_LOAN: 'N',
  RESTRICTED: 'X',
};
const STATES = new Map(Object.entries(LETTERS).map(([state, letter]) => [letter, state as ShelfState]));

export function stockOfFiles(files: FilesWorld, timeZone: string): Stock {
  // Where a copy was found last: a world may hold very many.
  const found = new Map<string, { readonly record: ExportedRecord; readonly copy: ExportedCopy }>();
  const isHeld = (barcode: string) => {
    const held = found.get(barcode);
    return held !== undefined && files.records.get(held.record.id)?.copies.includes(held.copy) === true;
  };
  const view = (record: ExportedRecord, copy: ExportedCopy) => new FiledCopy(files, record, copy, timeZone);
  return {
    find(barcode) {
      if (!isHeld(barcode)) {
        found.clear();
        for (const record of files.records.values()) {
          for (const copy of record.copies) if (copy.barcode !== null) found.set(copy.barcode, { record, copy });
        }
      }
      const held = found.get(barcode);
      return held === undefined ? undefined : view(held.record, held.copy);
    },
    ofTitle(titleId) {
      const record = files.records.get(titleId);
      return record === undefined ? [] : record.copies.map((copy) => view(record, copy));
    },
  };
}

/** Reads and writes the row of the list of copies. */
class FiledCopy implements Sip2Copy {
  readonly #files: FilesWorld;
  readonly #record: ExportedRecord;
  readonly #copy: ExportedCopy;
  readonly #timeZone: string;
  readonly media = '001';
  readonly collection = null;

  constructor(files: FilesWorld, record: ExportedRecord, copy: ExportedCopy, timeZone: string) {
    this.#files = files;
    this.#record = record;
    this.#copy = copy;
    this.#timeZone = timeZone;
  }

  get barcode(): string {
    return this.#copy.barcode ?? '';
  }

  get titleId(): string {
    return this.#record.id;
  }

  get title(): string {
    return firstValue(this.#record.marc, '245', 'a') ?? '';
  }

  get owner(): string {
    return this.#copy.branch;
  }

  get permanentLocation(): string {
    return this.#copy.branch;
  }

  get currentLocation(): string {
    return this.#copy.location;
  }

  get state(): ShelfState {
    return STATES.get(this.#copy.status) ?? 'AVAILABLE';
  }

  set state(state: ShelfState) {
    this.#copy.status = LETTERS[state];
    touch(this.#files);
  }

  get due(): number | null {
    const { due, dueAt } = this.#copy;
    return due === '' ? null : (dueAt ?? endOfDay(due, this.#timeZone));
  }

  set due(due: number | null) {
    this.#copy.due = due === null ? '' : localDate(due, this.#timeZone);
    this.#copy.dueAt = due;
    touch(this.#files);
  }
}
