/** Copies in every state that a simulated system can bring about, and everything that must be told of each. */
import type { HarvestedHolding, HarvestedItem } from '#domain/catalogue.ts';
import type { ItemFacts } from '#domain/facts.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Untold } from './told-fields.ts';

/** What a live answer says of a copy, and of who waits for its title. */
export type LiveFields = Omit<ItemFacts, 'id' | 'reason' | 'statusRule'> & { readonly titleQueue: number | null };
/** What harvest keeps of a copy, whoever may see it. */
export type HarvestedFields = Omit<HarvestedItem, 'localId' | 'kept' | 'visibility'>;
/** What harvest says of the holding that a copy is the only one of. */
export type HoldingFields = Pick<HarvestedHolding, 'callNumbers' | 'siteCodes' | 'catalogueUrl'>;

/** The only copy of a record, in one state, and everything that must be told of it. */
export interface ToldCopy {
  /** Goes on from "of": `a copy that is on order`. */
  readonly what: string;
  readonly recordLocalId: string;
  readonly localId: string;
  readonly library: LibraryId;
  readonly live: LiveFields;
  readonly harvested: HarvestedFields;
  readonly holding: HoldingFields;
}

/** As many copies as each field needs to have two values. */
export interface ToldCopies {
  readonly copies: readonly ToldCopy[];
  /** Whether the system says when a record was last changed. */
  readonly isDated: boolean;
  readonly untold: {
    readonly live: Untold<LiveFields>;
    readonly harvested: Untold<HarvestedFields>;
    readonly holding: Untold<HoldingFields>;
  };
}
