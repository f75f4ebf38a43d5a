/**
 * What a process counts, in the form that Prometheus reads: names begin with `mercia_` and end in a base unit, labels are
 * ids of systems and short closed lists, and nothing of a reader, a title or a host is in any of them.
 */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createHostMetrics } from './host-metrics.ts';
import { createCallMetrics, createLastKnownMetrics } from './router-metrics.ts';
import { createRequestMetrics } from './request-metrics.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** One a process. The process's own figures (processor, memory, event loop) are among them. */
export function createMetrics(now: () => number = Date.now) {
  const registry = new Registry();
  const samples: (() => Promise<void>)[] = [];
  collectDefaultMetrics({ register: registry });

  /** Reads rows before each scrape; if that fails (the database is gone) their figures are missing this time. */
  function sample<Row>(
    read: () => readonly Row[] | Promise<readonly Row[]>,
    set: (rows: readonly Row[]) => void,
  ): void {
    samples.push(async () => {
      set([]);
      set(await read());
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
