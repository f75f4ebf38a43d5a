/**
 * For whom a system is asked: what decides who goes first while it is busy. It is set where a question begins, and read by
 * the guard of the host, so that no adapter has to hand it on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** From what goes first to what has time: accounts of readers and what they change, other live questions, harvest. */
export const URGENCIES = ['account', 'live', 'background'] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface Turn {
  /** Read whenever a place is free: it may become more urgent while it waits. */
  readonly urgency: Urgency;
  /** A name that says nothing of who it is; empty for what nobody in particular asks. Callers take turns. */
  readonly caller: string;
}

/** One piece of work for everybody who wants it at the same time: as urgent as the most urgent of them. */
export interface SharedTurn extends Turn {
  /** Somebody else waits for it. */
  join(turn: Turn): void;
}

const NOBODY: Turn = { urgency: 'live', caller: '' };
const current = new AsyncLocalStorage<Turn>();

/** Everything that is asked of systems within `ask` is asked for this caller, with this urgency. */
export function askAs<T>(turn: Turn, ask: () => T): T {
  return current.run(turn, ask);
}

/** For whom the code that runs now asks. */
export function currentTurn(): Turn {
  return current.getStore() ?? NOBODY;
}

export function createSharedTurn({ urgency: first, caller }: Turn): SharedTurn {
  let urgency = first;
  return {
    caller,
    get urgency() {
      return urgency;
    },
    join(turn) {
      if (rankOf(turn) < rankOf({ urgency, caller })) urgency = turn.urgency;
    },
  };
}

/** Lower goes first. */
export function rankOf({ urgency }: Turn): number {
  return URGENCIES.indexOf(urgency);
}
