import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { SHOWCASE } from '#demo/showcase.ts';
import { createLogger } from '#platform/logger.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { sql } from 'kysely';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTime } from '#tests/support/with-time.ts';

interface Availability {
  readonly state: string;
  readonly asOf: string;
  readonly reason: { readonly code: string } | null;
  readonly itemCount: number;
  readonly availableCount: number | null;
  readonly items: { readonly edges: readonly { readonly node: { readonly id: string; readonly status: string } }[] };
}

interface Page {
  readonly data: {
    readonly editions: readonly {
      readonly editions: readonly {
        readonly holdings: readonly { readonly id: string; readonly availability: Availability }[];
      }[];
    }[];
  };
}

const PAGE = `{ editions(by: [{ isbn: "${SHOWCASE.pathology}" }]) { editions { holdings { id availability {
  state asOf reason { code } itemCount availableCount items { edges { node { id status } } }
} } } } }`;

const SECRET = 'a secret of the hub that only this test knows';
const folder = makeTemporaryFolder();
const running: MerciaProcess[] = [];
let demo: RunningDemo;
let database: TestDatabase;

beforeAll(async () => {
  demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
  database = await createTestDatabase();
  await writeFile(join(folder.path, 'region.yaml'), demo.regionText);
});
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  await demo.close();
  await database.close();
  folder.remove();
});

/** Starts the whole of Mercia, waits until every system is harvested, and gives what asks it for what the live systems have. */
async function start(): Promise<{ readonly mercia: MerciaProcess; ask(): Promise<ReadonlyMap<string, Availability>> }> {
  const { host, port, user, database: name } = database.connection;
  const mercia = runMercia(
    ['start', '--region', join(folder.path, 'region.yaml'), '--data', join(folder.path, 'data'), '--port', '0'],
    {
      ...demo.env,
      MERCIA_CONTEXT_SECRET: SECRET,
      DATABASE_URL: `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
    },
  );
  running.push(mercia);
  const url = (await mercia.printed(/the graph listens on (\S+);/))[1] ?? '';
  await mercia.printed(/^Ready\./m);
  return {
    mercia,
    async ask() {
      const response = await fetch(url, {
        method: 'POST',
        // As long as it takes: no busy machine is a fault.
        headers: { 'content-type': 'application/json', ...withTime(SECRET, 30_000) },
        body: JSON.stringify({ query: PAGE }),
      });
      const { data } = (await response.json()) as Page;
      const holdings = data.editions.flatMap(({ editions }) => editions.flatMap((edition) => edition.holdings));
      const isLive = (id: string): boolean => demo.systems.some((system) => id.startsWith(`${system.id}:`));
      return new Map(holdings.filter(({ id }) => isLive(id)).map(({ id, availability }) => [id, availability]));
    },
  };
}

function statesOf(page: ReadonlyMap<string, Availability>): readonly string[] {
  return [...new Set([...page.values()].map(({ state }) => state))];
}

async function keptAsOf(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ holding: string; as_of: Date }>`SELECT holding, as_of FROM last_known`.execute(
    database.db,
  );
  return new Map(rows.map((row) => [row.holding, row.as_of.toISOString()]));
}

describe('a hub that is killed and started again while every system is down', () => {
  it('tells what the systems last said, as last known, with its age', async () => {
    const first = await start();
    const live = await first.ask();
    expect(live.size).toBeGreaterThan(4);
    expect(statesOf(live)).toEqual(['LIVE']);
    const told = [...live].map(([id, { asOf }]) => [id, new Date(asOf).toISOString()]);
    await expect
      .poll(async () => {
        const kept = await keptAsOf();
        return told.map(([id = '']) => [id, kept.get(id)]);
      })
      .toEqual(told);

    first.mercia.child.kill('SIGKILL');
    expect(await first.mercia.ended).toBeNull();
    await Promise.all(demo.systems.map(({ simulator }) => simulator.kill()));
    const second = await start();
    // A busy machine may look up too slowly once.
    await expect.poll(async () => statesOf(await second.ask())).toEqual(['LAST_KNOWN']);
    const afterwards = await second.ask();

    const expected = [...live].map(([id, availability]) => [
      id,
      { ...availability, state: 'LAST_KNOWN', asOf: new Date(availability.asOf).toISOString() },
    ]);
    expect(
      [...afterwards].map(([id, availability]) => {
        expect(availability.reason?.code).toMatch(/^(UNREACHABLE|CIRCUIT_OPEN)$/);
        return [id, { ...availability, reason: live.get(id)?.reason ?? null }];
      }),
    ).toEqual(expected);
  }, 120_000);
});
