/** Two of each part that the public graph needs, restarted one after the other under steady questions, behind a proxy as regions have one. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, Agent, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeDemoRegion } from '#demo/region-text.ts';
import { databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { migrateToLatest } from '#store/migrate.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { keepAsking, keepRequesting } from '#tests/support/steady-questions.ts';
import { withTime } from '#tests/support/with-time.ts';
import { createOldDatabase } from '#tests/upgrade/old-database.ts';
import { findFreePorts } from './free-ports.ts';

const SECRET = 'the secret of parts that are restarted';
/** Nobody listens from here on: no library system is asked. */
const CLOSED_PORT = 9;
const QUERY = '{ region { libraries { name } } }';
/** Waits for what the test locks. */
const SLOW_QUERY = '{ editions(by: [{ isbn: "9780702075551" }]) { editions { title } } }';
const PER_SECOND = 50;
const PATIENCE = { timeout: 25_000, interval: 50 };

const demo = describeDemoRegion('127.0.0.1', CLOSED_PORT);
const folder = makeTemporaryFolder();
const running = new Map<string, MerciaProcess>();
let database: TestDatabase;
let env: Readonly<Record<string, string>>;
let firstPort: number;
let url: string;
const proxies = new Map<Part, Proxy>();
let edition: string;

const PARTS = ['catalogue', 'circulation', 'patrons', 'gateway', 'feeds', 'console'] as const;
type Part = (typeof PARTS)[number];
type Copy = `${Part} ${1 | 2}`;
const COPIES: readonly Copy[] = PARTS.flatMap((part) => [`${part} 1`, `${part} 2`] as const);
/** Who is asked from outside, each behind a proxy of its own. */
const PROXIED = ['gateway', 'feeds', 'console'] as const;

function portOf(copy: Copy): number {
  return firstPort + COPIES.indexOf(copy);
}

function addressOf(copy: Copy): string {
  return `http://127.0.0.1:${portOf(copy)}/graphql`;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

function addressesOf(part: Part): string {
  return [addressOf(`${part} 1`), addressOf(`${part} 2`)].join(',');
}

async function start(copy: Copy): Promise<void> {
  const [part = ''] = copy.split(' ');
  const process = runMercia(['serve', part, '--port', String(portOf(copy))], env);
  running.set(copy, process);
  await process.printed(/listens? on|the pages are at/);
  await vi.waitUntil(() => isReady(copy), PATIENCE);
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

/** Sends each request to a copy whose `/ready` said 200 a moment ago, on connections that it keeps. */
async function startProxy(part: Part): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  const copies = [`${part} 1`, `${part} 2`] as const;
  const ready = new Set<Copy>(copies);
  const look = async (copy: Copy): Promise<void> => {
    if (await isReady(copy)) ready.add(copy);
    else ready.delete(copy);
  };
  const looking = setInterval(() => {
    for (const copy of copies) void look(copy);
  }, 100);
  let turn = 0;
  const server: Server = createServer((incoming, answer) => {
    const targets = [...ready];
    turn += 1;
    const copy = targets[turn % targets.length] ?? copies[0];
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

function proxyOf(part: (typeof PROXIED)[number]): string {
  return proxies.get(part)?.url ?? '';
}

/** What is wrong with the answer to a request; null if nothing is. */
async function faultOf(at: string, init: RequestInit = {}): Promise<string | null> {
  const answer = await fetch(at, init);
  const text = await answer.text();
  if (answer.status === 200 && !text.includes('"errors"')) return null;
  return `${at} ${answer.status} ${text.slice(0, 500)}`;
}

/** Asks catalogue, circulation and patrons at once. */
function askAll(): Promise<string | null> {
  const query = `{ edition(id: "${edition}") { title holdings { availability { state } library { patronData { active } } } } }`;
  return faultOf(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...withTime(SECRET) },
    body: JSON.stringify({ query }),
  });
}

const REQUESTS = [
  ...Array<typeof askAll>(6).fill(askAll),
  ...Array<typeof askAll>(3).fill(() =>
    faultOf(new URL(`/titles/${encodeURIComponent(edition)}`, proxyOf('console')).href),
  ),
  ...Array<typeof askAll>(3).fill(() =>
    faultOf(new URL(`/daia?format=json&id=${encodeURIComponent(edition)}`, proxyOf('feeds')).href),
  ),
];

async function ask(query: string): Promise<{ readonly errors?: unknown }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...withTime(SECRET) },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as { readonly errors?: unknown };
}

beforeAll(async () => {
  // A region that was harvested once, with feeds that were published.
  database = await createOldDatabase('with-feeds');
  await migrateToLatest(database.db);
  const { id } = await database.db
    .selectFrom('member')
    .innerJoin('holding', 'holding.record', 'member.record')
    .select('member.edition as id')
    .orderBy('member.edition')
    .limit(1)
    .executeTakeFirstOrThrow();
  edition = `demo:edition:${id}`;
  firstPort = await findFreePorts(COPIES.length);
  for (const part of PROXIED) proxies.set(part, await startProxy(part));
  url = proxyOf('gateway');
  const path = join(folder.path, 'region.yaml');
  writeFileSync(path, demo.regionText);
  env = {
    ...demo.env,
    MERCIA_CONTEXT_SECRET: SECRET,
    MERCIA_REGION: path,
    DATABASE_URL: databaseUrl(database),
    MERCIA_PATRON_SECRET: 'the secret of that region for everything personal',
    MERCIA_CATALOGUE_URL: addressesOf('catalogue'),
    MERCIA_CIRCULATION_URL: addressesOf('circulation'),
    MERCIA_PATRONS_URL: addressesOf('patrons'),
    MERCIA_URL: url,
    MERCIA_LEAVE_SECONDS: '1',
  };
  await Promise.all(COPIES.map(start));
}, 120_000);

afterAll(async () => {
  for (const proxy of proxies.values()) proxy.close();
  for (const { child, ended } of running.values()) {
    child.kill('SIGKILL');
    await ended;
  }
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

  it('of one of two circulation routers, patrons, feeds and consoles loses none of fifty requests a second', async () => {
    const requests = keepRequesting(REQUESTS, PER_SECOND);
    await Promise.all(
      (['circulation 1', 'patrons 1', 'feeds 1', 'console 1'] as const).map(async (copy) => {
        const old = running.get(copy);
        old?.child.kill('SIGTERM');
        await old?.ended;
        await start(copy);
      }),
    );
    await requests.stop();

    expect(requests.lost).toEqual([]);
    expect(requests.answered()).toBeGreaterThan(REQUESTS.length);
  }, 120_000);
});
