/**
 * Ids that stay the same when a library moves: the old id goes on standing in the graph, and what is asked of it is asked of the
 * copy or holding that the new system knows by another id. Pure.
 */
import { toId, type HoldingId, type ItemId } from './ids.ts';

/** What stands for what. A holding may stand for several that became one; a copy stands for one. */
export interface MovedIds {
  /** The id under which the new system knows it; the same id for what did not move. */
  newOf<Id extends HoldingId | ItemId>(id: Id): Id;
  /** The id that the graph shows; the same id for what did not move. */
  oldOf<Id extends HoldingId | ItemId>(id: Id): Id;
}

export const NOTHING_MOVED: MovedIds = { newOf: (id) => id, oldOf: (id) => id };

export function createMovedIds(rows: readonly { readonly oldId: string; readonly newId: string }[]): MovedIds {
  if (rows.length === 0) return NOTHING_MOVED;
  const byOld = new Map(rows.map(({ oldId, newId }) => [oldId, newId]));
  const byNew = new Map<string, string>();
  // Of several that became one, the first id in the alphabet is shown, everywhere the same.
  for (const { oldId, newId } of rows) {
    const shown = byNew.get(newId);
    if (shown === undefined || oldId < shown) byNew.set(newId, oldId);
  }
  return {
    newOf: <Id extends string>(id: Id) => (byOld.get(id) ?? id) as Id,
    oldOf: <Id extends string>(id: Id) => (byNew.get(id) ?? id) as Id,
  };
}

/** Before the live keys of a holding that is shown by an old id: which holding they are of. No adapter's key begins so. */
const ASKED_AS = '\u2192';

/** The live keys of a holding that is shown by another id than its system's own. */
export function keysAskedAs(own: HoldingId, shown: HoldingId, liveKeys: readonly string[]): readonly string[] {
  return own === shown ? liveKeys : [`${ASKED_AS}${own}`, ...liveKeys];
}

/** The holding that a system is asked for, from what the catalogue says of it. */
export function toAskedHolding<Holding extends { readonly id: HoldingId; readonly liveKeys: readonly string[] }>(
  holding: Holding,
): Holding {
  const [first, ...liveKeys] = holding.liveKeys;
  if (first?.startsWith(ASKED_AS) !== true) return holding;
  const id = toId(first.slice(ASKED_AS.length), 'holding');
  return id === null ? holding : { ...holding, id, liveKeys };
}
