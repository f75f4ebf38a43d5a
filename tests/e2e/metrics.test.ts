/** What a running process counts, as it is scraped. */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { sql } from 'kysely';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const QUERY = '{ editions(by: [{ isbn: "9780702075551" }]) { editions { holdings { availability { state } } } } }';

const folder = makeTemporaryFolder();
let demo: RunningDemo;
let database: TestDatabase;
let mercia: MerciaProcess;
let url: string;
let metricsUrl: string;

async function ask(): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  expect(answer.status).toBe(200);
  await answer.text();
}

/** The value of a line, by its name and labels as they are written; 0 where there is none. */
async function readMetric(line: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}

beforeAll(async () => {
  [demo, database] = await Promise.all([
    startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 }),
    createTestDatabase(),
  ]);
  const path = join(folder.path, 'region.yaml');
  writeFileSync(path, demo.regionText);
  mercia = runMercia(['start', '--region', path, '--port', '0'], {
    ...demo.env,
    DATABASE_URL: databaseUrl(database),
    MERCIA_METRICS_PORT: '0',
  });
  metricsUrl = (await mercia.printed(/Metrics are at (\S+)/))[1] ?? '';
  url = (await mercia.printed(/the graph listens on (\S+);/))[1] ?? '';
  await mercia.printed(/^Ready\./m, 240_000);
}, 300_000);

afterAll(async () => {
  mercia.child.kill('SIGTERM');
  await mercia.ended;
  await Promise.all([demo.close(), database.close()]);
  folder.remove();
});

