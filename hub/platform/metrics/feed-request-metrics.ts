/** Requests of discovery systems, as the server of the feeds answered them. */
import { Counter, Histogram } from 'prom-client';
import type { Metrics } from './metrics.ts';

/** What the server of the feeds tells of an answer (`FeedServerOptions`). */
interface AnsweredFeedRequest {
  /** As the server knows it, such as `/oai/library/:library`. */
  readonly route: string;
  readonly status: number;
  readonly elapsedMs: number;
}

/** Seconds: from what is answered at once to a whole page for a caller with a slow line. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Gives what is to be called with each answer. */
export function registerFeedRequests({ registry }: Pick<Metrics, 'registry'>): (request: AnsweredFeedRequest) => void {
  const requests = new Counter({
    name: 'mercia_feed_requests_total',
    help: 'Requests to the feeds, by route and status of HTTP.',
    labelNames: ['route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: 'mercia_feed_request_duration_seconds',
    help: 'Seconds from the arrival of a request to the feeds to the end of its answer.',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return ({ route, status, elapsedMs }) => {
    requests.inc({ route, status });
    durations.observe({ route }, elapsedMs / 1000);
  };
}
