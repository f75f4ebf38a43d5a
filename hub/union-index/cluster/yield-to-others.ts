import { setImmediate } from 'node:timers/promises';

/** Long work that lets others have their turn: a process that matches also answers readers. */
export interface Yielder {
  /** Whether the work has held the process long enough. */
  isDue(): boolean;
  /** Ends when everybody else had a turn. */
  yieldToOthers(): Promise<void>;
}

/** What is written meanwhile goes on with each answer, and a long statement leaves in many pieces, each at its turn. */
const HELD_MS = 0.5;

export function createYielder(): Yielder {
  let from = performance.now();
  return {
    isDue: () => performance.now() - from > HELD_MS,
    async yieldToOthers() {
      await setImmediate();
      from = performance.now();
    },
  };
}
