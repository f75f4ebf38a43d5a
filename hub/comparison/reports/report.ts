/**
 * A report answers one question of the migration team, from a snapshot. It is written once: the graph, the terminal, CSV and
 * spreadsheets all show what it gives.
 */
import type { Condition, Population, ToldThing } from '#domain/comparison.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { Snapshot } from '../snapshots/snapshot.ts';

/** Something that a report may be told besides library and system. */
export interface ReportOption {
  /** As it is written: `--option since=first`. */
  readonly name: string;
  /** What it does, in a few words, as the label of a field. */
  readonly says: string;
  /** Any text, one or more of its `values`, or what the snapshot or the region has. */
  readonly takes: 'TEXT' | 'VALUE' | 'SNAPSHOT' | 'LIBRARY';
  /** For `VALUE`, the values that there are. */
  readonly values?: readonly string[] | undefined;
}

/** What a report may not be about. Each record is in one of the first two at most, each copy in one of the others. */
export const LEFT_OUT_PARTS = [
  'INTERLIBRARY_RECORDS',
  'HIDDEN_RECORDS',
  'INTERLIBRARY_COPIES',
  'COPIES_ON_HIDDEN_RECORDS',
  'HIDDEN_COPIES',
  'COPIES_WITHOUT_NUMBER',
  'COPIES_OF_NOBODY',
] as const;
export type LeftOutPart = (typeof LEFT_OUT_PARTS)[number];

export interface Report {
  /** As it is called in commands and in the graph: `last-copies`. */
  readonly name: string;
  /** Names of reports that are put together in this one: who asks by them is given this one, and told so. */
  readonly formerly?: readonly string[] | undefined;
  /** The question that it answers, as somebody would ask it. */
  readonly question: string;
  /** Given where one library has to be named. It may be named for every report; then it is about that one. */
  readonly scope?: 'LIBRARY';
  /** Whether it says anything of readers: then it needs the role `migration`, and the agreement of each library. */
  readonly aboutReaders?: boolean | undefined;
  /**
   * What its numbers are made of besides records: systems that do not tell it are named beside every number.
   */
  readonly needs?: readonly ToldThing[] | undefined;
  /**
   * What the snapshot has and none of its numbers count: it is said below them, with how much it is. Empty for a report about all of
   * it, of which only that is left out which could not be read, and what nobody owns; null for one that counts no records or copies.
   */
  readonly leavesOut: readonly LeftOutPart[] | null;
  /** True if its main numbers are those of all libraries, whichever is named. */
  readonly isOfAll?: boolean | undefined;
  /** What it may be told besides, in the order in which somebody would choose. */
  readonly options?: readonly ReportOption[] | undefined;
  run(context: ReportContext): Promise<ReportResult>;
}

export interface ReportContext {
  /** It refuses writes. */
  readonly db: Kysely<Database>;
  readonly snapshot: Snapshot;
  /** The region file as it stood when the snapshot was taken. */
  readonly region: Region;
  /** The library that the report is asked for; null if it is about all that the caller may see. */
  readonly library: LibraryId | null;
  readonly system: SystemId | null;
  /** What `mercia` was asked besides: another library to compare with, another snapshot. */
  readonly options: Readonly<Record<string, string>>;
  /** All that may be asked for, this one too. */
  readonly reports: readonly Report[];
  /** The caller's libraries; null if they may see all. */
  readonly visibleLibraries: readonly string[] | null;
  /** Whether the caller may see rows about readers, as the role `migration` may; if not, they have numbers alone. */
  readonly seesReaders?: boolean | undefined;
  /** The conditions that every number and list of this report must have: the caller's, the library's and the system's. */
  readonly scope: readonly Condition[];
  readonly now: Date;
}

export interface ReportResult {
  /** What was found, in one sentence. */
  readonly title: string;
  readonly summary: readonly SummaryLine[];
  readonly tables: readonly ReportTable[];
}

/** Rows of the snapshot that a number stands for; listing them gives exactly so many. */
export interface Drill {
  readonly population: Population;
  readonly where: readonly Condition[];
}

export interface SummaryLine {
  readonly label: string;
  /** Null if nobody tells it, or if it is too small to be shown; then `text` says why. */
  readonly value: number | null;
  readonly text?: string | undefined;
  readonly notToldBy?: readonly SystemId[] | undefined;
  readonly drill?: Drill | undefined;
  /** What to do about one of the rows, in words. */
  readonly remedy?: string | undefined;
  /** True if `text` says already how it was in the earlier snapshot. */
  readonly isCompared?: boolean | undefined;
}

export const CELL_KINDS = ['TEXT', 'NUMBER', 'DATE', 'LINK'] as const;
export type CellKind = (typeof CELL_KINDS)[number];

export interface ReportColumn {
  /** As it stands above the column. */
  readonly header: string;
  readonly kind: CellKind;
  /** True if its numbers are how many rows the drill of each row gives. */
  readonly counts?: boolean | undefined;
}

export interface ReportRow {
  /** One for each column; null is empty. Dates are `YYYY-MM-DD`. */
  readonly cells: readonly (string | number | null)[];
  readonly drill?: Drill | undefined;
  /** Of the title in it, ISO 639-2/B. */
  readonly language?: string | null | undefined;
}

