/**
 * The parts apart, without Docker: every service of docker-compose.yml that is Mercia's runs as a process of its own, with
 * its own command and environment, on loopback.
 */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEMO_EXPORTS, DEMO_SYSTEMS } from '#demo/generate.ts';
import { deriveServerContextKey } from '#platform/derived-key.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { REGISTER_FILE } from '#take-back/index.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, projectRoot, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import {
  createMove,
  dataFolderHere,
  environmentHere,
  readComposeFile,
  type ComposeService,
} from '#tools/compose/compose-file.ts';
import { DEMO_PORT, findPortsFor } from './free-ports.ts';
import { withTime } from '#tests/support/with-time.ts';

/** Every system of the demonstration. */
const ALL: readonly string[] = [...DEMO_SYSTEMS, ...DEMO_EXPORTS];

const SECRET = 'the secret of a region whose parts run apart';
/** What stands in the files of secrets; those that are not named are empty, as the head of the file makes them. */
const SECRETS: Readonly<Record<string, string>> = {
  'context-secret': SECRET,
  'patron-secret': 'the secret of that region for everything personal',
};
const VALE = 'http://adapters-vale:4011';
const MARCHES = 'http://adapters-marches:4012';
const file = readComposeFile();
const query = readFileSync(join(projectRoot, 'lab', 'demo', 'readme-query.graphql'), 'utf8');
const run = promisify(execFile);
const POLL = { timeout: 20_000, interval: 200 };

interface Holding {
  readonly library: { readonly system: { readonly id: string } };
  readonly availability: {
    readonly state: string;
    readonly itemCount: number | null;
    readonly reason: { readonly code: string } | null;
  };
}
interface Answer {
  readonly data: {
    readonly editions: readonly { readonly editions: readonly { readonly holdings: readonly Holding[] }[] }[];
  };
  readonly errors?: unknown;
}
interface Ready {
  readonly ready: boolean;
  readonly systems: readonly { readonly id: string; readonly state: string }[];
}

async function ask(url: string): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...withTime(SECRET) },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as Answer;
}

function holdingsOf({ data }: Answer, system: string): readonly Holding[] {
  const all = data.editions.flatMap(({ editions }) => editions).flatMap(({ holdings }) => holdings);
  return all.filter(({ library }) => library.system.id === system);
}

/** When a fact was told differs from one question to the next, and nothing else does. */
function withoutMoments(answer: Answer): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll(/"asOf":"[^"]+"/g, '"asOf":"THEN"'));
}

