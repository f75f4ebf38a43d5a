/** Last-known facts on their way into the database and out of it. */
import { Counter, Gauge, type Registry } from 'prom-client';

/** What the circulation router tells (`LastKnownObserver`) of one kind of facts. */
interface LastKnownCounters {
  kept(count: number): void;
  dropped(count: number): void;
  waiting(count: number): void;
  lookedUp(outcome: string): void;
}

export interface LastKnownMetrics {
  /** `kind` is `holdings` or `items`. */
  readonly observerOf: (kind: string) => LastKnownCounters;
}

export function createLastKnownMetrics(registry: Registry): LastKnownMetrics {
  const registers = [registry];
  const labelNames = ['kind'] as const;
  const kept = new Counter({
    name: 'mercia_last_known_kept_total',
    help: 'Last-known facts that were written to the database, by kind: holdings or items.',
    labelNames,
    registers,
  });
  const dropped = new Counter({
    name: 'mercia_last_known_dropped_total',
    help: 'Last-known facts that were discarded unwritten; the older facts stay, with their age.',
    labelNames,
    registers,
  });
  const waiting = new Gauge({
    name: 'mercia_last_known_waiting',
    help: 'Last-known facts that are not written yet.',
    labelNames,
    registers,
  });
  const lookUps = new Counter({
    name: 'mercia_last_known_look_ups_total',
    help: 'Look-ups of last-known facts in the database; unanswered in their time they found nothing.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  return {
    observerOf(kind) {
      for (const each of [kept, dropped]) each.inc({ kind }, 0);
      for (const outcome of ['answered', 'unanswered']) lookUps.inc({ kind, outcome }, 0);
      waiting.set({ kind }, 0);
      return {
        kept(count) {
          kept.inc({ kind }, count);
        },
        dropped(count) {
          dropped.inc({ kind }, count);
        },
        waiting(count) {
          waiting.set({ kind }, count);
        },
        lookedUp(outcome) {
          lookUps.inc({ kind, outcome });
        },
      };
    },
  };
}
