/** What the guard of each library system sees and does: exchanges as they end, its own state at each scrape. */
import { Counter, Histogram, type Registry } from 'prom-client';
import type { HostObserver, HostState } from '../host-guard/index.ts';
import { createGauges } from './gauges.ts';
import { HOST_BUCKETS } from './router-metrics.ts';

const BREAKER_STATES = ['closed', 'half-open', 'open'] as const;

/** Reads rows at each scrape and sets what they say (`metrics.ts`). */
type Sample = <Row>(read: () => readonly Row[], set: (rows: readonly Row[]) => void) => void;

export function createHostMetrics(registry: Registry, sample: Sample) {
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
