import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  makeTemporaryFolder,
  projectRoot,
  residentNodeBytes,
  runMercia,
  type MerciaProcess,
} from '#tests/support/mercia-process.ts';
import { withTime } from '#tests/support/with-time.ts';
import { beforeRelease } from '../release.ts';

interface Answer {
  readonly data: {
    readonly editions: readonly {
      readonly editions: readonly {
        readonly holdings: readonly {
          readonly library: { readonly name: string; readonly system: { readonly id: string } };
          readonly availability: {
            readonly state: string;
            readonly asOf: string | null;
            readonly reason: { readonly code: string; readonly message: string } | null;
            readonly itemCount: number | null;
            readonly availableCount: number | null;
            readonly items: { readonly edges: readonly unknown[] } | null;
          } | null;
        }[];
      }[];
    }[];
  };
  readonly errors?: unknown;
}

/** Some 360 MiB are used. */
const MEMORY_LIMIT = 440 * 1024 * 1024;
/**
 * What lives is far below this; with the bound that `mercia start` has, how much garbage waits to be collected is for the machine to
 * decide, and a busy one lets it grow by a hundred MiB.
 */
const BOUNDED_HEAP = '--max-old-space-size=200';
const SECRET = 'a secret of the hub that only this test knows';
const folder = makeTemporaryFolder();
let mercia: MerciaProcess;
let url: string;
let query: string;
let peak = 0;
let sampler: NodeJS.Timeout;
let foundWhenReady: unknown;

interface LendersAnswer {
  readonly data: {
    readonly editions: readonly {
      readonly editions: readonly {
        readonly lenders: {
          readonly edges: readonly {
            readonly node: {
              readonly library: { readonly network: { readonly name: string } };
              readonly holdings: readonly { readonly availability: { readonly state: string } }[];
            };
          }[];
          readonly excluded: readonly { readonly library: { readonly name: string } }[];
        };
      }[];
    }[];
  };
  readonly errors?: unknown;
}

/** With time enough: what a busy machine has not heard in time is no fault of anybody's. */
function post(text: string, variables: Record<string, unknown> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...withTime(SECRET) },
    body: JSON.stringify({ query: text, variables }),
  });
}

async function ask(text: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  return (await (await post(text, variables)).json()) as Answer;
}

const POLL = { timeout: 45_000, interval: 100 };

function availabilitiesOf(answer: Answer) {
  return answer.data.editions
    .flatMap(({ editions }) => editions)
    .flatMap(({ holdings }) => holdings)
    .map(({ availability }) => availability);
}

function systemsByState(answer: Answer): Map<string, Set<string>> {
  const states = new Map<string, Set<string>>();
  for (const { library, availability } of answer.data.editions
    .flatMap(({ editions }) => editions)
    .flatMap(({ holdings }) => holdings)) {
    const state = availability?.state ?? 'null';
    states.set(state, (states.get(state) ?? new Set()).add(library.system.id));
  }
  return states;
}

/** Dates and times differ from day to day; that they are dates and times does not. */
function withoutDays(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer)
      .replaceAll(/"\d{4}-\d\d-\d\dT[^"]+"/g, '"TIME"')
      .replaceAll(/"\d{4}-\d\d-\d\d"/g, '"DAY"')
      // The day of a list, in the words of a reason.
      .replaceAll(/\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d\d-\d\d/g, 'DAY'),
  );
}

beforeAll(async () => {
  query = await readFile(join(projectRoot, 'lab', 'demo', 'readme-query.graphql'), 'utf8');
  mercia = runMercia(['start', '--data', folder.path, '--port', '0', '--demo-port', '0'], {
    NODE_OPTIONS: BOUNDED_HEAP,
    MERCIA_CONTEXT_SECRET: SECRET,
  });
  sampler = setInterval(() => {
    peak = Math.max(peak, residentNodeBytes(mercia.pid));
  }, 1000);
  url = (await mercia.printed(/the graph listens on (\S+);/))[1] ?? '';
  await vi.waitUntil(async () => (await fetch(url.replace('/graphql', '/ready'))).ok, {
    timeout: 90_000,
    interval: 20,
  });
  foundWhenReady = await ask('{ search(query: "health", first: 1) { totalCount } }');
  await mercia.printed(/^Ready\./m, 90_000);
}, 120_000);

