/**
 * What a process counts, in the form that Prometheus reads: names begin with `mercia_` and end in a base unit, labels are
 * ids of systems and short closed lists, and nothing of a reader, a title or a host is in any of them.
 */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createCallMetrics, type CallMetrics } from './call-metrics.ts';
import { createHostMetrics, type HostMetrics } from './host-metrics.ts';
import { createLastKnownMetrics, type LastKnownMetrics } from './last-known-metrics.ts';
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly calls: CallMetrics;
  readonly hosts: HostMetrics;
  readonly lastKnown: LastKnownMetrics;
  readonly requests: RequestMetrics;
  /** Called before each scrape, to set what is read rather than counted; one that rejects costs its own figures only. */
  onScrape(sample: () => void | Promise<void>): void;
  /** The answer to one scrape. */
  scrape(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** One a process. The process's own figures (processor, memory, event loop) are among them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const samples: (() => void | Promise<void>)[] = [];
  const onScrape = (sample: () => void | Promise<void>): void => void samples.push(sample);
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    hosts: createHostMetrics(registry, onScrape),
    calls: createCallMetrics(registry),
    lastKnown: createLastKnownMetrics(registry),
    requests: createRequestMetrics(registry),
    onScrape,
    async scrape() {
      await Promise.allSettled(samples.map(async (sample) => sample()));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
