import { setImmediate as turn } from 'node:timers/promises';

/** Long work that lets others have their turn: a process that matches also answers readers. */
export interface Breath {
  /** Whether the work has held the process long enough. */
  isDue(): boolean;
  /** Ends when everybody else had a turn. */
  take(): Promise<void>;
}

/** What is written meanwhile goes on with the answer to each statement, and should not wait long for its turn. */
const HELD_MS = 2;

export function createBreath(): Breath {
  let from = performance.now();
  return {
    isDue: () => performance.now() - from > HELD_MS,
    async take() {
      await turn();
      from = performance.now();
    },
  };
}