describe('the metrics of a running process', () => {
  it('tell calls, facts, exchanges and harvest of each system', async () => {
    await ask();

    expect(await readMetric('mercia_calls_total{system="koha-b",kind="availability",outcome="ok"}')).toBe(1);
    expect(await readMetric('mercia_facts_total{system="koha-b",state="LIVE"}')).toBeGreaterThan(0);
    expect(await readMetric('mercia_host_exchanges_total{system="koha-b",outcome="ok"}')).toBeGreaterThan(0);
    expect(await readMetric('mercia_host_breaker_state{system="koha-b",state="closed"}')).toBe(1);
    expect(await readMetric('mercia_harvest_records{system="symphony-d"}')).toBeGreaterThan(100);
    const told = 'mercia_holdings_told_total{system="koha-b",library="tamehollow",reason="none"}';
    expect(await readMetric(told)).toBeGreaterThan(0);
    expect(await readMetric('mercia_harvest_interval_seconds{system="koha-b"}')).toBeGreaterThan(0);
    expect(await readMetric('mercia_library_system{library="tamehollow",system="koha-b"}')).toBe(1);
    expect(await readMetric('mercia_requests_total{status="200"}')).toBe(1);
    // Of which kind is told where times are held: a busy machine takes longer.
    const met = await readMetric('mercia_request_budgets_total{outcome="met"}');
    expect(met + (await readMetric('mercia_request_budgets_total{outcome="missed"}'))).toBe(1);
  });

  it('tell how far each list of loans of a system is', async () => {
    const region = join(folder.path, 'region.yaml');
    await runHere(['loans', 'harvest', '--region', region, '--system', 'koha-c'], {
      ...demo.env,
      DATABASE_URL: databaseUrl(database),
      MERCIA_PATRON_SECRET: 'a secret for patron data that only this test knows of',
    });

    for (const list of ['OPEN_LOANS', 'OPEN_HOLDS', 'USE_COUNTS']) {
      const labels = `{system="koha-c",list="${list}"}`;
      expect(await readMetric(`mercia_loan_list_rows${labels}`), list).toBeGreaterThan(0);
      expect(await readMetric(`mercia_loan_list_lag_seconds${labels}`), list).toBeGreaterThan(0);
      expect(await readMetric(`mercia_loan_list_failed${labels}`), list).toBe(0);
    }
    expect(await readMetric('mercia_loan_list_rows{system="koha-a",list="OPEN_LOANS"}')).toBe(0);
  });

  it('tell how far the feeds are, as the command does', async () => {
    await expect.poll(() => readMetric('mercia_feed_lag_seconds'), { timeout: 60_000 }).toBe(0);
    await expect.poll(() => readMetric('mercia_feed_entries{repository="editions"}')).toBeGreaterThan(100);
    const position = await readMetric('mercia_feed_position');
    expect(await readMetric('mercia_feed_failed')).toBe(0);
    expect(await readMetric('mercia_feed_unrendered_editions')).toBe(0);

    const region = join(folder.path, 'region.yaml');
    const status = await runHere(['feed', 'status', '--region', region, '--json'], {
      ...demo.env,
      DATABASE_URL: databaseUrl(database),
    });

    expect(status.code).toBe(0);
    expect(JSON.parse(status.stdout)).toMatchObject({ position, sweptTo: null, held: [], problem: null });
  });

  it('tell what was kept of the answers', async () => {
    const waiting = (): Promise<number> => readMetric('mercia_last_known_waiting{kind="holdings"}');
    await expect.poll(waiting).toBe(0);

    expect(await readMetric('mercia_last_known_kept_total{kind="holdings"}')).toBeGreaterThan(0);
    expect(await readMetric('mercia_last_known_dropped_total{kind="holdings"}')).toBe(0);
  });

  it('show that a system died: failed exchanges, an open breaker, fewer live facts', async () => {
    await demo.systems.find(({ id }) => id === 'koha-b')?.simulator.close();

    await expect
      .poll(
        async () => {
          await ask();
          return readMetric('mercia_host_breaker_state{system="koha-b",state="open"}');
        },
        { timeout: 30_000, interval: 200 },
      )
      .toBe(1);

    expect(await readMetric('mercia_host_exchanges_total{system="koha-b",outcome="LMS_UNAVAILABLE"}')).toBeGreaterThan(
      0,
    );
    expect(await readMetric('mercia_facts_total{system="koha-b",state="LAST_KNOWN"}')).toBeGreaterThan(0);
    expect(await readMetric('mercia_host_breaker_state{system="koha-a",state="closed"}')).toBe(1);
  }, 60_000);

  it('are not the only witness: a line for each answer, and a command says later why', async () => {
    expect(mercia.stderr()).toMatch(/"system":"koha-b","code":"\w+",.*"correlationId":"[^"]+".*Told less than live/);

    const why = async (...flags: readonly string[]): Promise<string> => {
      const args = ['why', ...flags, '--region', join(folder.path, 'region.yaml')];
      return (await runHere(args, { ...demo.env, DATABASE_URL: databaseUrl(database) })).stdout;
    };
    const said = (): Promise<string> => why('--at', new Date().toISOString(), '--library', 'tamehollow');
    const silence = /it did not answer(?:, from| at) (\S+ \d\d:\d\d)/;
    await expect.poll(said, { timeout: 60_000, interval: 500 }).toMatch(silence);
    const minute = silence.exec(await said())?.[1] ?? '';
    // It may have died in the middle of it.
    expect(await why('--at', minute, '--library', 'tamehollow')).toMatch(
      /, in the minute [^;]+\)\n[^]*it did not answer(, from| at) [^]+Programs got at first UNREACHABLE: “[^”]+ could not be reached/,
    );
    // Without a library: of every system.
    expect(await why('--at', minute)).toMatch(
      /^Looked at: in the minute [^\n]+\.\nDid not answer: [^\n]+\.\n[^]*At first \([\d:]+\): (it refused the connection|the connection broke off) /,
    );

    const { rows } = await sql<{ barcode: string; id: string }>`
      SELECT facts->'items'->0->>'barcode' AS barcode, facts->'items'->0->>'id' AS id FROM last_known WHERE holding LIKE 'koha-b:%@tamehollow'
      AND facts->'items'->0->>'barcode' IS NOT NULL ORDER BY holding LIMIT 1`.execute(database.db);
    const ofCopy = await why('--barcode', rows[0]?.barcode ?? '');
    expect(ofCopy).toMatch(/^ {2}Since when is not kept: \w+ \(system: "[^"]+"; rule: [^)]+\), last said /m);
    expect(ofCopy).toMatch(
      /^ {2}From .*, shown as last known.*did not answer when it was asked\. At first: .*Programs got at first UNREACHABLE/m,
    );

    // A copy that keeps the id of a system that the region file had.
    await sql`INSERT INTO move_phase VALUES ('tamehollow', 'gone', 'MOVED', now(), now())`.execute(database.db);
    await sql`INSERT INTO moved_id VALUES ('ITEM', 'gone:item:1', ${rows[0]?.id}, 'tamehollow', 'gone', 'koha-b')`.execute(
      database.db,
    );
    expect(await why('--barcode', rows[0]?.barcode ?? '')).toMatch(
      /^Copy gone:item:1: gone is not in the region file/m,
    );
  }, 120_000);

  it('are not at the address that the public reaches', async () => {
    expect((await fetch(new URL('/metrics', url))).status).toBe(404);
  });
});
