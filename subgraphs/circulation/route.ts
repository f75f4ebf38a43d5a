/** Which system answers for an id. A table, so that a library's ids survive its move to another system. */
import { parseId } from '#domain/ids.ts';
import type { IdKind, SystemId } from '#domain/ids.ts';

export type ResolveId = (id: string, kind: IdKind) => SystemId | null;

/**
 * `moved` names, for a routing key, the system that answers for it today; a key that is not in it is its own system.
 * Null for a text that is no id of the kind.
 */
export function createResolveId(moved: ReadonlyMap<string, SystemId> = new Map()): ResolveId {
  return (id, kind) => {
    const parts = parseId(id, kind);
    return parts === null ? null : (moved.get(parts.routingKey) ?? (parts.routingKey as SystemId));
  };
}
