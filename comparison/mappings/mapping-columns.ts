/** The columns of the sheets in which mappings and target codes go out and come back. */
import type { Column } from '#platform/sheets/cells.ts';
import type { WantedColumn } from '#platform/sheets/sheet-rows.ts';

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

/** What is read of a sheet that comes back; the other columns are for people. */
export const WANTED_MAPPING = {
  list: { header: 'List', kind: 'text', filled: true },
  system: { header: 'System', kind: 'text', filled: true },
  code: { header: 'Code', kind: 'code', filled: true },
  target: { header: 'Target code', kind: 'code' },
  state: { header: 'State', kind: 'text', optional: true },
  note: { header: 'Note', kind: 'text', optional: true },
} as const satisfies Record<string, WantedColumn>;

export const TARGET_COLUMNS: readonly Column[] = [
  { header: 'List', kind: 'text' },
  { header: 'Code', kind: 'text' },
  { header: 'Label', kind: 'text', width: 32 },
  { header: 'Meaning', kind: 'text' },
];

export const WANTED_TARGET = {
  list: { header: 'List', kind: 'text', filled: true },
  code: { header: 'Code', kind: 'code', filled: true },
  label: { header: 'Label', kind: 'text', optional: true },
  meaning: { header: 'Meaning', kind: 'text', optional: true },
} as const satisfies Record<string, WantedColumn>;
