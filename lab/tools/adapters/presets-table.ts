/** The table of presets in docs/capabilities.md: which column each make is read as, and how good what is said of it is. */
import type { AdapterKind } from '#contract/adapter.ts';
import type { Preset, Standing } from '#adapters/presets/index.ts';
import { markdownTable } from './markdown-table.ts';

export function presetTable(presets: Iterable<Preset>, kinds: ReadonlyMap<string, AdapterKind>): string {
  const titleOf = (kind: string): string => kinds.get(kind)?.title ?? kind;
  return markdownTable([
    ['preset', 'make', 'is read as', 'confirmed', 'documented', 'assumed'],
    ...[...presets].map(({ name, title, base, live, claims }) => {
      const count = (is: Standing['is']): string => String(claims.filter(({ standing }) => standing.is === is).length);
      const column = live === null ? titleOf(base) : `${titleOf(base)} + ${titleOf(live)}, or ${titleOf(base)}`;
      return [`\`${name}\``, title, column, count('CONFIRMED'), count('DOCUMENTED'), count('ASSUMED')];
    }),
  ]);
}
