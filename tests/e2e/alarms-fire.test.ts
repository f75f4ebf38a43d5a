/** Prometheus watches the demonstration by the file of alarms, an hour passing as a minute: what is broken here fires there, and is drawn. */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { findFreePorts } from '#tests/apart/free-ports.ts';
import { isInstalled, runTool } from '#tests/feeds/support/tools.ts';
import { makeTemporaryFolder, projectRoot, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const RULES = join(projectRoot, 'docs', 'prometheus');
const HAS_PROMETHEUS = isInstalled('promtool', '--version');
const QUERY = '{ editions(by: [{ isbn: "9780702075551" }]) { editions { holdings { availability { state } } } } }';
const SECRET = 'a context secret that only this test knows of';
const MINUTES = { m: 1, h: 60, d: 1_440 } as const;

const alertsShape = z.object({
  data: z.object({ alerts: z.array(z.object({ labels: z.record(z.string(), z.string()), state: z.string() })) }),
});

const dashboardShape = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).default([]) })),
});
const seriesShape = z.object({ status: z.string(), data: z.object({ result: z.array(z.unknown()) }).optional() });

/** Each minute of a window or a limit becomes a second; how long something must be so, five: a busy machine may miss two scrapes. */
function inSeconds(text: string): string {
  return text
    .replaceAll(/> (\d+) \* 60\b/g, '> $1')
    .replaceAll(
      /(\[|for: )(\d+)([mhd])\b/g,
      (_, before: string, count: string, unit: keyof typeof MINUTES) =>
        `${before}${Number(count) * MINUTES[unit] * (before === '[' ? 1 : 5)}s`,
    );
}

describe.skipIf(!HAS_PROMETHEUS)('the file of alarms (skipped where Prometheus is not installed)', () => {
  it('fires each alarm where it is tried', async () => {
    const { code, out, notes } = await runTool('promtool', ['test', 'rules', join(RULES, 'alerts.test.yaml')]);

    expect([code, notes]).toEqual([0, '']);
    expect(out).toContain('SUCCESS');
  });
});

describe.skipIf(!HAS_PROMETHEUS)('alarms (skipped where Prometheus is not installed)', () => {
  const folder = makeTemporaryFolder();
  let demo: RunningDemo;
  let database: TestDatabase;
  let mercia: MerciaProcess;
  let adapters: MerciaProcess;
  let prometheus: ChildProcess;
  let prometheusUrl: string;
  let graphUrl: string;
  let asking: NodeJS.Timeout;

  async function ask(): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: QUERY });
    await (await fetch(graphUrl, { method: 'POST', headers, body })).text();
  }

  /** The names of what fires, each with whom it names. */
  async function firing(): Promise<readonly string[]> {
    const answer = await fetch(`${prometheusUrl}/api/v1/alerts`).catch(() => null);
    if (answer === null) return [];
    return alertsShape
      .parse(await answer.json())
      .data.alerts.filter(({ state }) => state === 'firing')
      .map(({ labels }) => `${labels['alertname'] ?? ''} ${labels['system'] ?? labels['library'] ?? ''}`.trim());
  }

  beforeAll(async () => {
    [demo, database] = await Promise.all([
      startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 }),
      createTestDatabase(),
    ]);
    const region = join(folder.path, 'region.yaml');
    writeFileSync(region, demo.regionText);
    const serverPort = await findFreePorts(3);
    const [metricsPort, prometheusPort] = [serverPort + 1, serverPort + 2];
    const server = `http://127.0.0.1:${serverPort}`;
    const env = { ...demo.env, MERCIA_HOST: '127.0.0.1' };
    const hub = {
      ...env,
      DATABASE_URL: databaseUrl(database),
      MERCIA_CONTEXT_SECRET: SECRET,
      MERCIA_ADAPTER_SERVERS: `koha-c=${server}`,
      MERCIA_METRICS_PORT: String(metricsPort),
    };
    const keys = runMercia(['keys', 'adapter-server', server, '--region', region], hub);
    await keys.ended;
    const ownKeys = Object.fromEntries(
      keys
        .stdout()
        .split('\n')
        .flatMap((line) => {
          const [, name, value] = /^(MERCIA_\w+)=(.+)$/.exec(line) ?? [];
          return name === undefined || value === undefined ? [] : [[name, value]];
        }),
    );
    const serve = ['serve', 'adapters', '--systems', 'koha-c', '--region', region, '--port', String(serverPort)];
    adapters = runMercia(serve, { ...env, ...ownKeys });
    await adapters.printed(/listen/);
    mercia = runMercia(['start', '--region', region, '--port', '0'], hub);
    graphUrl = (await mercia.printed(/the graph listens on (\S+);/))[1] ?? '';
    await mercia.printed(/^Ready\./m, 240_000);

    writeFileSync(join(folder.path, 'alerts.yaml'), inSeconds(readFileSync(join(RULES, 'alerts.yaml'), 'utf8')));
    writeFileSync(
      join(folder.path, 'prometheus.yaml'),
      `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [alerts.yaml]
scrape_configs:
  - job_name: mercia
    static_configs: [{ targets: ['127.0.0.1:${metricsPort}', '127.0.0.1:${serverPort}'] }]
`,
    );
    prometheusUrl = `http://127.0.0.1:${prometheusPort}`;
    prometheus = spawn(
      'prometheus',
      [
        `--config.file=${join(folder.path, 'prometheus.yaml')}`,
        `--storage.tsdb.path=${join(folder.path, 'tsdb')}`,
        `--web.listen-address=127.0.0.1:${prometheusPort}`,
      ],
      { stdio: 'ignore' },
    );
    asking = setInterval(() => void ask().catch(() => undefined), 500);
  }, 360_000);

  afterAll(async () => {
    clearInterval(asking);
    for (const { child, ended } of [mercia, adapters]) {
      child.kill('SIGKILL');
      await ended;
    }
    prometheus.kill('SIGKILL');
    await once(prometheus, 'close');
    await Promise.all([demo.close(), database.close()]);
    folder.remove();
  });

  /** What Prometheus says of an expression of the dashboard, with nothing chosen: `success` and how many series, or why not. */
  async function draw(expr: string): Promise<string> {
    const query = inSeconds(expr).replaceAll(/\$(?:library|system)/g, '.*');
    const answer = await fetch(`${prometheusUrl}/api/v1/query?${new URLSearchParams({ query }).toString()}`);
    const { status, data } = seriesShape.parse(await answer.json());
    return `${status} ${data === undefined || data.result.length === 0 ? 'nothing' : 'series'}`;
  }

  it('are silent over a region that is well', async () => {
    // A whole hour of the file's time, so that every window is full.
    const seen = new Set<string>();
    const until = Date.now() + 65_000;
    await expect
      .poll(
        async () => {
          for (const each of await firing()) seen.add(each);
          return Date.now() >= until;
        },
        { timeout: 90_000, interval: 1_000 },
      )
      .toBe(true);

    expect([...seen]).toEqual([]);
  }, 100_000);

  it('tell of a system that died, and of an adapter server that died with what it counted', async () => {
    await demo.systems.find(({ id }) => id === 'koha-b')?.simulator.close();
    adapters.child.kill('SIGKILL');

    await expect
      .poll(firing, { timeout: 90_000, interval: 1_000 })
      .toEqual(
        expect.arrayContaining([
          'MerciaSystemDown koha-b',
          'MerciaSystemSilent koha-b',
          'MerciaSystemSilent koha-c',
          'MerciaPartDown',
          'MerciaLiveShareBurnsFast tamehollow',
        ]),
      );
    expect(await firing()).not.toContain('MerciaSystemDown koha-a');
  }, 120_000);

  it('stand beside a dashboard of which each expression gives something to draw', async () => {
    const { panels } = dashboardShape.parse(JSON.parse(readFileSync(join(RULES, 'dashboard.json'), 'utf8')));
    const exprs = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const));
    expect(exprs.length).toBeGreaterThan(15);

    const drawn = async (): Promise<readonly string[]> =>
      Promise.all(exprs.map(async ([title, expr]) => `${title}: ${await draw(expr)}`));

    // Rates need two scrapes of a moment in which something was asked.
    await expect
      .poll(drawn, { timeout: 30_000, interval: 1_000 })
      .toEqual(exprs.map(([title]) => `${title}: success series`));
  }, 60_000);
});
