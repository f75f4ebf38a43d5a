/**
 * Spans of parts that run apart, as a receiver of OTLP over HTTP gets them: one trace from the gateway through the adapter server to the system,
 * and nothing of what was asked.
 */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { deriveServerContextKey } from '#platform/derived-key.ts';
import { createLogger } from '#platform/logger.ts';
import { SENT_ATTRIBUTES } from '#platform/traces.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, projectRoot, runScript, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const MAIN = join(projectRoot, 'doors', 'cli', 'main.ts');
const SYSTEM = 'koha-c';
const NOBODY = 'http://127.0.0.1:9/graphql';
const SECRET = 'the secret of a region that is traced';
/** Six processes begin at once. */
const START_WITHIN_MS = 180_000;
const attributes = z.array(z.object({ key: z.string(), value: z.unknown() }));
const sentShape = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              attributes,
            }),
          ),
        }),
      ),
    }),
  ),
});
type Span = z.infer<typeof sentShape>['resourceSpans'][number]['scopeSpans'][number]['spans'][number];

const folder = makeTemporaryFolder();
const running: MerciaProcess[] = [];
const bodies: string[] = [];
const spans: Span[] = [];
const services = new Set<unknown>();
let receiver: Server;
let demo: RunningDemo;
let database: TestDatabase;
let graphUrl: string;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(`${request.url ?? ''} ${body}`);
      for (const { resource, scopeSpans } of sentShape.parse(JSON.parse(body)).resourceSpans) {
        services.add(JSON.stringify(resource.attributes.find(({ key }) => key === 'service.name')?.value));
        spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      }
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  [demo, database] = await Promise.all([
    startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 }),
    createTestDatabase(),
  ]);
  const whole = parse(demo.regionText) as {
    readonly libraries: readonly { readonly system: string }[];
    readonly systems: readonly { readonly id: string }[];
  };
  const region = join(folder.path, 'region.yaml');
  const libraries = whole.libraries.filter(({ system }) => system === SYSTEM);
  const systems = whole.systems.filter(({ id }) => id === SYSTEM);
  writeFileSync(region, stringify({ ...whole, feeds: undefined, libraries, systems }));
  const receives = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/` };
  const serverPort = await findFreePort();
  const server = `http://127.0.0.1:${serverPort}`;
  const env = {
    ...demo.env,
    ...receives,
    MERCIA_CONTEXT_SECRET: SECRET,
    DATABASE_URL: databaseUrl(database),
    MERCIA_ADAPTER_SERVERS: `${SYSTEM}=${server}`,
  };
  const run = (environment: typeof receives, part: string, ...flags: readonly string[]): MerciaProcess => {
    const started = runScript(MAIN, ['serve', part, '--region', region, ...flags], environment);
    running.push(started);
    return started;
  };
  const ofServer = { ...demo.env, ...receives, MERCIA_CONTEXT_KEY: deriveServerContextKey(SECRET, server) };
  const adapters = run(ofServer, 'adapters', '--systems', SYSTEM, '--port', String(serverPort));
  await adapters.printed(/listens on/, START_WITHIN_MS);
  const start = (part: string, ...flags: readonly string[]): MerciaProcess => run(env, part, ...flags);
  const serve = async (part: string, ...flags: readonly string[]): Promise<string> =>
    (await start(part, '--port', '0', ...flags).printed(/listens on (\S+)/, START_WITHIN_MS))[1] ?? '';
  const harvested = start('harvester').printed(/first round of harvest is over/, START_WITHIN_MS);
  const served = Promise.all([serve('catalogue'), serve('circulation')]).then(([catalogue, circulation]) =>
    serve(
      'gateway',
      ...['--catalogue-url', catalogue, '--circulation-url', circulation],
      ...['--patrons-url', NOBODY, '--migration-url', NOBODY],
    ),
  );
  [graphUrl] = await Promise.all([served, harvested]);
}, 2 * START_WITHIN_MS);

afterAll(async () => {
  for (const { child } of running) child.kill('SIGTERM');
  await Promise.all(running.map(({ ended }) => ended));
  receiver.close();
  await Promise.all([demo.close(), database.close()]);
  folder.remove();
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Of a copy in its place, so that its system is asked for it: what somebody types, and what nobody else may read. */
function barcodeOfCopy(): string {
  const copies = demo.systems.flatMap((system) =>
    system.id === SYSTEM ? [...system.simulator.world.items.values()] : [],
  );
  const found = copies.find(
    (copy) =>
      copy.external_id !== null &&
      copy.home_library_id === copy.holding_library_id &&
      copy.checked_out_date === null &&
      copy.not_for_loan_status + copy.lost_status + copy.withdrawn + copy.damaged_status === 0,
  );
  if (found?.external_id === null || found === undefined) throw new Error('no copy is in its place');
  return found.external_id;
}

async function ask(query: string, variables: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'mercia-budget-ms': '20000' };
  return (await fetch(graphUrl, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json();
}

it('are one trace of each request, from the gateway over the part and the adapter server to the system, with names and codes alone', async () => {
  const barcode = barcodeOfCopy();
  const query = `query Operation${barcode}($barcode: String!) {
    items(barcode: $barcode) { item { status } }
    search(query: "", first: 5) { nodes { holdings { availability { state } } } }
  }`;
  // What the adapter server can, the router learns with the first questions.
  await expect
    .poll(() => ask(query, { barcode }), { timeout: 60_000, interval: 1_000 })
    .toMatchObject({ data: { items: [{ item: { status: 'AVAILABLE' } }] } });

  const nameOf = (id: string | undefined): string | undefined => spans.find(({ spanId }) => spanId === id)?.name;
  const stepsByTrace = (): readonly (readonly string[])[] =>
    [...Map.groupBy(spans, ({ traceId }) => traceId).values()].map((ofOne) =>
      ofOne.map(({ name, parentSpanId }) => `${nameOf(parentSpanId) ?? '-'} > ${name}`),
    );
  await expect
    .poll(stepsByTrace, { timeout: 30_000, interval: 200 })
    .toContainEqual(
      expect.arrayContaining([
        'gateway.request > gateway.execute',
        'gateway.fetch > subgraph',
        'subgraph > system.ask',
        'system.ask > adapter.answer',
        'adapter.answer > system.request',
      ]),
    );
  expect([...services].toSorted()).toEqual(
    expect.arrayContaining(['adapters', 'circulation', 'gateway'].map((part) => `{"stringValue":"mercia ${part}"}`)),
  );
  expect(bodies.every((body) => body.startsWith('/v1/traces '))).toBe(true);
  expect(bodies.join()).not.toContain(barcode);
  const keys = new Set(spans.flatMap((span) => span.attributes.map(({ key }) => key)));
  expect([...keys].filter((key) => !SENT_ATTRIBUTES.has(key))).toEqual([]);
}, 120_000);
