/** What stands in a cell of `table.njk`. */
export type Cell = string | CellParts;

export interface CellParts {
  readonly text: string;
  /** The language of a title, as `words/language.ts` says it; null or absent for English. */
  readonly lang?: string | null;
  readonly href?: string | undefined;
  readonly numeric?: boolean;
  /** A long text, which a narrow column would make very tall. */
  readonly wide?: boolean;
  /** It says no more than where it leads, and takes one line. */
  readonly onlyLink?: boolean;
  /** It has several values, because those whom it is about differ. */
  readonly differs?: boolean;
  /** Further lines below it. */
  readonly notes?: readonly string[];
  /** On paper it would be of no use. */
  readonly screenOnly?: boolean;
  /** To be filled in with a pen. */
  readonly paperOnly?: boolean;
}

export interface TableRow {
  readonly header: Cell;
  readonly cells: readonly Cell[];
}

/** A number as people read it, to the right, as a link if there are rows behind it. */
export function numberCell(value: number | null, href?: string): CellParts {
  if (value === null) return { text: 'not told', numeric: true };
  return { text: value.toLocaleString('en-GB'), numeric: true, ...(href === undefined ? {} : { href }) };
}
