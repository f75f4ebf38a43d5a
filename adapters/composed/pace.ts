/** Says again what has come of a title, but of a large one not with each of its copies: each time it is told whole. */
import { MANY_COPIES } from './live-keys.ts';

/** Copies that are told in a millisecond: a title of 4,000 is told again after 400. */
const TOLD_PER_MS = 10;

export interface Pace {
  /** Tells now, or when the title's turn comes: what is known by then. */
  tell(place: number): void;
  /** Nothing is told after this: the answer as a whole has it. */
  end(): void;
}

/**
 * `tellNow` tells what is known of the title at a place; `copiesOf` counts its copies. What waits when the signal ends the call is told
 * then: of a call that is given up, what was told is all that counts.
 */
export function createPace(
  tellNow: (place: number) => void,
  copiesOf: (place: number) => number,
  signal: AbortSignal,
): Pace {
  /** By place: until when a title is not told again. */
  const resting = new Map<number, NodeJS.Timeout>();
  const waiting = new Set<number>();
  function tell(place: number): void {
    if (resting.has(place)) {
      waiting.add(place);
      return;
    }
    const copies = copiesOf(place);
    if (copies >= MANY_COPIES) {
      const goOn = (): void => {
        resting.delete(place);
        if (waiting.delete(place)) tell(place);
      };
      resting.set(place, setTimeout(goOn, copies / TOLD_PER_MS));
    }
    tellNow(place);
  }
  function tellRest(): void {
    for (const place of waiting) tellNow(place);
    waiting.clear();
  }
  signal.addEventListener('abort', tellRest, { once: true });
  return {
    tell,
    end() {
      signal.removeEventListener('abort', tellRest);
      for (const timer of resting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
