/** The records of a file of comma-separated values: lines of one number are one record, wherever they stand. */
import { detectEncoding } from '#platform/text-encoding.ts';
import type { MarcFormat } from '#marc/index.ts';
import { writeMarcInJson } from '#marc/index.ts';
import type { MarcRecord } from '#marc/index.ts';
import type { CsvRecords } from './config.ts';
import { readCopy, type FileCopy } from './copy.ts';
import { toDay } from '../shared/written-days.ts';
import { damageOf, dayColumns, lostNumber } from './csv-damage.ts';
import { csvFault, readCsvRows, type CsvFile, type CsvRow } from '../shared/csv-rows.ts';
import { columnsOfRecords, toMarc } from './csv-to-marc.ts';
import { namesIn } from './item-list.ts';
import { withOwnRuns, type OwnRun } from './own-runs.ts';
import { rowsByRecord } from './rows-by-record.ts';
import { writeCoverage, type RunEnd } from '#domain/lending/write-run.ts';

/** A record of the file, with the copies that its lines describe. */
export interface CsvRecordEntry {
  readonly kind: 'record';
  readonly id: string;
  /** `line 17, 18` */
  readonly place: string;
  readonly record: MarcRecord;
  readonly repairs: readonly string[];
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  readonly copies: readonly FileCopy[];
  /** A kind of material that the region file does not explain. */
  readonly unmappedFormat: string | null;
}

export interface CsvReject {
  readonly kind: 'reject';
  /** Null if the line names no record. */
  readonly id: string | null;
  readonly place: string;
  readonly reason: string;
  readonly raw: Uint8Array;
}

export type CsvOutcome = CsvRecordEntry | CsvReject;

export interface CsvRecordsFile {
  readonly system: string;
  readonly name: string;
  readonly csv: CsvRecords;
  /** Whether a run without an owner is somebody's all the same; else its record is rejected. */
  readonly hasStandingOwner: boolean;
  /** Whether it is known to be whole with no line behind the first; false where not said. */
  readonly mayBeEmpty?: boolean | undefined;
}

const LONGEST_ID = 100;

/**
 * Each record as soon as its last line is read: lines of one record may stand apart. The file is read three times from its
 * beginning. Throws LMS_BAD_RESPONSE, naming the line, for a file that must not be taken in.
 */
