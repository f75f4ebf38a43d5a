/** Spans of requests to a system, as this process makes them. */
import { trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SamplingDecision,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { isMerciaError } from './errors.ts';
import { createHostGuards } from './host-guard/index.ts';
import { createHttpClient } from './http-client.ts';

const exporter = new InMemorySpanExporter();
// Tracers keep the provider that they found first: afterwards it records nothing for other tests of this process.
let decision = SamplingDecision.RECORD_AND_SAMPLED;
const provider = new BasicTracerProvider({
  sampler: { shouldSample: () => ({ decision }) },
  spanProcessors: [new SimpleSpanProcessor(exporter)],
});
trace.setGlobalTracerProvider(provider);
afterAll(() => {
  decision = SamplingDecision.NOT_RECORD;
  trace.disable();
});

it('end with the code that the caller is told, of a request that waits for its turn when the client closes, too', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const limits = { connections: 1, breaker: { failures: 3, openMs: 1_000, maxOpenMs: 10_000 } };
  const client = createHttpClient({
    system: 'koha-a',
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: 1,
    timeoutMs: 60_000,
    guard: createHostGuards({ now: Date.now, random: () => 0.5 }).for({ id: 'koha-a', limits }),
  });
  const ask = async (operation: string): Promise<unknown> =>
    client
      .request({ operation, path: '/api/items' }, new AbortController().signal)
      .catch((error: unknown) => (isMerciaError(error) ? error.code : String(error)));
  try {
    const asked = Promise.all([ask('first'), ask('waits')]);
    await once(server, 'request');
    client.close();
    const told = await asked;

    expect(told).toEqual(['LMS_UNAVAILABLE', 'LMS_UNAVAILABLE']);
    const spans = exporter
      .getFinishedSpans()
      .map(({ attributes }) => [attributes['operation'], attributes['error.type']]);
    expect(Object.fromEntries(spans)).toEqual({ first: told[0], waits: told[1] });
  } finally {
    client.close();
    server.closeAllConnections();
    server.close();
  }
});