describe('docker-compose.yml', () => {
  it('checks the health of every service', () => {
    for (const [name, { healthcheck }] of file.services)
      expect([name, healthcheck?.test.length]).not.toContain(undefined);
  });

  it('builds one image for every part, which does not run as root', () => {
    const lines = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8').split('\n');

    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect([...file.services.values()].filter(({ build }) => build === '.').map(({ user }) => user ?? 'node')).toEqual(
      Array.from({ length: file.services.size - 1 }, () => 'node'),
    );
  });

  it('gives an adapter server no secret of the hub, and a file of its own for its keys', () => {
    const servers = [...file.services].filter(([, { command }]) => command.includes('adapters'));

    expect(servers.map(([name]) => name)).toEqual(['adapters-vale', 'adapters-marches']);
    for (const [name, { environment, env_file, secrets }] of servers) {
      expect(env_file.map(({ path }) => path)).toEqual([`.env.${name}`]);
      expect([secrets, JSON.stringify(environment).includes('/run/secrets')]).toEqual([[], false]);
    }
  });

  it('lets each setting of .env.settings reach every part of the hub, the feeds and the pages', () => {
    const reads = [...file.services].filter(([, { env_file }]) =>
      env_file.some(({ path }) => path === '.env.settings'),
    );
    // What is filled in from elsewhere wins over that file, even if it is empty.
    const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
    const filledIn = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);

    expect(reads.map(([name]) => name)).toEqual(
      [...file.services.keys()].filter(
        (name) => !['postgres', 'demo', 'adapters-vale', 'adapters-marches'].includes(name),
      ),
    );
    expect(filledIn).toEqual(['MERCIA_REPLICAS']);
  });

  it('limits what each service may take, and how much of its log is kept', () => {
    for (const [name, { deploy, logging }] of file.services) {
      const limits = deploy?.resources.limits;
      const said = [
        /^([2-9]G|1[5-9]\d\dM)$/.test(limits?.memory ?? ''),
        /^\d$/.test(limits?.cpus ?? ''),
        (limits?.pids ?? 0) >= 100,
      ];
      expect([name, ...said]).toEqual([name, true, true, true]);
      expect([name, logging?.options]).toEqual([name, { 'max-size': '10m', 'max-file': '5' }]);
    }
  });

  it('is prepared again without a new secret, and without a word outside the folder of secrets', () => {
    const head = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8').replaceAll(/^# {0,3}/gm, '');
    const [recipe = ''] = /^mkdir .*?chmod 644 \* \)$/ms.exec(head) ?? [];
    const { path: cwd, remove } = makeTemporaryFolder();
    onTestFinished(remove);
    writeFileSync(join(cwd, 'own'), 'of the project', { mode: 0o600 });
    const prepare = (): readonly string[] => {
      execFileSync('sh', ['-c', recipe], { cwd });
      return readdirSync(join(cwd, 'secrets')).map(
        (name) => `${name} ${readFileSync(join(cwd, 'secrets', name), 'utf8')}`,
      );
    };

    const first = prepare();
    expect(prepare()).toEqual(first);
    expect(
      first.filter((line) => /^(context-secret|patron-secret|postgres-password) [0-9a-f]{64}\n$/.test(line)),
    ).toHaveLength(3);
    expect(readdirSync(cwd)).toEqual(['own', 'secrets']);
    expect(statSync(join(cwd, 'own')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(projectRoot, 'docs', 'parts-apart.md'), 'utf8')).toContain(recipe);
  });

  it('gives each part the secrets that it needs, and no others', () => {
    const hub = ['database-url', 'context-secret', 'context-secret-accepted'];
    const readers = [...hub, 'patron-secret', 'patron-secret-accepted'];
    const given = [...file.services].map(([name, { secrets }]) => [name, secrets] as const);
    // What is mounted is read, and what is read is mounted.
    for (const [name, { environment, secrets }] of file.services) {
      const read = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(value)?.[1] ?? []);
      expect([name, read.toSorted()]).toEqual([name, secrets.toSorted()]);
    }

    expect(Object.fromEntries(given)).toEqual({
      postgres: ['postgres-password'],
      demo: [],
      'adapters-vale': [],
      'adapters-marches': [],
      catalogue: readers,
      circulation: readers,
      patrons: readers,
      migration: hub,
      harvester: readers,
      gateway: readers,
      feeds: ['database-url', 'caller-key'],
      console: ['database-url', 'caller-key', 'sign-in-secret'],
    });
    expect(file.secrets.toSorted()).toEqual([...new Set(given.flatMap(([, secrets]) => secrets))].toSorted());
  });

  it('has a folder that is kept for each part that keeps the list of what was taken back', () => {
    const kept = [...file.services].flatMap(([name, service]) => dataFolderHere(service, '') ?? name);

    expect(kept).toEqual([
      ...['postgres', 'demo', 'adapters-vale', 'adapters-marches', 'volumes/list', 'circulation'],
      ...['volumes/list', 'volumes/list', 'volumes/list', 'gateway', 'volumes/feeds', 'console'],
    ]);
  });

  it('starts over the own region, if nobody names them, no part that cannot run in every region', () => {
    const text = readFileSync(join(projectRoot, 'docker-compose.region.yml'), 'utf8');
    const { services } = parse(text, { merge: true }) as {
      readonly services: Readonly<Record<string, { readonly profiles?: readonly string[] }>>;
    };

    const named = Object.entries(services).filter(([, { profiles = [] }]) => profiles.length > 0);
    expect(Object.fromEntries(named.map(([name, { profiles }]) => [name, profiles]))).toEqual({
      demo: ['demonstration'],
      'adapters-marches': ['demonstration'],
      'adapters-vale': ['adapters'],
      feeds: ['feeds'],
    });
  });

  it('gives the credentials of the own region to the parts that use them', () => {
    const text = readFileSync(join(projectRoot, 'docker-compose.region.yml'), 'utf8');
    const { services } = parse(text, { merge: true }) as {
      readonly services: Readonly<Record<string, { readonly env_file?: readonly { readonly path: string }[] }>>;
    };
    const withFile = (wanted: string): readonly string[] =>
      Object.entries(services)
        .filter(([, { env_file: files = [] }]) => files.some(({ path }) => path === wanted))
        .map(([name]) => name);

    expect(withFile('.env.systems')).toEqual(['catalogue', 'circulation', 'harvester']);
    expect(withFile('.env.deliveries')).toEqual(['feeds']);
    expect(text).not.toMatch(/env_file: \.env$|path: \.env[ ,}]/m);
  });

  it.skipIf(!hasCompose())('is accepted by docker compose, alone and with the own region over it', async () => {
    const folder = makeTemporaryFolder();
    const files = ['docker-compose.yml', 'docker-compose.region.yml'];
    for (const name of files) cpSync(join(projectRoot, name), join(folder.path, name));
    writeFileSync(join(folder.path, '.env'), '');
    const config = async (...names: readonly string[]): Promise<string> => {
      const flags = names.flatMap((name) => ['-f', name]);
      const options = { cwd: folder.path };
      return (await run('docker-compose', [...flags, 'config', '--services'], options)).stdout;
    };
    try {
      expect((await config('docker-compose.yml')).trim().split('\n').toSorted()).toEqual(
        [...file.services.keys()].toSorted(),
      );
      const ofRegion = (await config(...files)).trim().split('\n');
      for (const name of ['demo', 'feeds', 'adapters-vale', 'adapters-marches']) expect(ofRegion).not.toContain(name);
    } finally {
      folder.remove();
    }
  });
});

