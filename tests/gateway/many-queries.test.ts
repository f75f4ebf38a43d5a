/**
 * Queries that cost almost as much as one may, made up from the graph: none ends the hub, or keeps it busy. 120 of them, or 40 for each
 * hub that `MERCIA_TEST_HUBS` names: 25 ask a thousand, and take some six minutes.
 */
import { expect, it } from 'vitest';
import { makeCostlyQuery } from './support/costly-query.ts';
import { MOST_CPU_MS, startMeasuredHub } from './support/measured-hub.ts';

const HUBS = Number(process.env['MERCIA_TEST_HUBS'] ?? 3);
/** What a hub keeps of queries that it will see again is none of their answers: after so many it starts anew. */
const QUERIES_EACH = 40;
const MINUTES = 60_000;

interface Asked {
  readonly seed: number;
  readonly code: unknown;
  readonly cpuMs: number;
}

async function askAll(seeds: readonly number[]): Promise<readonly Asked[]> {
  const hub = await startMeasuredHub();
  try {
    const asked: Asked[] = [];
    for (const seed of seeds) {
      const answer = await hub.ask(makeCostlyQuery(seed)).catch((cause: unknown) => {
        throw new Error(`Query ${seed} ended the hub.`, { cause });
      });
      asked.push({ seed, code: answer.code, cpuMs: answer.cpuMs });
    }
    return asked;
  } finally {
    await hub.close();
  }
}

it(
  'takes less than two seconds of processor and 200 MB for each',
  async () => {
    const asked: Asked[] = [];
    for (let hub = 0; hub < HUBS; hub += 1) {
      asked.push(...(await askAll(Array.from({ length: QUERIES_EACH }, (_, at) => 1 + hub * QUERIES_EACH + at))));
    }

    expect(asked.filter(({ cpuMs }) => cpuMs >= MOST_CPU_MS)).toEqual([]);
    // Most are answered, some become too large: else they would not have been at the edge.
    expect(asked.filter(({ code }) => code === undefined).length).toBeGreaterThan(asked.length / 2);
    expect(asked.filter(({ code }) => code === 'QUERY_TOO_COSTLY').length).toBeGreaterThan(asked.length / 100);
  },
  30 * MINUTES,
);
