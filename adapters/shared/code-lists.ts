/** Lists of codes: what a system tells, and what the region file adds to it. */
import type { CodeList, CodeListName, LabelledCode } from '#domain/policies.ts';

/** Code → label, as a region file has it; null for a code without one. */
export type Labels = Readonly<Record<string, string | null>>;

/**
 * One list of what the system tells (null: nothing) and what the region file says. The system's own label wins. Null if
 * neither tells of the list.
 */
export function mergeCodes(
  list: CodeListName,
  told: readonly LabelledCode[] | null,
  named: Labels = {},
): CodeList | null {
  const labels = new Map(Object.entries(named));
  if (told === null && labels.size === 0) return null;
  for (const { code, label } of told ?? []) labels.set(code, label ?? labels.get(code) ?? null);
  return { list, codes: [...labels].map(([code, label]) => ({ code, label })) };
}

/** The names in a table of the region file whose entries may have one. */
export function namesIn(table: Readonly<Record<string, { readonly name: string | null }>>): Labels {
  return Object.fromEntries(Object.entries(table).map(([code, { name }]) => [code, name]));
}
