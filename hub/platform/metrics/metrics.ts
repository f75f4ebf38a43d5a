/**
 * What a process counts, in the form that Prometheus reads: names begin with `mercia_` and end in a base unit, labels are
 * ids of systems and short closed lists, and nothing of a reader, a title or a host is in any of them.
 */
import { collectDefaultMetrics, Registry, Counter, Histogram } from 'prom-client';
import { askOnce } from '../deadline.ts';
import { MerciaError } from '../errors.ts';
import { createCallMetrics, createLastKnownMetrics, HOST_BUCKETS } from './router-metrics.ts';
import { createRequestMetrics } from './request-metrics.ts';
import type { HostObserver, HostState } from '../host-guard/index.ts';
import { createGauges } from './gauges.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** A scrape ends long before who scrapes gives it up, which Prometheus does after ten seconds. */
const READ_WITHIN_MS = 5_000;
const READ_AGAIN_AFTER_MS = 60_000;

/** One a process. The process's own figures (processor, memory, event loop) are among them. */
export function createMetrics(now: () => number = Date.now, readWithinMs = READ_WITHIN_MS) {
  const registry = new Registry();
  const samples: (() => Promise<void>)[] = [];
  collectDefaultMetrics({ register: registry });

  /** Reads rows before each scrape; if that fails or takes too long (the database is gone, or hangs) their figures are missing this time. */
  function sample<Row>(
    read: () => readonly Row[] | Promise<readonly Row[]>,
    set: (rows: readonly Row[]) => void,
  ): void {
    const ask = askOnce(async () => read(), {
      ms: readWithinMs,
      late: () => new MerciaError('STORE_UNAVAILABLE', 'figures were not read in time'),
      againAfterMs: READ_AGAIN_AFTER_MS,
    });
    samples.push(async () => {
      set([]);
      set(await ask());
    });
  }
  return {
    registry,
    hosts: createHostMetrics(registry, sample),
    calls: createCallMetrics(registry, now),
    lastKnown: createLastKnownMetrics(registry),
    requests: createRequestMetrics(registry),
    sample,
    async scrape() {
      await Promise.allSettled(samples.map((each) => each()));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

const BREAKER_STATES = ['closed', 'half-open', 'open'] as const;

/** Reads rows at each scrape and sets what they say (`metrics.ts`). */
type Sample = <Row>(read: () => readonly Row[], set: (rows: readonly Row[]) => void) => void;

function createHostMetrics(registry: Registry, sample: Sample) {
  const registers = [registry];
  const exchanges = new Counter({
    name: 'mercia_host_exchanges_total',
    help: 'Exchanges with a library system, harvest included, by how they ended: ok, or the error code.',
    labelNames: ['system', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: 'mercia_host_exchange_duration_seconds',
    help: 'Seconds that exchanges with a library system took, waiting for a place not included.',
    labelNames: ['system'],
    buckets: HOST_BUCKETS,
    registers,
  });
  type Row = HostState & { readonly system: string };
  const setBreakers = createGauges<'system' | 'state', { system: string; state: string; isIn: boolean }>(
    registry,
    ['system', 'state'],
    [['mercia_host_breaker_state', '1 for the state that the breaker is in.', ({ isIn }) => isIn]],
  );
  const setLoads = createGauges<'system', Row>(
    registry,
    ['system'],
    [
      [
        'mercia_host_concurrency_limit',
        'Exchanges that a system can take at once, as learned.',
        ({ concurrency }) => concurrency,
      ],
      ['mercia_host_exchanges_in_flight', 'Exchanges with a system under way.', ({ inFlight }) => inFlight],
      ['mercia_host_exchanges_waiting', 'Exchanges that wait for a place.', ({ waiting }) => waiting],
    ],
  );

  return {
    observerOf: (system: string): HostObserver => ({
      exchanged(outcome, elapsedMs) {
        exchanges.inc({ system, outcome });
        durations.observe({ system }, elapsedMs / 1000);
      },
    }),
    /** `states` gives the state by the system's id. */
    registerStates(states: () => ReadonlyMap<string, HostState>): void {
      sample<Row>(
        () => Array.from(states(), ([system, state]) => ({ system, ...state })),
        (rows) => {
          setBreakers(
            rows.flatMap(({ system, breaker }) =>
              BREAKER_STATES.map((state) => ({ system, state, isIn: breaker === state })),
            ),
          );
          setLoads(rows);
        },
      );
    },
  };
}
