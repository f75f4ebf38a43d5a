/** Requests to the graph and to the feeds, as their servers answered them. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the gateway tells of an answer (`GatewayObserver`). */
interface AnsweredRequest {
  readonly status: number;
  readonly elapsedMs: number;
  readonly time: { readonly budgetMs: number; readonly reserveMs: number } | null;
}

/** Seconds: from what the index alone answers to the longest budget. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30];

export function createRequestMetrics(registry: Registry) {
  const registers = [registry];
  const requests = new Counter({
    name: 'mercia_requests_total',
    help: 'Requests to the graph, by the status of HTTP.',
    labelNames: ['status'],
    registers,
  });
  const durations = new Histogram({
    name: 'mercia_request_duration_seconds',
    help: 'Seconds from the arrival of a request to the graph to the end of its answer.',
    buckets: BUCKETS,
    registers,
  });
  const budgets = new Counter({
    name: 'mercia_request_budgets_total',
    help: 'Answers inside (met) and outside (missed) the time budget of their request.',
    labelNames: ['outcome'],
    registers,
  });
  const reserve = new Gauge({
    name: 'mercia_request_reserve_seconds',
    help: "Seconds of the newest request's budget that were kept for what follows the last subgraph's answer.",
    registers,
  });
  // A series that begins with its first event has no increase by it: alarms would not see the first of what they are about.
  for (const outcome of ['met', 'missed']) budgets.inc({ outcome }, 0);
  for (const status of ['429', '503']) requests.inc({ status }, 0);
  return {
    answered({ status, elapsedMs, time }: AnsweredRequest): void {
      requests.inc({ status });
      durations.observe(elapsedMs / 1000);
      if (time === null) return;
      budgets.inc({ outcome: elapsedMs <= time.budgetMs ? 'met' : 'missed' });
      reserve.set(time.reserveMs / 1000);
    },
  };
}

/** What the servers of the feeds and of the pages tell of an answer: no address, for keys and what people search for stand in addresses. */
export interface AnsweredRoute {
  /** As the server knows it, such as `/oai/library/:library`; `none` if there is no such one. */
  readonly route: string;
  readonly status: number;
  readonly elapsedMs: number;
}

/** Seconds: from what is answered at once to a whole page for a caller with a slow line. */
const ROUTE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function registerFeedRequests(metrics: { readonly registry: Registry }): (answered: AnsweredRoute) => void {
  return registerRoutes(metrics, 'mercia_feed', 'Requests to the feeds');
}

export function registerPageRequests(metrics: { readonly registry: Registry }): (answered: AnsweredRoute) => void {
  return registerRoutes(metrics, 'mercia_console', 'Requests to the console');
}

function registerRoutes({ registry }: { readonly registry: Registry }, prefix: string, what: string) {
  const requests = new Counter({
    name: `${prefix}_requests_total`,
    help: `${what}, by route and status of HTTP.`,
    labelNames: ['route', 'status'],
    registers: [registry],
  });
  const durations = new Histogram({
    name: `${prefix}_request_duration_seconds`,
    help: `${what}: seconds from the arrival to the end of the answer.`,
    labelNames: ['route'],
    buckets: ROUTE_BUCKETS,
    registers: [registry],
  });
  return ({ route, status, elapsedMs }: AnsweredRoute): void => {
    requests.inc({ route, status });
    durations.observe({ route }, elapsedMs / 1000);
  };
}
