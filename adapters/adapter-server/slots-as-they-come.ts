/** Answers that come one after the other, a handful at a time: each handful is a line of the wire. */
import { withinTime } from '#platform/deadline.ts';
import type { OnSlot, Slot } from '#contract/adapter.ts';

/** Slots with their places among those that were asked for. */
export type Handful<T> = readonly (readonly [place: number, slot: Slot<T>])[];

/** Milliseconds that a slot waits for others to go along: a large title is told again with each of its copies. */
const GATHER_MS = 20;

/** What `ask` tells as it comes, and at the end what it gives besides. Throws what `ask` throws, behind what came before. */
export async function* slotsAsTheyCome<T>(
  ask: (onSlot: OnSlot<T>) => Promise<readonly Slot<T>[]>,
): AsyncGenerator<Handful<T>> {
  const sent = new Map<number, Slot<T>>();
  let waiting = new Map<number, Slot<T>>();
  let woken = Promise.withResolvers<undefined>();
  const take = (): Handful<T> => {
    const handful = [...waiting].filter(([place, slot]) => !sent.has(place) || sent.get(place) !== slot);
    for (const [place, slot] of handful) sent.set(place, slot);
    waiting = new Map();
    woken = Promise.withResolvers();
    return handful;
  };
  let isOver = false;
  const answers = ask((place, slot) => {
    waiting.set(place, slot);
    woken.resolve(undefined);
  }).finally(() => {
    isOver = true;
    woken.resolve(undefined);
  });
  // It is awaited below, and must not end the process if it fails before.
  answers.catch(() => undefined);
  while (!over()) {
    await woken.promise;
    if (!over()) await withinTime(answers.then(nothing, nothing), GATHER_MS, nothing);
    const handful = take();
    if (handful.length > 0) yield handful;
  }
  for (const [place, slot] of (await answers).entries()) waiting.set(place, slot);
  const rest = take();
  if (rest.length > 0) yield rest;

  function over(): boolean {
    return isOver;
  }
}

function nothing(): void {
  // Only that it is over counts.
}
