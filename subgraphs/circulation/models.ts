/** What the resolvers of the circulation contract hand to GraphQL: facts with their state, age and reason. */
import type { Due, FactState, HoldingRef, ItemFacts, Place, Reason } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { HostState } from '#platform/host-guard/index.ts';

export type { Library as LibraryModel, SystemConfig as SystemModel } from '#domain/region.ts';
export type { AnsweringModel } from './answering.ts';

export type ItemService = 'LOAN' | 'REFERENCE_USE' | 'INTERLIBRARY_LOAN' | 'COPY_SUPPLY' | 'ONLINE';

/** Whether a reader can have something now; `available` is null when unknown. */
export interface ServiceModel {
  readonly service: ItemService;
  readonly available: boolean | null;
  /** Never a day that is past. */
  readonly expected: Due | null;
  /** Whether all that it waits for should be back already; null when unknown. */
  readonly overdue: boolean | null;
  readonly limitation: string | null;
}

/** One copy with the state of what is said of it. */
export interface ItemModel extends Omit<ItemFacts, 'publicNotes'> {
  readonly state: FactState;
  /** RFC 3339, UTC; null where nothing is known of this copy's status. */
  readonly asOf: string | null;
  readonly publicNotes: readonly string[] | null;
}

/** A copy that is named and of which nothing else is known: its other fields are null. */
export type ItemName = Pick<ItemModel, 'id'>;
/** What an `Item` of the contract is resolved from. */
export type ItemSubject = ItemModel | ItemName;

/**
 * What is known of one holding. All counts, `items` and `services` are null together where nobody can say; a count
 * is never 0 for "unknown".
 */
export interface AvailabilityModel {
  readonly state: FactState;
  readonly asOf: string | null;
  readonly reason: Reason | null;
  readonly items: readonly ItemModel[] | null;
  readonly itemCount: number | null;
  /** Whether its system has the record no more; also null if that was not noted of what was last known. */
  readonly recordGone: boolean | null;
  readonly availableCount: number | null;
  readonly unknownCount: number | null;
  readonly holdQueue: number | null;
  readonly earliestDue: Due | null;
  readonly services: readonly ServiceModel[] | null;
}

/**
 * A holding as the gateway names it: its id and, from the catalogue, what its adapter finds it by, and whether it is read
 * online.
 */
export interface HoldingModel extends HoldingRef {
  readonly online: boolean;
}

/** A place with the system whose codes name it. */
export interface PlaceModel extends Place {
  readonly system: SystemId;
}

/** A page of search results as the gateway names it. */
export interface PageModel {
  readonly page: string;
}

export interface HostModel {
  readonly name: string;
  readonly state: HostState;
}
