import type { GraphQLResolveInfo } from 'graphql';
import type { ItemId } from '#domain/ids.ts';
import type { LiveLoader } from '../live/live-loader.ts';
import type { ItemModel, ItemName } from '../models.ts';
import { wantsOnly } from './what-is-wanted.ts';

/** What can be told of a copy without asking its system. */
const KNOWN: ReadonlySet<string> = new Set(['id', '__typename']);

/**
 * The copy of a loan or a hold. Its system is asked only for more than its id; of a copy that it does not show to the public,
 * the id is all there is, as wherever a copy is asked for by its id.
 */
export function namedItem(
  id: ItemId | null,
  loaders: LiveLoader,
  info: GraphQLResolveInfo,
): Promise<ItemModel | ItemName> | ItemName | null {
  if (id === null) return null;
  return wantsOnly(KNOWN, info) ? { id } : findOrName(id, loaders);
}

async function findOrName(id: ItemId, loaders: LiveLoader): Promise<ItemModel | ItemName> {
  return (await loaders.itemById(id)) ?? { id };
}
