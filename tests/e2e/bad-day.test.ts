/** A running region on which everything goes wrong: each fault is told, and the rest goes on. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTemporaryFolder, projectRoot, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { startBadRegion, WRONG_PASSWORD, type BadRegion } from './support/bad-region.ts';

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}
interface Ready {
  readonly ready: boolean;
  readonly problem?: string;
  readonly systems: readonly { readonly id: string; readonly state: string; readonly detail: string }[];
}

const JSON_BODY = { 'content-type': 'application/json' };
const STACK = /^\s+at |"stack":/m;
const LIVE = `{ search(query: "Title", first: 60) { edges { node { holdings {
  library { system { id } } availability { state availableCount reason { code message } } } } } } }`;

async function post(url: string, body: string, headers: Record<string, string> = JSON_BODY): Promise<[number, Answer]> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return [response.status, (await response.json()) as Answer];
}

async function ask(url: string, query: string): Promise<Answer> {
  return (await post(url, JSON.stringify({ query })))[1];
}

async function readReady(url: string): Promise<[number, Ready]> {
  const response = await fetch(url.replace('/graphql', '/ready'));
  return [response.status, (await response.json()) as Ready];
}

/** Asks again and again until an answer is as wanted; the test's own time limit ends it. */
async function until<T>(look: () => Promise<T>, wanted: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// A busy machine needs long to start a process.
describe('a region on a bad day', { timeout: 60_000 }, () => {
  const folder = makeTemporaryFolder();
  const data = join(folder.path, 'data');
  const file = join(folder.path, 'region.yaml');
  let region: BadRegion;
  let mercia: MerciaProcess;
  let url: string;

  beforeAll(async () => {
    region = await startBadRegion();
    writeFileSync(file, region.text);
    mercia = runMercia(['start', '--region', file, '--data', data, '--port', '0'], region.env);
    url = (await mercia.printed(/the graph listens on (\S+);/))[1] ?? '';
    await mercia.printed(/^Ready\./m);
  });

  afterAll(async () => {
    if (mercia.child.exitCode === null) mercia.child.kill('SIGKILL');
    await mercia.ended;
    await region.close();
    folder.remove();
  });

  it('is ready with the systems that answer, and says of each other what is wrong, naming no host', async () => {
    const [status, { systems }] = await readReady(url);
    const details = new Map(systems.map(({ id, detail }) => [id, detail]));

    expect(status).toBe(200);
    expect(systems.map(({ state }) => state)).toEqual([
      'ready',
      'ready',
      'not answering',
      'not answering',
      'not answering',
    ]);
    expect(details.get('gone')).toMatch(/^LMS_UNAVAILABLE: /);
    expect(details.get('refusing')).toMatch(/^LMS_AUTH_FAILED: /);
    expect(details.get('portal')).toMatch(/^LMS_BAD_RESPONSE: /);
    expect([...details.values()].join()).not.toMatch(/127\.0\.0\.1|OLD_PASSWORD/);
    // Who runs the process is told more.
    expect(mercia.stderr()).toMatch(/ECONNREFUSED.*check that it runs and may be reached from here/);
    expect(mercia.stderr()).toMatch(/password refused; check what USER and OLD_PASSWORD hold/);
    expect(mercia.stderr()).toMatch(/a web page.*check/);
    for (const id of ['gone', 'refusing', 'portal']) expect(mercia.stderr()).toContain(`  ${id} is missing: [${id}] `);
    expect(mercia.stderr()).not.toMatch(STACK);
    expect(mercia.stderr()).not.toContain(WRONG_PASSWORD);
  });

  it('tells doctor the same, with exit code 1', async () => {
    const doctor = runMercia(['doctor', '--region', file], region.env);

    expect(await doctor.ended).toBe(1);
    expect(doctor.stdout()).toMatch(/FAILS +reach the system .*\[gone\]/);
    expect(doctor.stdout()).toMatch(/FAILS .*\[refusing\].*check what USER and OLD_PASSWORD hold/);
    expect(doctor.stdout()).toMatch(/FAILS .*\[portal\].*a web page/);
    expect(doctor.stdout()).toContain('good  The good Koha');
    expect(doctor.stderr()).toBe('');
  });

  it('gives the last known number, and a reason, for a system that answers garbage, and facts for its neighbour', async () => {
    await region.turning.faults.set({ garbage: 'html' });

    const answer = await ask(url, LIVE);
    await region.turning.faults.clear();

    expect(answer.errors).toBeUndefined();
    const facts = JSON.stringify(answer.data);
    expect(facts).toContain('"system":{"id":"good"}},"availability":{"state":"LIVE"');
    expect(facts).toMatch(
      /"id":"turning"\}\},"availability":\{"state":"LAST_KNOWN","availableCount":\d+,"reason":\{"code":"BAD_ANSWER","message":"The turning Koha gave an answer that cannot be read/,
    );
    expect(facts).not.toMatch(/"id":"turning"\}\},"availability":\{"state":"LIVE"/);
  });

  it('refuses a second start on its data folder, naming its process', async () => {
    const second = runMercia(['start', '--region', file, '--data', data, '--port', '0'], region.env);

    expect(await second.ended).toBe(1);
    expect(second.stderr()).toMatch(new RegExp(`\\(process ${mercia.pid}, since .*stop it first, or choose another`));
  });

  const REQUESTS: readonly (readonly [what: string, status: number, code: string, body: string, type: string])[] = [
    ['no body', 400, 'BAD_REQUEST', '', 'application/json'],
    ['no JSON', 400, 'BAD_REQUEST', '{ region { name } }', 'application/json'],
    ['JSON that is no request', 400, 'BAD_REQUEST', '"x"', 'application/json'],
    ['several requests', 400, 'BAD_REQUEST', '[{"query":"{ region { name } }"}]', 'application/json'],
    ['a query that is a number', 400, 'BAD_REQUEST', '{"query":5}', 'application/json'],
    [
      'variables that are none',
      400,
      'BAD_REQUEST',
      '{"query":"{ region { name } }","variables":5}',
      'application/json',
    ],
    ['plain text', 400, 'BAD_REQUEST', '{"query":"{ region { name } }"}', 'text/plain'],
    ['a form', 415, 'BAD_REQUEST', 'query=x', 'application/x-www-form-urlencoded'],
    ['half a query', 400, 'GRAPHQL_PARSE_FAILED', '{"query":"{ region {"}', 'application/json'],
    ['an unknown field', 400, 'GRAPHQL_VALIDATION_FAILED', '{"query":"{ nonsense }"}', 'application/json'],
    [
      'a number for a text',
      400,
      'GRAPHQL_VALIDATION_FAILED',
      '{"query":"{ search(query: 5) { totalCount } }"}',
      'application/json',
    ],
    [
      'an unknown operation',
      400,
      'OPERATION_RESOLUTION_FAILURE',
      '{"query":"query A { region { name } }","operationName":"B"}',
      'application/json',
    ],
    [
      'a wrong variable',
      400,
      'BAD_USER_INPUT',
      '{"query":"query($n: Int!) { search(query: \\"a\\", first: $n) { totalCount } }","variables":{"n":"x"}}',
      'application/json',
    ],
    ['a nest', 400, 'QUERY_TOO_DEEP', JSON.stringify({ query: nest(30) }), 'application/json'],
    ['a heavy body', 413, 'REQUEST_TOO_LARGE', JSON.stringify({ query: 'x'.repeat(1_000_000) }), 'application/json'],
  ];

  it.each(REQUESTS)('answers %s with %i and %s', async (_, status, code, body, type) => {
    const [answered, answer] = await post(url, body, { 'content-type': type });

    expect([answered, answer.errors?.[0]?.extensions.code]).toEqual([status, code]);
    expectNoInsides(answer);
  });

  it.each([
    ['a key that is no ISBN', 'editions(by: [{ isbn: "123" }]) { editions { id } }', 'by: '],
    ['a key of two kinds', 'editions(by: [{ isbn: "9780198292302", issn: "1" }]) { editions { id } }', 'exactly one'],
    ['a huge page', 'search(query: "x", first: 1000000) { totalCount }', 'first: 0 to 200 in one page'],
    ['a page below nothing', 'search(query: "x", first: -1) { totalCount }', 'first: 0 to 200 in one page'],
    ['a cursor of nothing', 'search(query: "x", after: "garbage") { totalCount }', 'after: this is not a cursor'],
  ])('says what is wrong with %s', async (_, field, words) => {
    const answer = await ask(url, `{ ${field} }`);

    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining(words) as string,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expectNoInsides(answer);
  });

  it('says where the graph is to whoever asks elsewhere', async () => {
    const response = await fetch(url.replace('/graphql', '/nowhere'));

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('The graph is at /graphql');
  });

  it('shows what the graph says of a broken query, with exit code 1', async () => {
    const asked = runMercia(['query', '-e', '{ nonsense }', '--url', url]);

    expect(await asked.ended).toBe(1);
    expect(asked.stdout()).toContain('Cannot query field \\"nonsense\\"');
  });

  it('outlives its database server and starts it again', async () => {
    const postmaster = Number(readFileSync(join(data, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');

    const failed = await until(
      () => ask(url, '{ search(query: "Title") { totalCount } }'),
      (answer) => answer.errors !== undefined,
    );
    expect(failed.errors?.[0]?.extensions.code).toBe('STORE_UNAVAILABLE');
    expectNoInsides(failed);

    await until(
      () => ask(url, '{ search(query: "Title") { totalCount } }'),
      (answer) => answer.errors === undefined,
    );
    await mercia.printed(/the database server had ended; it was started again/);
    expect(mercia.child.exitCode).toBeNull();
    expect(mercia.stderr()).not.toMatch(STACK);
  });

  it('ends at SIGTERM even so, the new server included', async () => {
    const postmaster = Number(readFileSync(join(data, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
    mercia.child.kill('SIGTERM');

    expect(await mercia.ended).toBe(0);
    expect(() => process.kill(postmaster, 0)).toThrow();
  });
});

describe('a full disk', () => {
  const folder = makeTemporaryFolder();
  let mounted = false;

  /** False where this process may not mount. */
  function resize(megabytes: number): boolean {
    const remount = mounted ? 'remount,' : '';
    try {
      execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `${remount}size=${megabytes}m,mode=755`, 'tmpfs', folder.path], {
        stdio: 'ignore',
      });
      mounted = true;
    } catch {
      // Not root, or a container that may not.
    }
    return mounted;
  }

  afterAll(() => {
    if (mounted) execFileSync('/bin/umount', [folder.path]);
    folder.remove();
  });

  it('is told at the first start, and in the middle of a harvest; with more room all is well', async ({ skip }) => {
    if (!resize(24)) skip('no disk may be mounted here');
    const args = ['start', '--data', folder.path, '--port', '0', '--demo-port', '0'];

    const first = runMercia(args);
    expect(await first.ended).toBe(1);
    expect(first.stderr()).toMatch(/the disk of .* is full; free at least 100 MB there, or choose another data folder/);
    expect(first.stderr()).not.toMatch(STACK);

    // Room for an empty server, not for all the tables.
    resize(54);
    const halfMade = runMercia(args);
    expect(await halfMade.ended).toBe(1);
    expect(halfMade.stderr()).toMatch(/database: .*disk/);
    expect(halfMade.stderr()).not.toMatch(STACK);

    // Room for the tables, not for the demonstration region.
    resize(80);
    const second = runMercia(args);
    const url = (await second.printed(/the graph listens on (\S+);/))[1] ?? '';
    await second.printed(/Not ready: the database failed/);
    await second.printed(/disk is full|No space left on device/);
    expect(second.stderr()).not.toMatch(STACK);
    expect((await fetch(url.replace('/graphql', '/health'))).status).toBe(200);
    expect((await readReady(url))[0]).toBe(503);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);

    resize(300);
    const third = runMercia(args);
    await third.printed(/^Ready\./m);
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
    expect(third.stderr()).not.toContain('is missing');
  }, 120_000);
});

function nest(levels: number): string {
  return `{ region { systems ${'{ libraries { system '.repeat(levels)}{ id }${' } }'.repeat(levels)} } }`;
}

/** An error for the public holds no stack, no path of this machine. */
function expectNoInsides(answer: Answer): void {
  const text = JSON.stringify(answer);
  expect(text).not.toMatch(/stack|\\n\s+at |node_modules/);
  expect(text).not.toContain(projectRoot);
}
