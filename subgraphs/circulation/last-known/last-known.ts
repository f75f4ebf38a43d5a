/**
 * The last answers of the library systems. Every live answer is kept here; when a system is silent, slow or broken, its last
 * answer is shown instead, with its age. Public facts of copies only: never anything of a patron.
 */
import type { LiveItem, Slot } from '#contract/adapter.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId } from '#domain/ids.ts';
import type { ItemHome } from '#store/repositories/last-known/holdings.ts';

export interface LastKnown {
  /**
   * Never blocks, never throws: the database is written later. The newest `asOf` wins, in whatever order answers come; so
   * leave out an answer that knows less than an earlier one, because a copy's status could not be determined. Gives the same
   * facts as they are held here: unchanged facts are held in memory once, however many requests use them. What is `early`, so that
   * more of the same moment may follow, is held in memory only: keep it again, or what followed, when its call has ended.
   */
  keepAvailability(holding: HoldingId, facts: HoldingFacts, early?: 'early'): HoldingFacts;
  keepItem(live: LiveItem): void;
  /**
   * Never rejects: what the database did not say in time is STORE_UNAVAILABLE. What nobody has ever said is not in the map. What
   * is asked for in one turn of the event loop is one statement.
   */
  findAvailability(holdings: readonly HoldingId[]): Promise<ReadonlyMap<HoldingId, Slot<HoldingFacts>>>;
  findItems(items: readonly ItemId[]): Promise<ReadonlyMap<ItemId, Slot<LiveItem>>>;
  /**
   * Which holding each copy is one of, by the index, for systems that find copies with their holdings only. Never rejects: what is
   * not in the map could not be found out. Absent where there never is an index.
   */
  findHoldings?(items: readonly ItemId[]): Promise<ReadonlyMap<ItemId, ItemHome>>;
  /**
   * Forgets what is held in memory and what is not written yet, because what may be shown has changed. What is in the
   * database is read from there.
   */
  forget(): void;
  /** Writes what is waiting, within a second; what cannot be written by then is lost. */
  close(): Promise<void>;
}

/** Facts of a record that its system has no more: known, and without copies. */
export function toGoneFacts(asOf: string): HoldingFacts {
  return { asOf, items: [], holdQueue: null, limitation: null, isGone: true };
}

/** The same while `isCurrent`; after that nothing is kept, because an old region no longer knows what may be shown. */
export function keepWhile(lastKnown: LastKnown, isCurrent: () => boolean): LastKnown {
  return {
    ...lastKnown,
    keepAvailability: (holding, facts, early) =>
      isCurrent() ? lastKnown.keepAvailability(holding, facts, early) : facts,
    keepItem(live) {
      if (isCurrent()) lastKnown.keepItem(live);
    },
  };
}

/** Anything that was true at one moment: RFC 3339. */
export interface Dated {
  readonly asOf: string;
}

/** Whether the first replaces the second. What has no readable moment replaces nothing. */
export function isNewer(known: Dated, other: Dated | undefined): boolean {
  const at = Date.parse(known.asOf);
  return !Number.isNaN(at) && (other === undefined || Date.parse(other.asOf) < at);
}

/** What operators of the circulation router may count of last-known facts. It gets kinds and numbers only. */
export type KnownKind = 'holdings' | 'items';

export interface LastKnownObserver {
  /** So many were written to the database. */
  kept(count: number): void;
  /** So many were given up: the database was away too long, or would never have taken them. */
  dropped(count: number): void;
  /** So many are not written yet. */
  waiting(count: number): void;
  /** One look-up in the database has ended; unanswered in its time, it found nothing. */
  lookedUp(outcome: 'answered' | 'unanswered'): void;
}

export type ObserveLastKnown = (kind: KnownKind) => LastKnownObserver;