export interface ReportTable {
  /** Short: it is the name of a sheet, and part of a file's name. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  /** What stands above the rows where the table is a sheet of its own; none where the report's own lines serve. */
  readonly summary?: (() => Promise<readonly SummaryLine[]>) | undefined;
  /** How many rows there are; null if that would cost as much as listing them. Counted when it is asked for. */
  readonly totalRows: number | null | (() => Promise<number | null>);
  /** Rows in a fixed order, from an opaque place on. */
  rows(page: { readonly after: string | null; readonly first: number }): Promise<ReportPage>;
}

export interface ReportPage {
  readonly rows: readonly ReportRow[];
  /** Opaque place behind the last row; null if there are no more. */
  readonly next: string | null;
}

/** Throws BAD_USER_INPUT for a text that is no place of a list. */
export function readPlace(after: string | null): number | null {
  if (after === null) return null;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  throw badUserInput('after: this is no place of this table; take the endCursor of a page.');
}

/** How many rows a table has; null if that is not known. */
export async function countTableRows({ totalRows }: Pick<ReportTable, 'totalRows'>): Promise<number | null> {
  return typeof totalRows === 'function' ? totalRows() : totalRows;
}

type Head = Pick<ReportTable, 'name' | 'title'>;

/** A column, and what stands in it. */
export interface Column<Row> extends ReportColumn {
  readonly cell: (row: Row) => string | number | null;
}

type MakeColumn = <Row>(header: string, cell: Column<Row>['cell']) => Column<Row>;

const columnOf =
  (kind: CellKind, counts = false): MakeColumn =>
  (header, cell) => ({ header, kind, counts, cell });

export const text = columnOf('TEXT');
export const date = columnOf('DATE');
export const link = columnOf('LINK');
export const number = columnOf('NUMBER');
/** How many rows the drill of each row gives. */
export const counting = columnOf('NUMBER', true);

/** The rows behind one row. */
export type DrillOf<Row> = (row: Row) => Drill | undefined;

/** Of the title in a row; null if its record names none. */
export type LanguageOf<Row> = (row: Row) => string | null;

/** Of rows that have it. */
export const ownLanguage = ({ language }: { readonly language: string | null }): string | null => language;

export function toRow<Row>(
  row: Row,
  columns: readonly Column<Row>[],
  drillOf?: DrillOf<Row>,
  languageOf?: LanguageOf<Row>,
): ReportRow {
  return { cells: columns.map(({ cell }) => cell(row)), drill: drillOf?.(row), language: languageOf?.(row) };
}

interface ReadRows<Row> {
  readonly columns: readonly Column<Row>[];
  readonly drillOf?: DrillOf<Row>;
}

export interface ListedRows<Row> extends ReadRows<Row> {
  readonly totalRows: ReportTable['totalRows'];
  /** Rows in the order of their places, from behind the one given. */
  readonly list: (page: { readonly after: number | null; readonly first: number }) => Promise<readonly Row[]>;
  readonly placeOf: (row: Row) => number;
  readonly languageOf?: LanguageOf<Row>;
  /** True to ask for a row more than a page has, so that the last page is known to be the last. */
  readonly looksAhead?: boolean;
}

/** A table whose rows are read page by page. */
export function listedTable<Row>(head: Head, listed: ListedRows<Row>): ReportTable {
  const { columns, totalRows, list, placeOf, drillOf, languageOf, looksAhead = false } = listed;
  return {
    ...head,
    columns,
    totalRows,
    async rows({ after, first }) {
      const found = await list({ after: readPlace(after), first: looksAhead ? first + 1 : first });
      const rows = found.slice(0, first);
      const last = rows.at(-1);
      const isOver = looksAhead ? found.length <= first : found.length < first;
      return {
        rows: rows.map((row) => toRow(row, columns, drillOf, languageOf)),
        next: last === undefined || isOver ? null : String(placeOf(last)),
      };
    },
  };
}

/** A table whose rows are in an order of their own, of which so many are passed over. */
export function countedOffTable<Row>(
  head: Head,
  read: ReadRows<Row> & {
    readonly totalRows: number;
    readonly list: (page: { readonly from: number; readonly first: number }) => Promise<readonly Row[]>;
  },
): ReportTable {
  const { columns, totalRows, list, drillOf } = read;
  return {
    ...head,
    columns,
    totalRows,
    async rows({ after, first }) {
      const from = readPlace(after) ?? 0;
      const rows = from < totalRows ? await list({ from, first }) : [];
      const next = from + rows.length;
      return {
        rows: rows.map((row) => toRow(row, columns, drillOf)),
        next: next < totalRows && rows.length > 0 ? String(next) : null,
      };
    },
  };
}

/** A table whose rows are made, all at once, when one of them or their number is asked for. */
export function lazyTable<Row>(
  head: Head,
  make: () => Promise<readonly Row[]>,
  columns: readonly Column<Row>[],
  drillOf?: DrillOf<Row>,
): ReportTable {
  let made: Promise<ReportTable> | null = null;
  const table = (): Promise<ReportTable> => (made ??= make().then((rows) => tableOf(head, rows, columns, drillOf)));
  return {
    ...head,
    columns,
    totalRows: async () => countTableRows(await table()),
    rows: async (page) => (await table()).rows(page),
  };
}

/** A table whose rows are all at hand. */
export function tableOf<Row>(
  head: Head,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  drillOf?: DrillOf<Row>,
): ReportTable {
  return {
    ...head,
    columns,
    totalRows: rows.length,
    rows({ after, first }) {
      const from = readPlace(after) ?? 0;
      const to = from + first;
      const page = rows.slice(from, to).map((row) => toRow(row, columns, drillOf));
      return Promise.resolve({ rows: page, next: to < rows.length ? String(to) : null });
    },
  };
}
