/** An issuer that takes a question and never answers: those who are signed in go on, and nobody waits for a connection to the database. */
import { createGraphFor } from '#console/graph.ts';
import { createIssuer } from '#console/sign-in/issuer.ts';
import { createVisitors } from '#console/sign-in/visitors.ts';
import type { SignedIn } from '#console/sessions/content.ts';
import { createSessionRows } from '#console/sessions/session-rows.ts';
import { inTime } from '#console/sessions/session-store.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

const CONNECTIONS = 8;
const store = withTestDatabase();
const HOUR_MS = 3_600_000;
const limits = { idleMs: HOUR_MS, longestMs: HOUR_MS };

const NOBODY = { ofAddress: () => '', ofCredential: () => '', passOn: () => '' };

let server: Server;
let asked = 0;
let answers = false;
const clock = { now: 0 };

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    response.setHeader('content-type', 'application/json');
    if (url !== '/.well-known/openid-configuration') {
      asked += 1;
      if (answers) response.end(JSON.stringify({ access_token: 'short', token_type: 'bearer', expires_in: 30 }));
      return;
    }
    const issuer = `http://${headers.host ?? ''}`;
    const places = {
      authorization_endpoint: `${issuer}/a`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/j`,
    };
    response.end(JSON.stringify({ issuer, ...places }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = 0;
  answers = false;
  clock.now = Date.now();
});

/** One process with as many connections as there are sessions. */
function openDoor() {
  const rows = createSessionRows(store.open({ poolSize: CONNECTIONS }), limits, () => clock.now);
  const address = server.address() as AddressInfo;
  const options = {
    issuer: `http://127.0.0.1:${String(address.port)}`,
    clientId: 'c',
    scope: 'openid',
    graphToken: 'access',
  } as const;
  const visitors = createVisitors({
    rows,
    issuer: createIssuer(options, () => clock.now),
    // Nothing is learnt of whoever comes with the token from before: their role is known.
    graphFor: (visitor) => {
      if (!('token' in visitor) || visitor.token !== 'short') throw new Error('the graph is not asked');
      return createGraphFor('http://127.0.0.1:1', NOBODY)(visitor);
    },
    logger: createLogger('silent'),
    now: () => clock.now,
  });
  return { rows, visitors };
}

type Door = ReturnType<typeof openDoor>;

/** Somebody whose token is good for so long. */
async function signIn(
  { rows }: Door,
  leftMs = 30_000,
  viewerIsOfToken = true,
): Promise<{ readonly id: string; readonly signedIn: SignedIn }> {
  const id = randomBytes(24).toString('base64url');
  const tokens = { graph: `token of ${id}`, endsAt: clock.now + leftMs, refresh: `refresh of ${id}`, subject: null };
  const viewer = { role: 'PATRON', libraries: [] } as const;
  const signedIn = { tokens, viewer, viewerIsOfToken };
  await rows.writeContent(id, {});
  await rows.signIn(id, signedIn);
  return { id, signedIn };
}

it('leaves the database to others while tokens of as many sessions as there are connections are renewed', async () => {
  const door = openDoor();
  const people = [];
  for (let count = 0; count < CONNECTIONS; count += 1) people.push(await signIn(door));

  const pages = people.map(({ id, signedIn }) => door.visitors.standingOf(id, signedIn));
  await expect.poll(() => asked).toBe(CONNECTIONS);
  await inTime(door.rows.probe());
  const [leaving] = people;
  await inTime(door.rows.signOut(leaving?.id ?? ''));
  server.closeAllConnections();

  expect((await Promise.all(pages)).map(({ kind }) => kind)).toEqual(people.map(() => 'SIGNED_IN'));
  expect(await door.rows.findSignedIn(leaving?.id ?? '')).toBeNull();
});

it('is asked once for eight pages of one session, and not again for a moment once it did not answer', async () => {
  const door = openDoor();
  const { id, signedIn } = await signIn(door);
  const first = door.visitors.standingOf(id, signedIn);
  await expect.poll(() => asked).toBe(1);

  for (let page = 0; page < 7; page += 1) expect((await door.visitors.standingOf(id, signedIn)).kind).toBe('SIGNED_IN');
  server.closeAllConnections();
  expect((await first).kind).toBe('SIGNED_IN');
  expect((await door.visitors.standingOf(id, signedIn)).kind).toBe('SIGNED_IN');
  expect(asked).toBe(1);

  clock.now += 31_000;
  const later = door.visitors.standingOf(id, signedIn);
  await expect.poll(() => asked).toBe(2);
  server.closeAllConnections();
  expect((await later).kind).toBe('ISSUER_SILENT');
});

it('is waited for by whose token the graph refused alone: what another page learns is not written in between', async () => {
  const door = openDoor();
  const { id, signedIn } = await signIn(door, HOUR_MS, false);
  const refused = door.visitors.standingOf(id, signedIn, true);
  await expect.poll(() => asked).toBe(1);

  expect((await door.visitors.standingOf(id, signedIn)).kind).toBe('SIGNED_IN');
  server.closeAllConnections();
  expect((await refused).kind).toBe('ISSUER_SILENT');
});

it('that gives tokens for less than a minute is asked once by a page', async () => {
  const door = openDoor();
  const { id, signedIn } = await signIn(door);
  answers = true;

  expect(await door.visitors.standingOf(id, signedIn)).toMatchObject({ signedIn: { tokens: { graph: 'short' } } });
  expect(asked).toBe(1);
});

it('is asked again where a process that renewed a token was killed', async () => {
  const [killed, door] = [openDoor(), openDoor()];
  const { id, signedIn } = await signIn(killed, 50_000);
  const lost = killed.visitors.standingOf(id, signedIn);
  await expect.poll(() => asked).toBe(1);
  clock.now += 19_000;
  expect((await door.visitors.standingOf(id, signedIn)).kind).toBe('SIGNED_IN');
  expect(asked).toBe(1);

  clock.now += 2_000;
  const next = door.visitors.standingOf(id, signedIn);
  await expect.poll(() => asked).toBe(2);
  server.closeAllConnections();
  await Promise.all([lost, next]);
});
