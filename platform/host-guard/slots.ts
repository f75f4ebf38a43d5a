/** The places of one host: so many exchanges at once, live questions first, harvest never in the last place. */
import PQueue from 'p-queue';

/** Somebody waits for a live answer; background work has time. */
export type Urgency = 'live' | 'background';

export interface Slots {
  /** Runs the task when it has a place; null if the signal ends before. When it ends later, the place is free at once. */
  take<T>(task: () => Promise<T>, urgency: Urgency, signal: AbortSignal): Promise<T | null>;
  /** So many from now on; what runs is not stopped. */
  resize(count: number): void;
}

export function createSlots(count: number): Slots {
  const all = new PQueue({ concurrency: count });
  const background = new PQueue({ concurrency: withoutLast(count) });
  return {
    async take<T>(task: () => Promise<T>, urgency: Urgency, signal: AbortSignal): Promise<T | null> {
      let begun: Promise<T> | null = null;
      const begin = (): Promise<T> => (begun = task());
      try {
        return await (urgency === 'live'
          ? all.add(begin, { priority: 1, signal })
          : background.add(() => all.add(begin, { signal }), { signal }));
      } catch {
        // The queue tells of the signal; the task tells itself what became of it.
        return begun;
      }
    },
    resize(next) {
      if (all.concurrency === next) return;
      all.concurrency = next;
      background.concurrency = withoutLast(next);
    },
  };
}

function withoutLast(count: number): number {
  return Math.max(1, count - 1);
}
