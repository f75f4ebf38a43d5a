/** Lists of codes: what a system tells, and what the region file adds to it. */
import type { CodeList, CodeListName, LabelledCode } from '#domain/policies.ts';

/** Code → label, as a region file has it; null for a code without one. */
export type Labels = Readonly<Record<string, string | null>>;

/**
 * One list: the codes that the system tells, with its own labels, or else those of the region file. Where the system does not
 * tell the list (null), the codes that the region file names. Null if neither tells of it.
 */
export function mergeCodes(
  list: CodeListName,
  told: readonly LabelledCode[] | null,
  named: Labels = {},
): CodeList | null {
  if (told === null) {
    const codes = Object.entries(named).flatMap(([code, label]) => (label === null ? [] : [{ code, label }]));
    return codes.length === 0 ? null : { list, codes };
  }
  const labels = new Map(
    told.filter(({ code }) => code.trim() !== '').map(({ code, label }) => [code, label ?? named[code] ?? null]),
  );
  return { list, codes: [...labels].map(([code, label]) => ({ code, label })) };
}

/** The names in a table of the region file whose entries may have one. */
export function namesIn(table: Readonly<Record<string, { readonly name: string | null }>>): Labels {
  return Object.fromEntries(Object.entries(table).map(([code, { name }]) => [code, name]));
}
