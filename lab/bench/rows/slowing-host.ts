/** A host that slows from 50 ms to two seconds and comes back: how many exchanges it has at once, as the guard learns. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createHttpClient } from '#platform/http-client.ts';

export interface SlowingFigures {
  readonly stages: readonly SlowingStage[];
}

export interface SlowingStage {
  readonly answerIn: number;
  /** Exchanges that the host may have at once, after each exchange. */
  readonly concurrency: readonly number[];
}

const CONNECTIONS = 16;
const STAGES = [
  { answerIn: 50, exchanges: 60 },
  { answerIn: 2_000, exchanges: 60 },
  { answerIn: 50, exchanges: 120 },
] as const;

export async function measureSlowing(): Promise<SlowingFigures> {
  let answerIn = 0;
  const server = createServer((_, response) => {
    void wait(answerIn).then(() => response.setHeader('content-type', 'application/json').end('[]'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const limits = {
    connections: CONNECTIONS,
    breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
  };
  const guard = createHostGuards().for({ id: 'slowing', limits });
  const http = createHttpClient({
    system: 'slowing',
    address: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    timeoutMs: 60_000,
    guard,
  });
  const signal = new AbortController().signal;
  const stages: SlowingStage[] = [];
  try {
    for (const stage of STAGES) {
      ({ answerIn } = stage);
      const concurrency: number[] = [];
      let left: number = stage.exchanges;
      // As many askers as there are connections: the host is never without a question.
      const askOn = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          await http.request({ operation: 'question', path: '/' }, signal);
          concurrency.push(guard.state().concurrency);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, askOn));
      stages.push({ answerIn, concurrency });
    }
    return { stages };
  } finally {
    http.close();
    server.close();
    server.closeAllConnections();
  }
}
