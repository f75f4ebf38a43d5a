/** One page of a holding's copies. Pure. */
import { toId, type ItemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import type { ItemModel } from './models.ts';

/** More copies than this are asked for page by page. */
export const ITEMS_PAGE_MAX = 200;

/**
 * Copies in the order of their ids, so that a cursor (the last id seen) stays good when copies come and go between
 * two pages. Throws BAD_USER_INPUT for a `first` out of range and a cursor that is none.
 */
export function pageItems(items: readonly ItemModel[], first: number, after: string | null | undefined) {
  if (first < 1 || first > ITEMS_PAGE_MAX) {
    throw badUserInput(`items: "first" must be 1 to ${ITEMS_PAGE_MAX}, not ${first}.`);
  }
  const seen = after === null || after === undefined ? null : readCursor(after);
  const inOrder = items.toSorted((a, b) => compareIds(a.id, b.id));
  const behind = seen === null ? inOrder : inOrder.filter((item) => compareIds(item.id, seen) > 0);
  const nodes = behind.slice(0, first);
  const edges = nodes.map((node) => ({ cursor: writeCursor(node.id), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: behind.length > edges.length,
      hasPreviousPage: seen !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const collator = new Intl.Collator('en', { numeric: true });

/** Item 9 before item 10; ids that only look alike still have one order. */
function compareIds(a: ItemId, b: ItemId): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b));
}

function writeCursor(id: ItemId): string {
  return Buffer.from(id).toString('base64url');
}

function readCursor(cursor: string): ItemId {
  const id = toId(Buffer.from(cursor, 'base64url').toString(), 'item');
  if (id === null) {
    throw badUserInput('items: "after" is no cursor that this graph gave.');
  }
  return id;
}
