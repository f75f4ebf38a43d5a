/** The hub's secret is replaced, one process after the other: whoever asks and whoever is asked stand at the same step, or one apart. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeServerKeys } from '#cli/region/adapter-server-keys.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { contextSecret } from '#cli/serve/part-keys.ts';
import { serveAdapters } from '#cli/serve/adapters.ts';
import { serveCirculation } from '#cli/serve/circulation.ts';
import { serveGateway } from '#cli/serve/gateway.ts';
import { serveCatalogue, serveMigration, servePatrons } from '#cli/serve/subgraphs.ts';
import type { Shutdown } from '#cli/shutdown.ts';
import { describeDemoRegion } from '#demo/region-text.ts';
import { loadSettings, type Settings } from '#platform/config.ts';
import { deriveServerContextKey } from '#platform/derived-key.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { createOwnShutdown } from '#tests/support/own-shutdown.ts';
import { withTime } from '#tests/support/with-time.ts';
import { findFreePorts } from './free-ports.ts';

const OLD = 'the secret that this region had until now';
const NEW = 'the secret that this region has from now on';
/** As docs/operations.md says. */
const STEPS = [
  { MERCIA_CONTEXT_SECRET: OLD },
  { MERCIA_CONTEXT_SECRET: OLD, MERCIA_CONTEXT_SECRET_ACCEPTED: NEW },
  { MERCIA_CONTEXT_SECRET: NEW, MERCIA_CONTEXT_SECRET_ACCEPTED: OLD },
  { MERCIA_CONTEXT_SECRET: NEW },
];
const PAIRS = STEPS.flatMap((_, from) => STEPS.map((__, to) => ({ from, to })));
const TOGETHER = PAIRS.filter(({ from, to }) => Math.abs(from - to) <= 1);
/** What a rotation in one step comes to, which the second secret is there to avoid. */
const TOO_FAR = [
  { from: 0, to: 3 },
  { from: 3, to: 0 },
];
const ADDRESS = 'http://adapters.example:4011';
/** Nobody listens there: no library system is asked. */
const { regionText, env } = describeDemoRegion('127.0.0.1', 9);

const PARTS = [
  ['circulation', serveCirculation],
  ['patrons', servePatrons],
  ['migration', serveMigration],
  ['adapters', (settings: Settings, shutdown: Shutdown) => serveAdapters(settings, ['koha-a'], shutdown)],
] as const;
type Part = (typeof PARTS)[number][0] | 'catalogue' | 'gateway';

const folder = makeTemporaryFolder();
const ports = new Map<string, number>();
const shutdown = createOwnShutdown();
let database: TestDatabase;
let asked = 0;
/** Stands for the catalogue at the gateways, so that each asks the one that the test means. */
const relay = createServer((incoming, answer) => {
  const { method, headers, url: path } = incoming;
  const outgoing = httpRequest(
    { port: portOf('catalogue', asked), host: '127.0.0.1', method, headers, path },
    (told) => {
      answer.writeHead(told.statusCode ?? 500, told.headers);
      told.pipe(answer);
    },
  );
  incoming.pipe(outgoing);
});

function portOf(part: Part, step: number): number {
  return ports.get(`${part} ${step}`) ?? 0;
}

/** The settings of a part at a step, listening where it is asked. */
function settingsOf(part: Part, step: number, port = portOf(part, step)): Settings {
  const of = {
    MERCIA_REGION: join(folder.path, 'region.yaml'),
    MERCIA_DATA: join(folder.path, 'none'),
    MERCIA_LOG_LEVEL: 'silent',
    MERCIA_PORT: String(port),
    MERCIA_ADAPTER_SERVERS: `koha-a=${ADDRESS}`,
    MERCIA_CATALOGUE_URL: `http://127.0.0.1:${(relay.address() as AddressInfo).port}/graphql`,
  };
  if (part !== 'adapters') return loadSettings({}, { ...of, ...STEPS[step], DATABASE_URL: databaseUrl(database) });
  const lines = describeServerKeys(
    ADDRESS,
    readDemoRegion({ regionText, secrets: env }).region,
    settingsOf('gateway', step),
  );
  return loadSettings(
    {},
    { ...of, ...Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string])) },
  );
}

/** Why a part at the step `to` refuses what a part at the step `from` signs for it; undefined if it does not. */
async function whyRefused(part: Part, { from, to }: { readonly from: number; readonly to: number }): Promise<unknown> {
  const secret = contextSecret(settingsOf('gateway', from));
  const sign = createContextSigner(part === 'adapters' ? deriveServerContextKey(secret, ADDRESS) : secret);
  const receivedAt = Date.now();
  const deadline = receivedAt + 60_000;
  const signed = await sign({ role: 'public', subject: null, correlationId: 'test', receivedAt, deadline });
  const answer = await fetch(`http://127.0.0.1:${portOf(part, to)}/ready`, { headers: { 'mercia-context': signed } });
  return ((await answer.json()) as { readonly contextRefused?: unknown }).contextRefused;
}

async function askGateway({ from, to }: { readonly from: number; readonly to: number }): Promise<unknown> {
  asked = to;
  const answer = await fetch(`http://127.0.0.1:${portOf('gateway', from)}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...withTime(STEPS[from]?.MERCIA_CONTEXT_SECRET ?? '') },
    body: JSON.stringify({ query: '{ region { name } }' }),
  });
  return answer.json();
}

beforeAll(async () => {
  database = await createTestDatabase();
  writeFileSync(join(folder.path, 'region.yaml'), regionText);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const parts = [...PARTS, ['catalogue', serveCatalogue], ['gateway', serveGateway]] as const;
  const first = await findFreePorts(parts.length * STEPS.length);
  for (const [place, [part, serve]] of parts.entries()) {
    for (const step of STEPS.keys()) {
      const port = first + place * STEPS.length + step;
      ports.set(`${part} ${step}`, port);
      await serve(settingsOf(part, step, port), shutdown);
    }
  }
});

afterAll(async () => {
  await shutdown.close();
  relay.closeAllConnections();
  relay.close();
  vi.unstubAllEnvs();
  await database.close();
  folder.remove();
});

describe('while the context secret is replaced step by step', () => {
  it.each(PARTS.map(([part]) => part))('%s refuses nobody who is a step before or behind', async (part) => {
    const refusals = await Promise.all(TOGETHER.map((pair) => whyRefused(part, pair)));

    expect(refusals.filter((why) => why !== undefined)).toEqual([]);
    for (const pair of TOO_FAR) expect(await whyRefused(part, pair)).toMatch(/not signed with the secret/);
  });

  it('every gateway is answered by every catalogue, and one that is replaced at once is not', async () => {
    for (const pair of TOGETHER) {
      expect(await askGateway(pair), JSON.stringify(pair)).toEqual({
        data: { region: { name: expect.any(String) as string } },
      });
    }
    for (const pair of TOO_FAR) expect(await askGateway(pair)).toMatchObject({ errors: [expect.anything()] });
  });
});
