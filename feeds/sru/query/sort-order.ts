/** What `sortBy` asks for. Pure. */
import type { EntryOrder } from '#union-index/feed/index.ts';
import type { CqlModifier, CqlSortKey } from '../cql/query-tree.ts';
import { SruDiagnostic } from '../diagnostics.ts';
import { findSortKey } from './indexes.ts';

const SORT_KEYS_MAX = 3;

/** Throws diagnostics 15, 16 and 82 to 92. */
export function toOrder(keys: readonly CqlSortKey[]): readonly EntryOrder[] {
  if (keys.length > SORT_KEYS_MAX) {
    throw new SruDiagnostic(84, String(keys.length), `at most ${String(SORT_KEYS_MAX)} are answered.`);
  }
  return keys.map(({ index, modifiers }) => ({ by: findSortKey(index), descending: isDescending(modifiers) }));
}

function isDescending(modifiers: readonly CqlModifier[]): boolean {
  const directions = new Set<string>();
  for (const { name, comparison } of modifiers) {
    const bare = name.replace(/^sort\./, '');
    if (bare === 'ascending' || bare === 'descending') directions.add(bare);
    else if (bare === 'respectcase') throw new SruDiagnostic(91, name, 'upper and lower case are sorted alike.');
    else if (bare.startsWith('missing')) throw new SruDiagnostic(92, name, 'what has no value comes last.');
    else if (!IGNORED.has(bare) || comparison !== null) {
      throw new SruDiagnostic(
        82,
        name,
        `leave "/${name.slice(0, 100)}" out; "/sort.descending" turns the order round.`,
      );
    }
  }
  if (directions.size > 1) throw new SruDiagnostic(90, 'ascending descending', 'name one of the two.');
  return directions.has('descending');
}

/** Those that say what is so anyway. */
const IGNORED: ReadonlySet<string> = new Set(['ignorecase', 'ignoreaccents']);