export async function* readCsvRecords(
  { system, name, csv, hasStandingOwner, mayBeEmpty }: CsvRecordsFile,
  begin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<CsvOutcome> {
  const file: CsvFile = {
    system,
    name,
    setting: 'settings.records',
    delimiter: csv.delimiter,
    hasQuotes: csv.quotes,
    trailer: csv.trailer,
    lastLine: csv.lastLine,
  };
  const encoding = csv.encoding === 'auto' ? await detectEncoding(begin()) : csv.encoding;
  const lastLines = new Map<string, number>();
  for await (const { line, values } of readCsvRows(file, [csv.columns.record], begin(), encoding)) {
    lastLines.set(values[0] ?? '', line);
  }
  if (lastLines.size === 0 && mayBeEmpty !== true) {
    throw csvFault(
      file,
      'the file has no line behind the first; wait until it is written whole, and check what writes it',
    );
  }
  const reader = new LineReader(file, csv, hasStandingOwner);
  const all = readCsvRows(file, reader.columns, begin(), encoding);
  for await (const [id, rows] of rowsByRecord(all, (row) => reader.idOf(row), lastLines)) {
    yield reader.outcomeOf(id, rows);
  }
}

class LineReader {
  readonly columns: readonly string[];
  readonly #file: CsvFile;
  readonly #csv: CsvRecords;
  readonly #hasStandingOwner: boolean;
  readonly #places: ReadonlyMap<string, number>;
  readonly #days: readonly string[];
  /** Columns that say that a line has a copy: those of nothing else; all of a copy, where records have the same ones. */
  readonly #ofCopies: readonly string[];

  constructor(file: CsvFile, csv: CsvRecords, hasStandingOwner: boolean) {
    const ofRecords = columnsOfRecords(csv);
    const ofCopies = csv.copies === null ? [] : namesIn(csv.copies);
    const ofRuns = Object.values(csv.runs ?? {}).flatMap((name) => name ?? []);
    this.columns = [...new Set([...ofRecords, ...ofCopies, ...ofRuns])];
    this.#file = file;
    this.#csv = csv;
    this.#hasStandingOwner = hasStandingOwner;
    this.#places = new Map(this.columns.map((column, index) => [column, index]));
    this.#days = dayColumns(csv);
    const telling = ofCopies.filter((column) => column !== csv.copies?.owner);
    const alone = telling.filter((column) => !ofRecords.includes(column));
    this.#ofCopies = alone.length === 0 ? telling : alone;
  }

  idOf(row: CsvRow): string {
    const cellOf = this.#cellOf(row);
    const lost = lostNumber(this.#csv, cellOf);
    if (lost === null) return cellOf(this.#csv.columns.record);
    const what = `line ${row.line} has no whole number in the column "${lost}": a spreadsheet took it for a quantity and its digits are lost`;
    throw csvFault(this.#file, `${what}; write the file again with that column as text, not through a spreadsheet`);
  }

  outcomeOf(id: string, rows: readonly CsvRow[]): CsvOutcome {
    const refused = this.#refusalOf(id, rows);
    if (refused !== null) return refused;
    const cellsOf = (column: string): readonly string[] => [
      ...new Set(rows.map((row) => this.#cellOf(row)(column)).filter((text) => text !== '')),
    ];
    const { columns, formats, copies, runs } = this.#csv;
    const stated = this.#runsOf(rows);
    const material = columns.format === null ? undefined : cellsOf(columns.format)[0];
    // What states a run is a journal, and all that is in a list of nothing else; only serials are matched by their ISSN.
    const isJournal = runs !== null && (copies === null || stated.some(({ text }) => text !== null));
    const ofList = columns.format === null && isJournal ? 'JOURNAL' : null;
    const format = material === undefined ? ofList : (formats[material] ?? null);
    const { marc: described, repairs } = toMarc(this.#csv, id, cellsOf, format);
    const marc = withOwnRuns(described, stated);
    return {
      kind: 'record',
      id,
      place: this.#placeOf(rows),
      record: marc,
      repairs,
      raw: Buffer.from(JSON.stringify(writeMarcInJson(marc))),
      format: 'marc-in-json',
      copies: this.#copiesOf(rows),
      unmappedFormat: material !== undefined && format === null ? material : null,
    };
  }

  /** A record is taken in whole or not at all: with one line less, a copy would seem to be gone. */
  #refusalOf(id: string, rows: readonly CsvRow[]): CsvReject | null {
    const refuse = (line: CsvRow, reason: string): CsvReject => ({
      kind: 'reject',
      id: isId(id) ? id : null,
      place: this.#placeOf([line]),
      reason,
      raw: this.#rawOf(rows),
    });
    for (const row of rows) {
      if (!isId(id)) {
        const what = id === '' ? 'names no record' : `has a number of more than ${LONGEST_ID} characters`;
        return refuse(row, `the line ${what} in the column "${this.#csv.columns.record}"`);
      }
      const cellOf = this.#cellOf(row);
      const damage = damageOf(this.#csv, cellOf, this.columns);
      if (damage !== null) return refuse(row, `${damage}; write the file again, not through a spreadsheet`);
      const turned = this.#days.find((column) => toDay(cellOf(column), this.#csv.dates) === null);
      if (turned !== undefined) {
        return refuse(row, `the column "${turned}" has a day that is not written ${this.#csv.dates}; check csv.dates`);
      }
      if (!this.#hasStandingOwner && this.#runsOf([row]).some(({ owner }) => owner === null)) {
        const column = this.#csv.runs?.owner ?? '';
        return refuse(row, `the line says what is held and not by whom; fill the column "${column}", or set owner`);
      }
    }
    return null;
  }

  /** Lines that are alike tell of one copy twice, as where a list has a line for each subject. */
  #copiesOf(rows: readonly CsvRow[]): readonly FileCopy[] {
    const { copies, dates } = this.#csv;
    if (copies === null) return [];
    const seen = new Set<string>();
    return rows.flatMap((row) => {
      const cellOf = this.#cellOf(row);
      if (this.#ofCopies.every((column) => cellOf(column) === '')) return [];
      const copy = readCopy(copies, (column) => {
        const text = cellOf(column);
        if (text === '') return null;
        return this.#days.includes(column) ? toDay(text, dates) : text;
      });
      const key = JSON.stringify(copy);
      if ((copy.id !== null || copy.barcode !== null) && seen.has(key)) return [];
      seen.add(key);
      return [copy];
    });
  }

  /**
   * What each line states; a line with none of it is about something else, as where a list has a line for each copy. If no line
   * could name its owner, nor a copy, all that the list has is held.
   */
  #runsOf(rows: readonly CsvRow[]): readonly OwnRun[] {
    const { copies, runs } = this.#csv;
    if (runs === null) return [];
    const toRun = (row: CsvRow): OwnRun => {
      const cell = (column: string | null): string | null => (column === null ? '' : this.#cellOf(row)(column)) || null;
      const toEnd = (year: string | null, volume: string | null): RunEnd | null =>
        year === null && volume === null
          ? null
          : {
              levels: volume === null ? [] : [/^\d/.test(volume) ? `v.${volume}` : volume],
              countsThrough: true,
              year,
              month: null,
            };
      const [owner, note] = [cell(runs.owner), cell(runs.note)];
      const [from, to] = [toEnd(cell(runs.from), cell(runs.fromVolume)), toEnd(cell(runs.to), cell(runs.toVolume))];
      const text = cell(runs.statement) ?? writeCoverage(from, to);
      return { owner, text, retention: null, note, online: false };
    };
    const told = rows.map(toRun);
    const stating = told.filter(({ owner, text, note }) => owner !== null || text !== null || note !== null);
    return stating.length === 0 && runs.owner === null && copies === null ? told.slice(0, 1) : stating;
  }

  #cellOf({ values }: CsvRow): (column: string) => string {
    return (column) => values[this.#places.get(column) ?? -1] ?? '';
  }

  #placeOf(rows: readonly CsvRow[]): string {
    const lines = rows.map(({ line }) => line);
    return `${this.#file.name}, line ${lines.slice(0, 20).join(', ')}${lines.length > 20 ? ' …' : ''}`;
  }

  /** Only columns that are read: others may be about readers. */
  #rawOf(rows: readonly CsvRow[]): Uint8Array {
    const lines = [this.columns, ...rows.map(({ values }) => values)];
    return Buffer.from(lines.map((cells) => cells.map(quoted).join(',')).join('\r\n') + '\r\n');
  }
}

function isId(id: string): boolean {
  return id !== '' && id.length <= LONGEST_ID;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
