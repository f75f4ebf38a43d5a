/** `mercia serve circulation` as a process of its own, over systems that do not answer and a database that comes later. */
import { describeDemoRegion } from '#demo/region-text.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { findFreePorts } from './free-ports.ts';

const SECRET = 'the secret of a router that runs alone';
/** Nobody listens from here on. */
const CLOSED_PORT = 9;
const HOLDING = { __typename: 'Holding', id: 'koha-b:holding:1@tamehollow', liveKeys: ['r:1', 'l:tamehollow'] };

interface Told {
  readonly data: {
    readonly _entities: readonly {
      readonly availability: { readonly state: string; readonly reason: { readonly message: string } };
    }[];
  };
}
interface Ready {
  readonly ready: boolean;
  readonly lastKnown: string;
}

const folder = makeTemporaryFolder();
const path = join(folder.path, 'region.yaml');
const sockets = new Set<Socket>();
let database: TestDatabase;
let databasePort: number;
let proxy: Server | null = null;
let circulation: MerciaProcess;
let url: string;

/** The demonstration region, of which nothing runs, without the systems that are named. */
function fileWithout(...gone: readonly string[]): string {
  const whole = parse(describeDemoRegion('127.0.0.1', CLOSED_PORT).regionText) as {
    readonly libraries: readonly { readonly system: string }[];
    readonly systems: readonly { readonly id: string }[];
  };
  return stringify({
    ...whole,
    // It names systems, those that are gone among them.
    feeds: undefined,
    libraries: whole.libraries.filter(({ system }) => !gone.includes(system)),
    systems: whole.systems.filter(({ id }) => !gone.includes(id)),
  });
}

async function askAvailability(): Promise<Told['data']['_entities'][number]['availability'] | undefined> {
  const deadline = Date.now() + 5_000;
  const context = await createContextSigner(SECRET)({
    role: 'public',
    subject: null,
    correlationId: 'test',
    receivedAt: Date.now(),
    deadline,
  });
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-context': context },
    body: JSON.stringify({
      query:
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Holding { availability { state reason { message } } } } }',
      variables: { of: [HOLDING] },
    }),
  });
  return ((await answer.json()) as Told).data._entities[0]?.availability;
}

async function readReady(): Promise<Ready> {
  return (await (await fetch(new URL('/ready', url))).json()) as Ready;
}

/** From now on the database answers at its port. */
async function openDatabasePort(): Promise<void> {
  const { host, port } = database.connection;
  proxy = createServer((incoming) => {
    const outgoing = connect(join(host, `.s.PGSQL.${port}`));
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  proxy.listen(databasePort, '127.0.0.1');
  await once(proxy, 'listening');
}

beforeAll(async () => {
  database = await createTestDatabase();
  databasePort = await findFreePorts(1);
  writeFileSync(path, fileWithout());
  const { user, database: name } = database.connection;
  circulation = runMercia(['serve', 'circulation', '--region', path, '--port', '0'], {
    ...describeDemoRegion('127.0.0.1', CLOSED_PORT).env,
    MERCIA_CONTEXT_SECRET: SECRET,
    DATABASE_URL: `postgres://${user}@127.0.0.1:${databasePort}/${name}`,
  });
  url = (await circulation.printed(/circulation listens on (\S+)/))[1] ?? '';
}, 60_000);

afterAll(async () => {
  circulation.child.kill('SIGTERM');
  await circulation.ended;
  for (const socket of sockets) socket.destroy();
  proxy?.close();
  await database.close();
  folder.remove();
});

describe('the circulation router alone', () => {
  it('is ready without its database, and says that last-known facts are not kept', async () => {
    const problem = 'the database does not answer';
    expect(await readReady()).toEqual({ ready: true, lastKnown: `not kept: ${problem}`, problem });
  });

  it('asks nothing before it knows how much it may ask, and says so', async () => {
    const reason = { message: expect.stringContaining('may not be asked more often at the moment') as string };
    expect(await askAvailability()).toMatchObject({ state: 'UNKNOWN', reason });
  });

  it('counts what it wanted to ask and what it told', async () => {
    const scraped = await (await fetch(new URL('/metrics', url))).text();

    expect(scraped).toMatch(/mercia_calls_total\{system="koha-b",kind="availability",outcome="LMS_RATE_LIMITED"\} 1/);
    expect(scraped).toContain('mercia_facts_total{system="koha-b",state="UNKNOWN"} 1');
    expect(scraped).not.toContain('127.0.0.1');
  });

  it('keeps last-known facts as soon as the database is there', async () => {
    await openDatabasePort();

    await expect.poll(readReady).toEqual({ ready: true, lastKnown: 'kept in the database' });
  });

  it('knows no system that left the region file', async () => {
    writeFileSync(path, fileWithout('koha-b'));

    await expect
      .poll(async () => (await askAvailability())?.reason.message)
      .toBe('No system "koha-b" is part of this region.');
  });
});
