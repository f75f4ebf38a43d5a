/** What the guard of each library system sees and does: exchanges as they end, its own state at each scrape. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { HostObserver, HostState } from '../host-guard/index.ts';
import { HOST_BUCKETS } from './call-metrics.ts';

const BREAKER_STATES = ['closed', 'half-open', 'open'] as const;

export interface HostMetrics {
  observerOf(system: string): HostObserver;
  /** `states` gives the state by the system's id. */
  registerStates(states: () => ReadonlyMap<string, HostState>): void;
}

export function createHostMetrics(registry: Registry, onScrape: (sample: () => void) => void): HostMetrics {
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
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]): Gauge<Label> =>
    new Gauge({ name, help, labelNames, registers });
  const breaker = gauge('mercia_host_breaker_state', '1 for the state that the breaker is in.', 'system', 'state');
  const limit = gauge(
    'mercia_host_concurrency_limit',
    'Exchanges that a system can take at once, as learned.',
    'system',
  );
  const inFlight = gauge('mercia_host_exchanges_in_flight', 'Exchanges with a system under way.', 'system');
  const waiting = gauge('mercia_host_exchanges_waiting', 'Exchanges that wait for a place.', 'system');

  return {
    observerOf: (system) => ({
      exchanged(outcome, elapsedMs) {
        exchanges.inc({ system, outcome });
        durations.observe({ system }, elapsedMs / 1000);
      },
    }),
    registerStates(states) {
      onScrape(() => {
        for (const each of [breaker, limit, inFlight, waiting]) each.reset();
        for (const [system, host] of states()) {
          for (const state of BREAKER_STATES) breaker.set({ system, state }, host.breaker === state ? 1 : 0);
          limit.set({ system }, host.concurrency);
          inFlight.set({ system }, host.inFlight);
          waiting.set({ system }, host.waiting);
        }
      });
    },
  };
}
