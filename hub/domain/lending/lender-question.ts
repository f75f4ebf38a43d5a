/** What is asked when a library looks for a lender, and what is known of each library that holds the title. */
import type { HoldingBasis, HoldingStatement } from '../catalogue.ts';
import type { Library, Network } from '../region.ts';
import type { WantedPart } from './coverage.ts';
import type { Opening } from '../places/opening.ts';
import type { NetworkId } from '../ids.ts';

/** What is asked of a lender: the thing itself, or a copy of an article in it. */
export const SUPPLIES = ['LOAN', 'COPY'] as const;
export type Supply = (typeof SUPPLIES)[number];

export interface LenderQuestion {
  /** Id of the edition, which decides who of equals comes first. */
  readonly edition: string;
  /** Whether all of it is read online, by whatever library. */
  readonly online: boolean;
  readonly supply: Supply;
  readonly asker: Library;
  /** Null if the asker is in no network: then there is no order among networks. */
  readonly rota: Rota | null;
  /** Whether it is wanted outside the region; the asker only passes the request on. */
  readonly fromOutside: boolean;
  /** Null if no part was asked for. */
  readonly wanted: WantedPart | null;
  /** The year that it is. */
  readonly thisYear: number;
}

/** What the order of lenders needs to know of a holding. */
export interface HeldPart {
  readonly basis: HoldingBasis;
  readonly copies: number | null;
  readonly statements: readonly HoldingStatement[];
  /** Whether it is read online, so that nothing of it stands on a shelf. */
  readonly online: boolean;
}

export interface Holder<Held extends HeldPart> {
  readonly library: Library;
  readonly network: Network | null;
  /** At least one. Of a journal those in print and those that are read online. */
  readonly holdings: readonly Held[];
  readonly opening: Opening;
}

/** Whom a network asks, each with its place, 0 the first. */
type Rota = ReadonlyMap<NetworkId, number>;

/** The order of the region file; its own network comes first where the file leaves it out. */
export function toRota({ id, asks }: Network): Rota {
  const order = asks.includes(id) ? asks : [id, ...asks];
  return new Map([...new Set(order)].map((network, place) => [network, place]));
}
