/** What `sortBy` asks for. Pure. */
import type { EntryOrder } from '#feed-log/index.ts';
import type { CqlModifier, CqlSortKey } from '../cql/query-tree.ts';
import { SruDiagnostic } from '../diagnostics.ts';
import { findSortKey } from './indexes.ts';

const SORT_KEYS_MAX = 3;

type Direction = 'ascending' | 'descending';

/** Throws diagnostics 15, 16 and 82 to 92. */
export function toOrder(keys: readonly CqlSortKey[]): readonly EntryOrder[] {
  if (keys.length > SORT_KEYS_MAX) {
    throw new SruDiagnostic(84, String(keys.length), `at most ${String(SORT_KEYS_MAX)} are answered.`);
  }
  return keys.map(({ index, modifiers }): EntryOrder => {
    const by = findSortKey(index);
    const direction = readDirection(modifiers);
    if (by === 'RELEVANCE' && direction === 'ascending') {
      throw new SruDiagnostic(90, direction, 'the most relevant records come first: leave the direction out.');
    }
    return { by, descending: direction === 'descending' };
  });
}

function readDirection(modifiers: readonly CqlModifier[]): Direction | null {
  const directions = new Set<Direction>();
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
  return [...directions][0] ?? null;
}

/** Those that say what is so anyway. */
const IGNORED: ReadonlySet<string> = new Set(['ignorecase', 'ignoreaccents']);
