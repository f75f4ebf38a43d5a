/** Calls of the circulation router to library systems, and what they gave. */
import { Counter, Histogram, type Registry } from 'prom-client';

/** What the circulation router tells (`CirculationObserver`); a system is named by its id. */
export interface CallMetrics {
  call(system: string, kind: string, outcome: string, elapsedMs: number): void;
  facts(system: string, state: string, count: number): void;
  write(system: string, kind: string, outcome: string): void;
}

/** Seconds: a Koha next to the hub answers in 5 ms, a call is given up after 10 s by default. */
export const HOST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createCallMetrics(registry: Registry): CallMetrics {
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
  const facts = new Counter({
    name: 'mercia_facts_total',
    help: 'Live facts that were given, by state: LIVE, LAST_KNOWN, UNKNOWN or NOT_SUPPORTED.',
    labelNames: ['system', 'state'],
    registers,
  });
  const writes = new Counter({
    name: 'mercia_writes_total',
    help: 'Renewals, holds and cancellations that ended, by outcome: DONE, REFUSED, or UNKNOWN if it is not known.',
    labelNames: ['system', 'kind', 'outcome'],
    registers,
  });
  return {
    call(system, kind, outcome, elapsedMs) {
      calls.inc({ system, kind, outcome });
      durations.observe({ system, kind }, elapsedMs / 1000);
    },
    facts(system, state, count) {
      facts.inc({ system, state }, count);
    },
    write(system, kind, outcome) {
      writes.inc({ system, kind, outcome });
    },
  };
}
