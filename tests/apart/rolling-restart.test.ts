/** Two of each part that the public graph needs, restarted one after the other under steady questions, behind a proxy as regions have one. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, Agent, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeDemoRegion } from '#demo/region-text.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { keepAsking } from '#tests/support/steady-questions.ts';
import { withTime } from '#tests/support/with-time.ts';
import { findFreePorts } from './free-ports.ts';

const SECRET = 'the secret of parts that are restarted';
/** Nobody listens from here on: no library system is asked. */
const CLOSED_PORT = 9;
const QUERY = '{ region { libraries { name } } }';
/** Waits for what the test locks. */
const SLOW_QUERY = '{ editions(by: [{ isbn: "9780702075551" }]) { editions { title } } }';
const PATIENCE = { timeout: 25_000, interval: 50 };

const demo = describeDemoRegion('127.0.0.1', CLOSED_PORT);
const folder = makeTemporaryFolder();
const running = new Map<string, MerciaProcess>();
let database: TestDatabase;
let env: Readonly<Record<string, string>>;
let firstPort: number;
let url: string;
let proxy: Proxy | undefined;

type Copy = 'catalogue 1' | 'catalogue 2' | 'gateway 1' | 'gateway 2';
const COPIES: readonly Copy[] = ['catalogue 1', 'catalogue 2', 'gateway 1', 'gateway 2'];
/** All that a gateway asks of a circulation router while nobody asks for live facts. */
const circulation = createServer((_, answer) => {
  answer.end('{"ready":true}');
});

function portOf(copy: Copy): number {
  return firstPort + COPIES.indexOf(copy);
}

function addressOf(copy: Copy): string {
  return `http://127.0.0.1:${portOf(copy)}/graphql`;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function start(copy: Copy): Promise<void> {
  const [part = ''] = copy.split(' ');
  const copies = [addressOf('catalogue 1'), addressOf('catalogue 2')].join(',');
  const flags = part === 'gateway' ? ['--catalogue-url', copies, '--circulation-url', urlOf(circulation)] : [];
  const process = runMercia(['serve', part, '--port', String(portOf(copy)), ...flags], env);
  running.set(copy, process);
  await process.printed(/listens on/);
  if (part === 'gateway') await vi.waitUntil(() => isReady(copy), PATIENCE);
}

async function isReady(copy: Copy): Promise<boolean> {
  const answer = await fetch(new URL('/ready', addressOf(copy))).catch(() => null);
  return answer?.ok ?? false;
}

async function isAlive(copy: Copy): Promise<boolean> {
  const answer = await fetch(new URL('/health', addressOf(copy))).catch(() => null);
  return answer !== null;
}

/** Whoever asks for editions waits until what this gives is called. */
async function lockEditions(): Promise<() => Promise<void>> {
  const locked = Promise.withResolvers<undefined>();
  const free = Promise.withResolvers<undefined>();
  const lock = database.db.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE match_key, edition IN ACCESS EXCLUSIVE MODE`.execute(transaction);
    locked.resolve(undefined);
    await free.promise;
  });
  await Promise.race([locked.promise, lock]);
  return async () => {
    free.resolve(undefined);
    await lock;
  };
}

async function countWaiting(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'mercia' AND wait_event_type = 'Lock'`.execute(
    database.db,
  );
  return rows[0]?.n ?? 0;
}

interface Proxy {
  readonly url: string;
  close(): void;
}

/** Sends each request to a gateway whose `/ready` said 200 a moment ago, on connections that it keeps. */
async function startProxy(): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  const gateways = ['gateway 1', 'gateway 2'] as const;
  const ready = new Set<Copy>(gateways);
  const look = async (copy: Copy): Promise<void> => {
    if (await isReady(copy)) ready.add(copy);
    else ready.delete(copy);
  };
  const looking = setInterval(() => {
    for (const copy of gateways) void look(copy);
  }, 100);
  let turn = 0;
  const server: Server = createServer((incoming, answer) => {
    const targets = [...ready];
    turn += 1;
    const copy = targets[turn % targets.length] ?? 'gateway 1';
    const { method, headers, url: path } = incoming;
    const outgoing = httpRequest({ agent, port: portOf(copy), host: '127.0.0.1', method, headers, path }, (told) => {
      const { connection: _, ...rest } = told.headers;
      answer.writeHead(told.statusCode ?? 500, rest);
      told.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    close() {
      clearInterval(looking);
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

async function ask(query: string): Promise<{ readonly errors?: unknown }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...withTime(SECRET) },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as { readonly errors?: unknown };
}

beforeAll(async () => {
  database = await createTestDatabase();
  // What a region has that was harvested once.
  await sql`INSERT INTO setting (key, value) VALUES ('region-ready-since', to_jsonb(now()))`.execute(database.db);
  const path = join(folder.path, 'region.yaml');
  writeFileSync(path, demo.regionText);
  env = {
    ...demo.env,
    MERCIA_CONTEXT_SECRET: SECRET,
    MERCIA_REGION: path,
    DATABASE_URL: databaseUrl(database),
    MERCIA_LEAVE_SECONDS: '1',
  };
  circulation.listen(0, '127.0.0.1');
  await once(circulation, 'listening');
  firstPort = await findFreePorts(COPIES.length);
  await Promise.all(COPIES.map(start));
  proxy = await startProxy();
  ({ url } = proxy);
}, 120_000);

afterAll(async () => {
  proxy?.close();
  for (const { child, ended } of running.values()) {
    child.kill('SIGKILL');
    await ended;
  }
  circulation.close();
  await database.close();
  folder.remove();
});

describe('a restart under steady questions', () => {
  it.each<Copy>(['catalogue 1', 'gateway 1'])(
    'of %s loses none, and waits for what was asked before',
    async (copy) => {
      const questions = keepAsking(url, QUERY, withTime(SECRET));
      const free = await lockEditions();
      const slow = [ask(SLOW_QUERY), ask(SLOW_QUERY)];
      const old = running.get(copy);
      try {
        await expect.poll(countWaiting, PATIENCE).toBeGreaterThanOrEqual(2);
        old?.child.kill('SIGTERM');
        // It says that it goes, and later accepts no connection any more.
        await expect.poll(() => isReady(copy), PATIENCE).toBe(false);
        await expect.poll(() => isAlive(copy), PATIENCE).toBe(false);
      } finally {
        await free();
      }
      const answers = await Promise.all(slow);
      await old?.ended;
      await start(copy);
      await questions.stop();

      expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
      expect(questions.failures).toEqual([]);
      expect(questions.last()).not.toBeNull();
    },
    120_000,
  );
});
