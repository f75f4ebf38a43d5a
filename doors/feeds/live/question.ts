/** The one question that is asked of the graph: editions with all that is said of their copies now. */
import type { HoldingBasis } from '#domain/catalogue.ts';
import type {
  Due,
  FactState,
  ItemDescription,
  ItemLimitation,
  ItemStatus,
  ItemUse,
  Place,
  ReasonCode,
} from '#domain/facts.ts';

const PLACE = '{ code name siteCode }';
const DUE = '{ on at }';

export const TITLES_QUERY = `query Titles($by: [EditionKey!]!, $first: Int!) {
  editions(by: $by) { editions {
    id title format
    links { url libraries { id } }
    holdings {
      id basis online callNumbers catalogueUrl
      library { id name }
      statements { text retention note }
      availability {
        state asOf reason { code } holdQueue recordGone
        services { service available expected ${DUE} limitation }
        items(first: $first) { edges { node {
          id state asOf reason { code } status limitations use due ${DUE}
          barcode callNumber enumeration chronology copyNumber itemType
          permanentLocation ${PLACE} currentLocation ${PLACE}
        } } pageInfo { hasNextPage } }
      }
    }
  } }
}`;

/** Titles of one question: with more of them, fewer copies of each would fit. */
export const TITLES_PER_QUESTION = 50;
/** Half of what the gateway allows a question to cost, so that it fits too where libraries hold twice as much; what a page may hold. */
const COST_LIMIT = 500_000;
const PAGE_LIMIT = 200;
/** The gateway counts three editions of a key and, if it knows no better, three holdings of an edition. */
const HOLDINGS_OF_KEY = 9;
/** Points of a key, of a holding without its copies, and of a copy, as the gateway counts them (`docs/gateway.md`). */
const COST_OF_KEY = 101;
const COST_OF_HOLDING = 73;
const COST_OF_COPY = 32;

/** How many copies of each holding fit into one question about so many titles. */
export function copiesThatFit(titles: number): number {
  const forEach = (COST_LIMIT - 1) / titles - COST_OF_KEY - HOLDINGS_OF_KEY * COST_OF_HOLDING;
  return Math.min(PAGE_LIMIT, Math.floor(forEach / HOLDINGS_OF_KEY / COST_OF_COPY));
}

/** One identifier of an edition, as the graph takes it. */
export type TitleKey = { readonly id: string } | { readonly record: string };

export interface ReasonAnswer {
  readonly code: ReasonCode;
}

/** A copy. Its fields are null if its system tells nothing of it. */
export interface CopyAnswer extends ItemDescription {
  readonly id: string;
  readonly state: FactState | null;
  readonly asOf: string | null;
  readonly reason: ReasonAnswer | null;
  readonly status: ItemStatus | null;
  readonly limitations: readonly ItemLimitation[] | null;
  readonly use: ItemUse | null;
  readonly due: Due | null;
  readonly itemType: string | null;
  readonly permanentLocation: Place | null;
  readonly currentLocation: Place | null;
}

export interface ServiceAnswer {
  readonly service: 'LOAN' | 'REFERENCE_USE' | 'INTERLIBRARY_LOAN' | 'COPY_SUPPLY' | 'ONLINE';
  readonly available: boolean | null;
  readonly expected: Due | null;
  readonly limitation: string | null;
}

export interface AvailabilityAnswer {
  readonly state: FactState;
  readonly asOf: string | null;
  readonly reason: ReasonAnswer | null;
  readonly holdQueue: number | null;
  readonly recordGone: boolean | null;
  readonly services: readonly ServiceAnswer[] | null;
  readonly items: {
    readonly edges: readonly { readonly node: CopyAnswer }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  } | null;
}

export interface HoldingAnswer {
  readonly id: string;
  readonly basis: HoldingBasis;
  readonly online: boolean | null;
  readonly callNumbers: readonly string[];
  readonly catalogueUrl: string | null;
  readonly library: { readonly id: string; readonly name: string };
  readonly statements: readonly {
    readonly text: string;
    readonly retention: string | null;
    readonly note: string | null;
  }[];
  /** Null if the graph itself failed. */
  readonly availability: AvailabilityAnswer | null;
}

export interface TitleAnswer {
  readonly id: string;
  readonly title: string;
  readonly format: string;
  readonly links: readonly { readonly url: string; readonly libraries: readonly { readonly id: string }[] }[];
  readonly holdings: readonly HoldingAnswer[];
}