function hasCompose(): boolean {
  try {
    execFileSync('docker-compose', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the parts apart', () => {
  const processes = new Map<string, MerciaProcess>();
  /** What stands in the file of its own of each adapter server. */
  const keys = new Map<string, Readonly<Record<string, string>>>();
  let move: (text: string) => string;
  let database: TestDatabase;
  let gateway: string;
  const secrets = makeTemporaryFolder();

  function serviceOf(name: string): ComposeService {
    const service = file.services.get(name);
    if (service === undefined) throw new Error(`docker-compose.yml has no ${name}`);
    return service;
  }

  function environmentOf(name: string): Record<string, string> {
    const service = serviceOf(name);
    const env = environmentHere(service, move, (secret) => join(secrets.path, secret));
    // Below a file nobody can write, as nobody can on a read-only disk.
    const data = dataFolderHere(service, secrets.path) ?? join(secrets.path, 'database-url', 'read-only');
    return { ...env, MERCIA_DATA: data, ...keys.get(name) };
  }

  /** Runs a service as the file says and waits until it says that it is at work. */
  async function start(name: string): Promise<void> {
    // Changes of the region between two questions would be no fault of the parts.
    const quiet = name === 'demo' ? ['--change-every', '0'] : [];
    const started = runMercia([...serviceOf(name).command.map(move), ...quiet], environmentOf(name));
    processes.set(name, started);
    await started.printed(/listens on|(is|are) running/, 240_000);
  }

  /** As the head of the file says: the gateway's part prints what the adapter server at that address needs. */
  async function printKeys(address: string): Promise<void> {
    const { ended, stdout } = runMercia(['keys', 'adapter-server', move(address)], environmentOf('gateway'));
    await ended;
    const lines = [...stdout().matchAll(/^(\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value] as const);
    keys.set(new URL(address).hostname, Object.fromEntries(lines) as Record<string, string>);
  }

  async function end(child: MerciaProcess | undefined, signal: NodeJS.Signals): Promise<void> {
    if (child?.child.exitCode === null && child.child.signalCode === null) child.child.kill(signal);
    await child?.ended;
  }

  async function ready(): Promise<Ready> {
    return (await (await fetch(gateway.replace('/graphql', '/ready'))).json()) as Ready;
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    const contents = { ...SECRETS, 'database-url': databaseUrl(database) };
    for (const name of file.secrets)
      writeFileSync(join(secrets.path, name), new Map(Object.entries(contents)).get(name) ?? '');
    const ports = await findPortsFor(file);
    move = createMove(file, ports);
    gateway = `http://127.0.0.1:${String(ports.get(4000))}/graphql`;
    await Promise.all([VALE, MARCHES].map(printKeys));
    // From the gateway down: a hub starts with every adapter server down, an adapter server with its systems down.
    const names = [...file.services.keys()].toReversed();
    for (const name of names) if (name !== 'postgres' && name !== 'harvester') await start(name);
  }, 900_000);

  afterAll(async () => {
    await Promise.all([...processes.values()].map((child) => end(child, 'SIGKILL')));
    await database.close();
    secrets.remove();
  });

  it('is alive and not ready before anything was harvested', async () => {
    const report = await ready();

    expect(report.ready).toBe(false);
    expect(report.systems.map(({ id, state }) => [id, state])).toEqual(ALL.map((id) => [id, 'harvesting']));
  });

  it('is ready when the harvester has brought every system, through the adapter servers', async () => {
    await start('harvester');
    await processes.get('harvester')?.printed(/The first round of harvest is over/, 120_000);
    const report = await ready();

    expect(report.systems.map(({ id, state }) => [id, state])).toEqual(ALL.map((id) => [id, 'ready']));
    expect(report.ready).toBe(true);
  }, 150_000);

  it('is healthy by the health checks of the file', async () => {
    for (const [name, { healthcheck }] of file.services) {
      if (name === 'postgres') continue;
      const [kind, program, ...args] = healthcheck?.test ?? [];
      expect([name, kind, program]).toEqual([name, 'CMD', 'node']);
      await run(
        process.execPath,
        args.map((argument) => move(argument)),
        { cwd: projectRoot },
      );
    }
  });

  it('tells its metrics inside, at every part, and publishes none of them', async () => {
    const inside = [
      'adapters-vale:4011',
      'adapters-marches:4012',
      'catalogue:4001',
      'circulation:4002',
      'patrons:4004',
      'harvester:4003',
      'gateway:4005',
      'feeds:4007',
      'console:4008',
    ];
    for (const address of inside) {
      const scraped = await fetch(move(`http://${address}/metrics`));
      expect([address, scraped.status, await scraped.text()]).toEqual([
        address,
        200,
        expect.stringContaining('process_cpu_seconds_total'),
      ]);
    }

    expect([...file.services.values()].flatMap(({ ports }) => ports)).toEqual([
      '127.0.0.1:4000:4000',
      '127.0.0.1:4010:4010',
      '127.0.0.1:4020:4020',
    ]);
    expect((await fetch(new URL('/metrics', gateway))).status).toBe(404);
    expect((await fetch(move('http://feeds:4010/metrics'))).status).toBe(404);
  });

  it('lets discovery systems harvest what the harvester published', async () => {
    const list = async (): Promise<string> => {
      const address = 'http://feeds:4010/oai/editions?verb=ListIdentifiers&metadataPrefix=marc21';
      return (await fetch(move(address))).text();
    };

    await expect.poll(list, POLL).toContain('<identifier>oai:demo.mercia.example:demo-');
  });

  it('keeps what systems say of their copies in the database', async () => {
    await ask(gateway);
    const readKept = async (): Promise<number> => {
      const scraped = await (await fetch(move('http://circulation:4002/metrics'))).text();
      return Number(/^mercia_last_known_kept_total\{kind="holdings"\} (\d+)$/m.exec(scraped)?.[1]);
    };

    await expect.poll(readKept, POLL).toBeGreaterThan(0);
    expect(await (await fetch(move('http://circulation:4002/ready'))).json()).toEqual({
      ready: true,
      lastKnown: 'kept in the database',
    });
  });

  it('keeps patron data in the patrons part, which knows nobody who has not signed in', async () => {
    const answer = await fetch(gateway, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { id } library(id: "severnhythe") { patronData { active agreement } } }' }),
    });

    expect(await answer.json()).toEqual({
      data: { me: null, library: { patronData: { active: true, agreement: 'DEMO-DPA-1' } } },
    });
    expect(await (await fetch(move('http://patrons:4004/ready'))).json()).toEqual({ ready: true, patronData: 'on' });
  });

  it('lets doctor look at every system through its adapter server', async () => {
    const doctor = runMercia(['doctor', '--json'], environmentOf('circulation'));
    await doctor.ended;
    const { systems } = JSON.parse(doctor.stdout()) as {
      systems: {
        system: { id: string };
        reachable: boolean;
        product: string;
        steps: { what: string; ok: boolean }[];
      }[];
    };

    expect(systems.map(({ system, reachable }) => [system.id, reachable])).toEqual(ALL.map((id) => [id, true]));
    for (const { system, steps } of systems) {
      expect(steps.length).toBeGreaterThan(1);
      // Exports are fetched, and their copies asked for, from where the hub is.
      if (!DEMO_SYSTEMS.some((id) => id === system.id)) continue;
      expect(steps).toContainEqual(expect.objectContaining({ what: 'adapter server', ok: true }));
    }
  });

  it("answers the README's query as one process does", async () => {
    const other = await createTestDatabase();
    const whole = runMercia(['start', '--port', '0'], {
      MERCIA_DEMO_HOST: '127.0.0.1',
      MERCIA_DEMO_PORT: move(String(DEMO_PORT)),
      DATABASE_URL: databaseUrl(other),
    });
    try {
      const url = (await whole.printed(/the graph listens on (\S+);/))[1] ?? '';
      await whole.printed(/^Ready\./m, 90_000);

      const [apart, together] = [await ask(gateway), await ask(url)];

      expect(apart.errors).toBeUndefined();
      for (const system of DEMO_SYSTEMS) {
        expect(new Set(holdingsOf(apart, system).map(({ availability }) => availability.state))).toEqual(
          new Set(['LIVE']),
        );
      }
      expect(withoutMoments(apart)).toEqual(withoutMoments(together));
    } finally {
      await end(whole, 'SIGTERM');
      await other.close();
    }
  }, 150_000);

  it('tells what was last known, and why, while an adapter server is dead, and LIVE again when it is back, the hub never restarted', async () => {
    const before = await ask(gateway);
    await end(processes.get('adapters-marches'), 'SIGKILL');
    const statesOf = (answer: Awaited<ReturnType<typeof ask>>) =>
      new Set(holdingsOf(answer, 'koha-c').map(({ availability }) => availability.state));

    // What was told a moment ago is told again for a moment.
    await expect.poll(async () => statesOf(await ask(gateway)), POLL).toEqual(new Set(['LAST_KNOWN']));
    const meanwhile = await ask(gateway);
    await start('adapters-marches');
    await expect.poll(async () => statesOf(await ask(gateway)), POLL).toEqual(new Set(['LIVE']));
    const after = await ask(gateway);

    expect(meanwhile.errors).toBeUndefined();
    const then = holdingsOf(before, 'koha-c');
    for (const [index, { availability }] of holdingsOf(meanwhile, 'koha-c').entries()) {
      expect(availability).toMatchObject({
        state: 'LAST_KNOWN',
        itemCount: then[index]?.availability.itemCount,
        reason: { code: expect.stringMatching(/^(UNREACHABLE|CIRCUIT_OPEN)$/) as string },
      });
    }
    expect(new Set(holdingsOf(meanwhile, 'koha-a').map(({ availability }) => availability.state))).toEqual(
      new Set(['LIVE']),
    );
    expect(withoutMoments(after)).toEqual(withoutMoments(before));
  }, 120_000);

  it('serves the circulation contract as a Federation 2 subgraph at each adapter server, to whoever has its key', async () => {
    const sign = createContextSigner(deriveServerContextKey(SECRET, move(MARCHES)));
    const deadline = Date.now() + 10_000;
    const context = await sign({
      role: 'public',
      subject: null,
      correlationId: 'test',
      receivedAt: Date.now(),
      deadline,
    });
    const askServer = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
      const answer = await fetch(move(`${MARCHES}/graphql`), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: '{ _service { sdl } }' }),
      });
      return answer.json();
    };

    expect(await askServer({ 'mercia-context': context })).toMatchObject({
      data: { _service: { sdl: expect.stringContaining('type Availability') as string } },
    });
    expect(await askServer({})).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it('keeps what was taken back outside of the database, in each folder that is kept', async () => {
    const lists = ['list', 'feeds'].map((volume) => join(secrets.path, 'volumes', volume, REGISTER_FILE));
    const taking = runMercia(['take-back', 'koha-b:record:515', '--reason', 'Incident 12'], environmentOf('catalogue'));

    expect([await taking.ended, taking.stderr()]).toEqual([0, expect.stringMatching(/^Hidden: /m)]);
    const readLists = (): readonly string[] =>
      lists.flatMap(
        (path) => /"koha-b:record:515"/.exec(existsSync(path) ? readFileSync(path, 'utf8') : '')?.[0] ?? [],
      );
    await expect.poll(readLists, POLL).toEqual(['"koha-b:record:515"', '"koha-b:record:515"']);
    for (const { stderr } of processes.values()) expect(stderr()).not.toContain('beside the database');
  }, 60_000);

  it.each(['catalogue', 'circulation', 'gateway', 'harvester'])('was never restarted: %s', (name) => {
    expect(processes.get(name)?.child.exitCode).toBeNull();
  });
});
