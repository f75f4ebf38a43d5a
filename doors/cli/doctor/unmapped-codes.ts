/** What `mercia doctor` gives to add to the region file: the codes that the region file does not map, where it would map them. */
import type { UnmappedCode } from '#contract/adapter.ts';

/** Placeholder for the library of an owner. No library has such an id, so it cannot be left in by mistake. */
const WHOSE = 'WHOSE-IS-IT';
/** A state, and the one that such a code has until somebody decides. */
const NOT_DECIDED = 'UNKNOWN';
const INDENT = '    ';

/** YAML for the entry of one system, indented as an entry's keys are; empty if there is nothing to map. */
export function renderUnmapped(codes: readonly UnmappedCode[]): string {
  const placed = Map.groupBy(codes, ({ where }) => where);
  placed.delete(undefined);
  const lines: string[] = [];
  let before: readonly string[] = [];
  for (const [where = '', inPlace] of [...placed].toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))) {
    const path = where.split('.');
    const shared = path.findIndex((key, depth) => before[depth] !== key);
    path.forEach((key, depth) => {
      if (depth >= shared) lines.push(`${INDENT}${'  '.repeat(depth)}${key}:`);
    });
    for (const code of inPlace) lines.push(`${INDENT}${'  '.repeat(path.length)}${renderCode(where, code)}`);
    before = path;
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function renderCode(where: string, { code, label }: UnmappedCode): string {
  // JSON is YAML; a label goes behind a # and must not end the line.
  const said = label === null ? '' : `  # ${label.replaceAll(/\s+/g, ' ').trim()}`;
  return where === 'owners'
    ? `- { code: ${JSON.stringify(code)}, library: ${WHOSE} }${said}`
    : `${JSON.stringify(code)}: ${NOT_DECIDED}${said}`;
}