afterAll(async () => {
  clearInterval(sampler);
  if (mercia.child.exitCode === null) mercia.child.kill('SIGKILL');
  await mercia.ended;
  folder.remove();
});

describe('mercia start', () => {
  it('is ready only when every first harvest is complete', async () => {
    const response = await fetch(url.replace('/graphql', '/ready'));
    const report = (await response.json()) as { systems: { state: string }[] };

    expect(response.status).toBe(200);
    expect(report.systems.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'ready'));
  });

  it('names the file of a question by a path that is right in any folder', async () => {
    const [, file = ''] = await mercia.printed(/npx mercia query "([^"]+)" --url/);

    expect([isAbsolute(file), existsSync(file)]).toEqual([true, true]);
  });

  it('finds what was harvested as soon as it says that it is ready', async () => {
    const { totalCount } = (foundWhenReady as { data: { search: { totalCount: number } } }).data.search;

    expect(totalCount).toBeGreaterThan(0);
    expect(await ask('{ search(query: "health", first: 1) { totalCount } }')).toEqual(foundWhenReady);
  });

  it("answers the README's query with live facts of all systems, of both makes", async () => {
    const answer = await ask(query);

    expect(answer.errors).toBeUndefined();
    expect([...(systemsByState(answer).get('LIVE') ?? [])].sort()).toEqual([
      'export-f',
      'koha-a',
      'koha-b',
      'koha-c',
      'symphony-d',
    ]);
    // It has an export and nothing else.
    expect([...(systemsByState(answer).get('LAST_KNOWN') ?? [])]).toEqual(['export-e']);
    expect(systemsByState(answer).size).toBe(2);
  });

  it('gives the answer that docs/first-question.md shows, but for the day on which it is asked', async () => {
    const page = await readFile(join(projectRoot, 'docs', 'first-question.md'), 'utf8');
    const shown = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

    expect(withoutDays(await ask(query))).toEqual(withoutDays(JSON.parse(shown)));
  });

  it('says who could lend a title, in the order of the rota, each with what it has now', async () => {
    const guide = await readFile(join(projectRoot, 'docs', 'lending.md'), 'utf8');
    const text = /```graphql\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const { data, errors } = (await (await post(text)).json()) as LendersAnswer;

    expect(errors).toBeUndefined();
    const { edges = [], excluded = [] } = data.editions[0]?.editions[0]?.lenders ?? {};
    const networks = edges.map(({ node }) => node.library.network.name);
    expect(networks).toEqual(networks.toSorted()); // Marches, whose library asks, then Vale.
    expect(new Set(networks).size).toBe(2);
    expect(edges.flatMap(({ node }) => node.holdings).map(({ availability }) => availability.state)).not.toContain(
      'UNKNOWN',
    );
    expect(excluded.map(({ library }) => library.name)).toEqual(['Leamsworth Nursing and Therapies Library']);
  });

  it('shows live facts of Koha and of Symphony beside the last known ones of a system that is down, and says why', async () => {
    const before = await ask(query);
    const hint = /koha-b +curl -X POST (\S+)/.exec(mercia.stderr())?.[1] ?? '';
    await fetch(hint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ down: true }),
    });

    // What was told a moment ago is told again for a moment.
    await expect
      .poll(async () => [...(systemsByState(await ask(query)).get('LIVE') ?? [])].sort(), POLL)
      .toEqual(['export-f', 'koha-a', 'koha-c', 'symphony-d']);
    const answer = await ask(query);

    expect(answer.data).not.toBeNull();
    expect([...(systemsByState(answer).get('LAST_KNOWN') ?? [])].sort()).toEqual(['export-e', 'koha-b']);
    const then = availabilitiesOf(before);
    for (const [index, availability] of availabilitiesOf(answer).entries()) {
      if (availability?.state !== 'LAST_KNOWN' || availability.reason?.code === 'NOT_SUPPORTED') continue;
      const { itemCount, availableCount } = then[index] ?? {};
      expect(availability).toMatchObject({ itemCount, availableCount, asOf: expect.any(String) as string });
      expect(availability.reason?.code).toMatch(/^(UNREACHABLE|CIRCUIT_OPEN)$/);
      expect(availability.reason?.message).toContain('Hollow and Dale');
    }
    await fetch(hint, { method: 'DELETE' });
    await expect
      .poll(async () => [...(systemsByState(await ask(query)).get('LAST_KNOWN') ?? [])], POLL)
      .toEqual(['export-e']);
  });

  it('lets discovery systems harvest what it publishes, on a port of its own', async () => {
    const [, feeds = ''] = /feeds {6}(\S+)/.exec(mercia.stderr()) ?? [];
    const answer = await fetch(`${feeds}/editions?verb=Identify`);
    const list = async (repository: string): Promise<string> =>
      (await fetch(`${feeds}/${repository}?verb=ListIdentifiers&metadataPrefix=marc21`)).text();

    expect(await answer.text()).toContain('(demonstration): editions</repositoryName>');
    await expect.poll(() => list('editions'), POLL).toContain('<identifier>oai:demo.mercia.example:demo-');
    const search = new URL('/sru?version=1.2&operation=searchRetrieve&query=cql.allRecords%3D1', feeds);
    await expect.poll(async () => (await fetch(search)).text(), POLL).toMatch(/<zs:numberOfRecords>[1-9]/);
    await expect.poll(() => list('library/wrekinmoor'), POLL).toContain('<identifier>oai:demo.mercia.example:koha-a.');
  });

  it('names its own address in every command that asks it', () => {
    const asking = mercia
      .stderr()
      .split('\n')
      .filter((line) => /mercia (query|snapshot|compare)/.test(line));

    expect(asking).toHaveLength(3);
    for (const line of asking) expect(line).toContain(url);
  });

  it('refuses a second start on the same data folder, saying who holds it', async () => {
    const second = runMercia(['start', '--data', folder.path, '--port', '0', '--demo-port', '0']);

    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(String(mercia.pid));
  });

  it('lets query and doctor work beside it', async () => {
    const asked = runMercia(['query', '--url', url, '--json', '-e', '{ region { name } }']);
    // As it is printed, whatever folder this is called in.
    const [, printed = ''] = /npx mercia (doctor.*)/.exec(mercia.stderr()) ?? [];
    const doctor = runMercia([...printed.split(' '), '--json']);

    expect(await asked.ended).toBe(0);
    expect(JSON.parse(asked.stdout())).toHaveProperty('data.region.name');
    // One code is not mapped.
    expect(await doctor.ended).toBe(2);
    expect((JSON.parse(doctor.stdout()) as { systems: unknown[] }).systems).toHaveLength(6);
  });

  it('lets somebody sign in from a script, and tells who is not', async () => {
    const tokens = runMercia(['demo', 'token', '--as', 'reader', '--data', folder.path]);
    expect(await tokens.ended).toBe(0);
    const token = tokens.stdout().trim();
    const me = async (MERCIA_TOKEN: string): Promise<{ code: number | null; said: string }> => {
      const asked = runMercia(['query', '--url', url, '--json', '-e', '{ me { id } }'], { MERCIA_TOKEN });
      return { code: await asked.ended, said: asked.stdout() };
    };

    expect(await me(token)).toEqual({ code: 0, said: expect.stringMatching(/"me":\{"id":"demo:patron:/) as string });
    expect(await me('')).toEqual({ code: 0, said: expect.stringContaining('"me":null') as string });
    expect(await me(`${token}x`)).toEqual({ code: 1, said: expect.stringContaining('UNAUTHENTICATED') as string });
  });

  it.runIf(beforeRelease('a thousand queries'))(
    'needs no larger heap than 200 MB, and no more than 440 MB, for a first harvest and a thousand queries',
    async () => {
      for (let round = 0; round < 250; round += 1) {
        await Promise.all([
          ask(query),
          ask(query),
          ask('{ search(query: "health", first: 20) { totalCount } }'),
          ask(query),
        ]);
      }

      peak = Math.max(peak, residentNodeBytes(mercia.pid));
      expect(peak).toBeGreaterThan(0);
      expect(peak).toBeLessThan(MEMORY_LIMIT);
    },
    120_000,
  );

  it('ends at SIGTERM, its database server included', async () => {
    const postmaster = Number(
      (await readFile(join(folder.path, 'pg', 'postmaster.pid'), 'utf8').catch(() => '0')).split('\n')[0],
    );
    mercia.child.kill('SIGTERM');

    await mercia.ended;

    if (postmaster > 0) expect(() => process.kill(postmaster, 0)).toThrow();
  });
});
