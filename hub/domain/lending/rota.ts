import type { NetworkId } from '../ids.ts';
import type { Network } from '../region.ts';

/** Whom a network asks, each with its place, 0 the first. */
export type Rota = ReadonlyMap<NetworkId, number>;

/** The order of the region file; its own network comes first where the file leaves it out. */
export function toRota({ id, asks }: Network): Rota {
  const order = asks.includes(id) ? asks : [id, ...asks];
  return new Map([...new Set(order)].map((network, place) => [network, place]));
}
