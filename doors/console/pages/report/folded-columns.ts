/**
 * Columns that say more of what stands in another: on a page they are further lines of its cells, because nobody reads fifteen columns
 * side by side. A file has each by itself.
 */
import type { CellParts } from '../../templates/cells.ts';

/** What is folded, into which column, and what stands before it. */
const FOLDS: Readonly<Record<string, readonly [into: string, before: string]>> = {
  'Branch code': ['Library', ''],
  Branch: ['Library', ''],
  'Name of item type': ['Item type', ''],
  'Name of location': ['Location', ''],
  'Call number': ['Title', ''],
  'Record number': ['Title', 'Record '],
  'Item number': ['Barcode', 'Copy '],
  System: ['Library', ''],
  'Class mark': ['Title', ''],
  Status: ['Location', ''],
  Year: ['Title', ''],
};

/** Tables of fewer columns stay as they are. */
const MANY = 9;

/** Places of the columns that are shown, and what is folded into each. */
export interface Fold {
  readonly shown: readonly number[];
  readonly into: ReadonlyMap<number, readonly { readonly place: number; readonly before: string }[]>;
}

export function foldOf(headers: readonly string[]): Fold {
  const folds = headers.flatMap((header, place) => {
    const [target = '', before = ''] = Object.hasOwn(FOLDS, header) ? (FOLDS[header] ?? []) : [];
    const at = headers.indexOf(target);
    return headers.length < MANY || at < 0 ? [] : [{ place, at, before }];
  });
  return {
    shown: headers.map((_, place) => place).filter((place) => !folds.some((fold) => fold.place === place)),
    into: Map.groupBy(folds, ({ at }) => at),
  };
}

/** The cells that are shown, each with what is folded into it. */
export function foldCells(cells: readonly CellParts[], { shown, into }: Fold): readonly CellParts[] {
  return shown.flatMap((at) => {
    const cell = cells[at];
    if (cell === undefined) return [];
    const notes = (into.get(at) ?? []).flatMap(({ place, before }) => {
      const text = cells[place]?.text ?? '';
      return text === '' || text === cell.text ? [] : [`${before}${text}`];
    });
    return [notes.length === 0 ? cell : { ...cell, notes: [...new Set(notes)] }];
  });
}
