import { setImmediate } from 'node:timers/promises';

/** What is written meanwhile goes on with each answer, and a long statement leaves in many pieces, each at its turn. */
const HELD_MS = 0.5;

/** Long work that lets others have their turn: a process that matches also answers readers. */
export function createYielder() {
  let from = performance.now();
  return {
    /** Whether the work has held the process long enough. */
    isDue: () => performance.now() - from > HELD_MS,
    /** Ends when everybody else had a turn. */
    async yieldToOthers() {
      await setImmediate();
      from = performance.now();
    },
  };
}
