/** What the circulation router tells (`CirculationObserver`, `LastKnownObserver`); a system is named by its id. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Seconds: a Koha next to the hub answers in 5 ms, a call is given up after 10 s by default. */
export const HOST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Other calls, as about accounts, need other permissions, and perhaps another host. */
const OF_COPIES: ReadonlySet<string> = new Set(['availability', 'items']);

/**
 * For how long each system has failed to answer about copies. It tells the same while nobody asks, so that an alarm of it stays until the system
 * answers.
 */
function createFailing(registry: Registry, now: () => number): (system: string, kind: string, outcome: string) => void {
  const seconds = new Gauge({
    name: 'mercia_calls_failing_seconds',
    help: 'Seconds from the first to the newest of the calls about copies of a system that failed since one was last answered; 0 if the last was answered.',
    labelNames: ['system'],
    registers: [registry],
  });
  const first = new Map<string, number>();
  return (system, kind, outcome) => {
    if (!OF_COPIES.has(kind)) return;
    if (outcome === 'ok') first.delete(system);
    // The question was wrong, or asked for too much: it says nothing of the system.
    else if (!outcome.startsWith('LMS_') || outcome === 'LMS_TOO_MANY_ITEMS') return;
    else if (!first.has(system)) first.set(system, now());
    seconds.set({ system }, (now() - (first.get(system) ?? now())) / 1000);
  };
}

/** `now` gives milliseconds. */
export function createCallMetrics(registry: Registry, now: () => number) {
  const registers = [registry];
  const calls = new Counter({
    name: 'mercia_calls_total',
    help: 'Calls of the circulation router to a library system that ended, by what was asked for and how: ok, or the error code.',
    labelNames: ['system', 'kind', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'mercia_call_duration_seconds',
    help: 'Seconds that calls of the circulation router to a library system took, waiting for a place included.',
    labelNames: ['system', 'kind'],
    buckets: HOST_BUCKETS,
    registers,
  });
  const failing = createFailing(registry, now);
  const facts = new Counter({
    name: 'mercia_facts_total',
    help: 'Live facts that were given, by state: LIVE, LAST_KNOWN, UNKNOWN or NOT_SUPPORTED.',
    labelNames: ['system', 'state'],
    registers,
  });
  const holdings = new Counter({
    name: 'mercia_holdings_told_total',
    help: 'Holdings of a library that answers were about, by why they were less than live; none if they were live.',
    labelNames: ['system', 'library', 'reason'],
    registers,
  });
  const writes = new Counter({
    name: 'mercia_writes_total',
    help: 'Renewals, holds and cancellations that ended, by outcome: DONE, REFUSED, or UNKNOWN if it is not known.',
    labelNames: ['system', 'kind', 'outcome'],
    registers,
  });
  return {
    call(system: string, kind: string, outcome: string, elapsedMs: number): void {
      calls.inc({ system, kind, outcome });
      durations.observe({ system, kind }, elapsedMs / 1000);
      failing(system, kind, outcome);
    },
    facts(system: string, state: string, count: number): void {
      facts.inc({ system, state }, count);
    },
    told(
      told: readonly {
        readonly system: string;
        readonly library: string;
        readonly reason: string | null;
        readonly count: number;
      }[],
    ): void {
      for (const { system, library, reason, count } of told)
        holdings.inc({ system, library, reason: reason ?? 'none' }, count);
    },
    write(system: string, kind: string, outcome: string): void {
      writes.inc({ system, kind, outcome });
    },
  };
}

/** Last-known facts on their way into the database and out of it. */
export function createLastKnownMetrics(registry: Registry) {
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
    /** `kind` is `holdings` or `items`. */
    observerOf: (kind: string) => {
      for (const each of [kept, dropped]) each.inc({ kind }, 0);
      for (const outcome of ['answered', 'unanswered']) lookUps.inc({ kind, outcome }, 0);
      waiting.set({ kind }, 0);
      return {
        kept(count: number): void {
          kept.inc({ kind }, count);
        },
        dropped(count: number): void {
          dropped.inc({ kind }, count);
        },
        waiting(count: number): void {
          waiting.set({ kind }, count);
        },
        lookedUp(outcome: string): void {
          lookUps.inc({ kind, outcome });
        },
      };
    },
  };
}
