/** Mappings and target codes as sheets: how they go out, and how they come back when somebody has filled them in. */
import { CODE_LISTS } from '#domain/policies.ts';
import { MAPPING_STATES } from '#domain/mappings.ts';
import type { Column } from '#platform/sheets/cells.ts';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import type { SheetFault, WantedColumn } from '#platform/sheets/sheet-rows.ts';

export const MAPPING_COLUMNS: readonly Column[] = [
  { header: 'List', kind: 'text' },
  { header: 'System', kind: 'text' },
  { header: 'Code', kind: 'text' },
  { header: 'Label', kind: 'text', width: 32 },
  { header: 'Items', kind: 'number' },
  { header: 'Target code', kind: 'text' },
  { header: 'Target label', kind: 'text', width: 32 },
  { header: 'State', kind: 'text' },
  { header: 'Reason', kind: 'text' },
  { header: 'Warnings', kind: 'text' },
  { header: 'Note', kind: 'text', width: 40 },
];

export const TARGET_COLUMNS: readonly Column[] = [
  { header: 'List', kind: 'text' },
  { header: 'Code', kind: 'text' },
  { header: 'Label', kind: 'text', width: 32 },
  { header: 'Meaning', kind: 'text' },
];

/** What is read of a sheet that comes back; the other columns are for people. */
const WANTED_MAPPING = {
  list: { header: 'List', kind: 'text', filled: true },
  system: { header: 'System', kind: 'text', filled: true },
  code: { header: 'Code', kind: 'code', filled: true },
  target: { header: 'Target code', kind: 'code' },
  state: { header: 'State', kind: 'text', optional: true },
  note: { header: 'Note', kind: 'text', optional: true },
} as const satisfies Record<string, WantedColumn>;

const WANTED_TARGET = {
  list: { header: 'List', kind: 'text', filled: true },
  code: { header: 'Code', kind: 'code', filled: true },
  label: { header: 'Label', kind: 'text', optional: true },
  meaning: { header: 'Meaning', kind: 'text', optional: true },
} as const satisfies Record<string, WantedColumn>;

/** A row that could not be read, with the sentence that says so. */
export interface UnreadRow {
  readonly line: number;
  readonly column: string | null;
  readonly problem: string;
}

/** Throws BAD_USER_INPUT if the file as a whole cannot be read; a row that is wrong is among the unread. */
export async function readMappingSheet(source: string | Uint8Array) {
  const { rows, faults } = await readSheet(source, WANTED_MAPPING);
  const read = rows.map(({ number: line, values }) => {
    const list = oneOf(CODE_LISTS, values.list);
    const state = oneOf(MAPPING_STATES, values.state);
    if (list === null) return unknown(line, 'List', CODE_LISTS);
    if (state === null && values.state !== null) return unknown(line, 'State', MAPPING_STATES);
    const { system, code, target, note } = values;
    return { line, list, system: system ?? '', code: code ?? '', target, state, note };
  });
  return refuseDoubles(partRows(read, faults), ({ list, system, code }) => [list, system, code]);
}

/** As {@link readMappingSheet}. */
export async function readTargetSheet(source: string | Uint8Array) {
  const { rows, faults } = await readSheet(source, WANTED_TARGET);
  const read = rows.map(({ number: line, values: { code, label, meaning, ...of } }) => {
    const list = oneOf(CODE_LISTS, of.list);
    return list === null ? unknown(line, 'List', CODE_LISTS) : { line, list, code: code ?? '', label, meaning };
  });
  return refuseDoubles(partRows(read, faults), ({ list, code }) => [list, code.trim().toUpperCase()]);
}

/** The graph sees one part of a long file at a time. */
function refuseDoubles<Row extends { readonly line: number }>(
  { rows, unread }: { readonly rows: readonly Row[]; readonly unread: readonly UnreadRow[] },
  keyOf: (row: Row) => readonly string[],
): { readonly rows: readonly Row[]; readonly unread: readonly UnreadRow[] } {
  const lines = new Map<string, number>();
  const doubles: UnreadRow[] = [];
  const single = rows.filter((row) => {
    const key = JSON.stringify(keyOf(row));
    const before = lines.get(key);
    if (before === undefined) lines.set(key, row.line);
    else
      doubles.push({
        line: row.line,
        column: 'Code',
        problem: `the code stands in line ${before} already; leave one of the two`,
      });
    return before === undefined;
  });
  return { rows: single, unread: [...unread, ...doubles] };
}

function partRows<Row extends object>(
  read: readonly (Row | UnreadRow)[],
  faults: readonly SheetFault[],
): { readonly rows: readonly Row[]; readonly unread: readonly UnreadRow[] } {
  const [good, wrong]: [Row[], UnreadRow[]] = [[], []];
  for (const row of read) {
    if ('problem' in row) wrong.push(row);
    else good.push(row);
  }
  const unread = faults.map(({ number, column, message }) => ({ line: number, column, problem: message }));
  return { rows: good, unread: [...unread, ...wrong] };
}

/** One that could not be read has no code. */
interface SheetRow {
  readonly line: number;
  readonly list?: string;
  readonly system?: string;
  readonly code?: string;
}

/**
 * Parts that fit into one request each, at least one. Codes that differ by case and blanks alone are in the same part: the graph refuses the
 * second if the system has but one of them.
 */
export function toParts<Row extends SheetRow>(rows: readonly Row[], mostBytes: number): readonly (readonly Row[])[] {
  const parts: Row[][] = [[]];
  let bytes = 0;
  const alike = Map.groupBy(rows, (row) =>
    row.code === undefined ? row : JSON.stringify([row.list, row.system, row.code.trim().toUpperCase()]),
  );
  for (const group of alike.values()) {
    const size = group.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0);
    if (bytes + size > mostBytes && bytes > 0) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(...group);
    bytes += size;
  }
  return parts;
}

/** `Item type` is `ITEM_TYPE`. */
function oneOf<Word extends string>(words: readonly Word[], text: string | null): Word | null {
  const wanted = text
    ?.trim()
    .toUpperCase()
    .replaceAll(/[ _-]+/g, '_');
  return words.find((word) => word === wanted) ?? null;
}

function unknown(line: number, column: string, words: readonly string[]): UnreadRow {
  return { line, column, problem: `Row ${line}, column "${column}": there is no such word; use ${words.join(', ')}.` };
}
