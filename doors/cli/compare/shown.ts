/** What `mercia compare` shows: an answer with its main numbers and tables, whatever it is written to. */
import type { ReportQuery } from '../__generated__/answers.ts';

export interface Shown {
  /** For names of files: `last-copies`. */
  readonly name: string;
  readonly snapshot: string;
  readonly takenAt: string;
  /** Id of the library that it is about; null for all that the caller may see. */
  readonly library: string | null;
  readonly title: string;
  /** Why the numbers may not be those that the libraries have, in sentences. */
  readonly notReconciled: readonly string[];
  readonly summary: readonly ShownLine[];
  readonly tables: readonly ShownTable[];
}

type AskedReport = NonNullable<NonNullable<ReportQuery['snapshot']>['report']>;
export type ShownLine = AskedReport['summary'][number];
export type ShownColumn = AskedReport['tables'][number]['columns'][number];

export type ShownRow = readonly (string | null)[];

export interface ShownTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly ShownColumn[];
  /** What stands above the rows on a sheet of its own. */
  readonly summary?: readonly Omit<ShownLine, 'drill'>[];
  /** Null if it takes a listing to know. */
  readonly totalRows: number | null;
  /** The first rows: at most as many as asked for, and 200. */
  firstRows(most: number): Promise<readonly ShownRow[]>;
  /** All rows, a page at a time. They are given only to an export that was written down: see `start-export.ts`. */
  allRows(exportId: string): AsyncIterable<ShownRow>;
}

/** What must be seen before any number. Null if nothing is to be said. */
export function bannerOf({ notReconciled }: Pick<Shown, 'notReconciled'>): string | null {
  return notReconciled.length === 0 ? null : notReconciled.join(' ');
}

/** Whether counts of a library are known to differ. */
export function isNotReconciled({ notReconciled }: Pick<Shown, 'notReconciled'>): boolean {
  return notReconciled.some((line) => line.startsWith('NOT RECONCILED'));
}

/** A main number in words: with who does not tell it. */
export function describeValue({ value, text, notToldBy }: Omit<ShownLine, 'drill'>): string {
  const number = value === null ? null : value.toLocaleString('en-GB');
  const said = [number, text].filter((part) => part !== null).join(', ');
  const silent = notToldBy.length === 0 ? null : `not told by ${notToldBy.join(', ')}`;
  if (said === '') return silent ?? 'not told';
  return silent === null ? said : `${said} (${silent})`;
}
