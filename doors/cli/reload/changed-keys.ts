/** Which keys of a region file changed, by their paths: never a value. Pure. */
import { isDeepStrictEqual } from 'node:util';

type Node = Readonly<Record<string, unknown>>;

/**
 * Paths such as `systems.koha-a.limits.connections`, in the order of the new file; a part of a list is named by its id. What is new or gone as a
 * whole is one path.
 */
export function changedKeys(before: unknown, after: unknown, path = ''): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [was, is] = [asNode(before), asNode(after)];
  if (was === null || is === null) return [path];
  const keys = new Set([...Object.keys(is), ...Object.keys(was)]);
  return [...keys].flatMap((key) => changedKeys(was[key], is[key], path === '' ? key : `${path}.${key}`));
}

/** A list of things without ids is one value. */
function asNode(value: unknown): Node | null {
  if (Array.isArray(value)) {
    const ids = value.map(idOf);
    return ids.length > 0 && ids.every((id) => id !== null) && new Set(ids).size === ids.length
      ? Object.fromEntries(value.map((each: unknown, index) => [ids[index] ?? '', each]))
      : null;
  }
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null;
}
