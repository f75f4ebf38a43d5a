/**
 * What the library systems said when they last could. Every live answer is kept here; where a system is silent, slow or
 * broken, this is what is told instead, with its age. Public facts of copies only: never anything of a patron.
 */
import type { LiveItem } from '#adapters/adapter.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId, ItemId, SystemId } from '#domain/ids.ts';

/** A system's answer for one holding. */
export interface HoldingAnswer {
  readonly holding: HoldingId;
  /** RFC 3339, UTC: when the system said so. */
  readonly asOf: string;
  /** Null where the system has no such record any more: known, and without copies. */
  readonly facts: HoldingFacts | null;
}

/** Facts as they were at their `asOf`; of a record that was gone by then, facts without copies. */
export type KnownHolding = HoldingFacts;

/** A record that was there once has no copies now. */
export function toGoneFacts(asOf: string): KnownHolding {
  return { asOf, items: [], holdQueue: null, limitation: null };
}

/** The same as long as `isCurrent`; then nothing more is kept: those who answer know no longer what may be shown. */
export function keepWhile(lastKnown: LastKnown, isCurrent: () => boolean): LastKnown {
  return {
    ...lastKnown,
    keepAvailability: (system, answers) =>
      isCurrent()
        ? lastKnown.keepAvailability(system, answers)
        : answers.map(({ asOf, facts }) => facts ?? toGoneFacts(asOf)),
    keepItems(system, items) {
      if (isCurrent()) lastKnown.keepItems(system, items);
    },
  };
}

export interface LastKnown {
  /**
   * Never blocks, never throws: written behind. The newest `asOf` wins, in whatever order answers come; so leave out what
   * knows less than an earlier answer did, because a copy could not be told this time. Gives the same facts, in the same
   * order, as they are held here: what is told again as it was is held once, however many hold on to it.
   */
  keepAvailability(system: SystemId, answers: readonly HoldingAnswer[]): readonly KnownHolding[];
  keepItems(system: SystemId, items: readonly LiveItem[]): void;
  /**
   * Never rejects: a store that fails knows nothing. Only what is known is in the map. What is asked in one turn is one
   * statement.
   */
  findAvailability(holdings: readonly HoldingId[]): Promise<ReadonlyMap<HoldingId, KnownHolding>>;
  findItems(items: readonly ItemId[]): Promise<ReadonlyMap<ItemId, LiveItem>>;
  /**
   * Forgets what is held in memory and what is not written yet, because what may be shown has changed; what the store knows
   * is read from there.
   */
  forget(): void;
  /** Writes what is waiting, within a second; what cannot be written by then is lost. */
  close(): Promise<void>;
}
