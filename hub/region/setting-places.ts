/** Where a region file has an entry of a system's settings, for messages about what was made of it. */
import type { KeyPath } from './known-keys.ts';
import { readYaml } from './yaml-source.ts';

export type SettingPlaces = ReturnType<typeof createSettingPlaces>;

/** `text` is that of the file of this name. Gives `region.yaml:57`; null for what the file has no entry of, as one of a preset. */
export function createSettingPlaces(text: string, fileName: string) {
  const yaml = readYaml(text);
  const { value } = yaml;
  const systems = entriesOf(entriesOf(value).get('systems'));
  return (system: string, entry: string): string | null => {
    for (const [at, each] of systems) {
      if (entriesOf(each).get('id') !== system) continue;
      for (const part of [[], ['live']]) {
        const settings = ['systems', at, ...part, 'settings'];
        const path = findEntry(valueAt(value, settings), entry);
        if (path !== null) return `${fileName}:${String(yaml.placeOf([...settings, ...path]).line)}`;
      }
    }
    return null;
  };
}

/** The keys of `codes.LOST.1`. Keys have points in them, too: `locations.ST.ALBANS`. */
function findEntry(value: unknown, entry: string): KeyPath | null {
  for (const [key, inside] of entriesOf(value)) {
    if (entry === key) return [key];
    const rest = entry.startsWith(`${key}.`) ? findEntry(inside, entry.slice(key.length + 1)) : null;
    if (rest !== null) return [key, ...rest];
  }
  return null;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((inside, key) => entriesOf(inside).get(key), value);
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}
