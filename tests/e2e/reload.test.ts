/** A region file that changes under a running process and a steady stream of questions. */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { keepAsking, type SteadyQuestions } from '#tests/support/steady-questions.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

interface RegionFile {
  readonly feeds?: unknown;
  readonly libraries: { name: string; readonly id: string; readonly system: string }[];
  readonly systems: { readonly id: string; settings?: Record<string, unknown> }[];
}
interface Shown {
  readonly region: {
    readonly libraries: readonly { readonly name: string }[];
    readonly systems: readonly { readonly id: string }[];
  };
  readonly editions: readonly {
    readonly editions: readonly { readonly holdings: readonly { readonly library: { readonly name: string } }[] }[];
    readonly incomplete: readonly { readonly system: { readonly id: string }; readonly why: string }[];
  }[];
}
interface Ready {
  readonly ready: boolean;
  readonly systems: readonly { readonly id: string; readonly state: string }[];
  readonly refused?: readonly string[];
}

const QUERY = `{
  region { libraries { name } systems { id } }
  editions(by: [{ isbn: "9780702075551" }, { isbn: "9781433805592" }]) {
    editions { holdings { library { name } availability { state itemCount } } }
    incomplete { system { id } why }
  }
}`;

const folder = makeTemporaryFolder();
const path = join(folder.path, 'region.yaml');
let demo: RunningDemo;
let database: TestDatabase;
let mercia: MerciaProcess;
let url: string;
let questions: SteadyQuestions<Shown>;

/** The demonstration's file with these systems and their libraries only, and what else is done to it. */
function fileOf(systems: readonly string[], change: (file: RegionFile) => void = () => undefined): string {
  const whole = parse(demo.regionText) as RegionFile;
  // What is passed on may name none of those that are left out.
  const { feeds: _feeds, ...rest } = whole;
  const file = {
    ...rest,
    libraries: whole.libraries.filter(({ system }) => systems.includes(system)),
    systems: whole.systems.filter(({ id }) => systems.includes(id)),
  };
  change(file);
  return stringify(file);
}

function systemsShown(): readonly string[] | undefined {
  return questions.last()?.region.systems.map(({ id }) => id);
}

/** Makes every copy of koha-b one for an interlibrary loan. */
function hideAll(file: RegionFile): void {
  const suppression = { hiddenItems: { itype: ['BOOK', '1WEEK', '3HOUR', 'LIBUSE', 'EBOOK', 'SERIAL'] } };
  for (const system of file.systems) {
    if (system.id === 'koha-b') system.settings = { ...system.settings, suppression };
  }
}

function libraryNamesOf(system: string): readonly string[] {
  const { libraries } = parse(demo.regionText) as RegionFile;
  return libraries.filter((library) => library.system === system).map(({ name }) => name);
}

/** Holdings in the newest answer of libraries by these names. */
function shownOf(names: readonly string[], shown = questions.last()): readonly string[] {
  const editions = shown?.editions.flatMap((found) => found.editions) ?? [];
  const holders = editions.flatMap(({ holdings }) => holdings.map(({ library }) => library.name));
  return holders.filter((name) => names.includes(name));
}

function gaps(): unknown {
  return questions.last()?.editions[0]?.incomplete;
}

async function stateOf(id: string): Promise<string | undefined> {
  return (await readReady()).systems.find((system) => system.id === id)?.state;
}

function faultsOf(id: string) {
  const system = demo.systems.find((one) => one.id === id);
  if (system === undefined) throw new Error(`no system ${id}`);
  return system.simulator.faults;
}

async function readReady(): Promise<Ready> {
  return (await (await fetch(new URL('/ready', url))).json()) as Ready;
}

async function startMercia(): Promise<void> {
  mercia = runMercia(['start', '--region', path, '--port', '0'], { ...demo.env, DATABASE_URL: databaseUrl(database) });
  url = (await mercia.printed(/the graph listens on (\S+);/))[1] ?? '';
}

beforeAll(async () => {
  [demo, database] = await Promise.all([
    startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 }),
    createTestDatabase(),
  ]);
  writeFileSync(path, fileOf(['koha-a', 'koha-b']));
  await startMercia();
  await mercia.printed(/^Ready\./m, 90_000);
  // As a health check would: who was ready once stays so.
  expect((await readReady()).ready).toBe(true);
  questions = keepAsking(url, QUERY);
}, 150_000);

afterAll(async () => {
  await questions.stop();
  mercia.child.kill('SIGTERM');
  await mercia.ended;
  await Promise.all([demo.close(), database.close()]);
  folder.remove();
});

describe('a region file that changes while questions are answered', () => {
  it("shows a library's new name, a new system, and no longer a system that left", async () => {
    const rename = (file: RegionFile): void => {
      for (const library of file.libraries) if (library.id === 'clentwood') library.name = 'Clentwood by its new name';
    };
    writeFileSync(path, fileOf(['koha-a', 'koha-c'], rename));

    await expect.poll(systemsShown, { timeout: 30_000 }).toEqual(['koha-a', 'koha-c']);

    expect(questions.last()?.region.libraries.map(({ name }) => name)).toContain('Clentwood by its new name');
    expect(JSON.stringify(questions.last())).not.toContain('Tamehollow');
    await expect.poll(() => JSON.stringify(questions.last()), { timeout: 60_000 }).toContain('Fosseholm');
  }, 100_000);

  it('refuses a broken file with its line in the log and at /ready, and goes on as before', async () => {
    writeFileSync(path, fileOf(['koha-a']).replace('kind: koha', 'kind: koala'));

    await expect.poll(async () => (await readReady()).refused, { timeout: 30_000 }).toHaveLength(1);

    const { ready, refused = [] } = await readReady();
    expect(ready).toBe(true);
    expect(refused[0]).toMatch(/^region\.yaml on disk is refused \(1 fault: line \d+, systems\[0\]\.kind\)/);
    expect(mercia.stderr()).toMatch(/region\.yaml:\d+: systems\[0\]\.kind: there is no adapter for \W+koala/);
    expect(systemsShown()).toEqual(['koha-a', 'koha-c']);
  }, 60_000);

  it.skipIf(process.platform === 'win32')(
    'takes a good file at once where SIGUSR2 says that there is one',
    async () => {
      writeFileSync(path, fileOf(['koha-a', 'koha-b', 'koha-c']));
      mercia.child.kill('SIGUSR2');

      await expect.poll(systemsShown, { timeout: 30_000 }).toEqual(['koha-a', 'koha-b', 'koha-c']);

      expect((await readReady()).refused).toBeUndefined();
    },
    60_000,
  );

  it('hides at once what a changed file hides, and shows again what it no longer hides when that has been read', async () => {
    const holders = libraryNamesOf('koha-b');
    await expect.poll(gaps, { timeout: 60_000 }).toEqual([]);
    expect(shownOf(holders)).not.toEqual([]);
    // Nothing can be asked of the system.
    await faultsOf('koha-b').set({ status: 503 });
    writeFileSync(path, fileOf(['koha-a', 'koha-b', 'koha-c'], hideAll));

    await expect.poll(() => shownOf(holders), { timeout: 30_000 }).toEqual([]);
    expect(gaps()).toEqual([{ system: { id: 'koha-b' }, why: 'PARTIAL' }]);
    await expect.poll(() => stateOf('koha-b'), { timeout: 30_000 }).toBe('reading again');

    writeFileSync(path, fileOf(['koha-a', 'koha-b', 'koha-c']));
    await expect.poll(() => mercia.stderr().match(/the region file changed/g)?.length, { timeout: 30_000 }).toBe(2);
    expect(shownOf(holders)).toEqual([]);
    await faultsOf('koha-b').set({});

    await expect.poll(() => shownOf(holders).length, { timeout: 60_000 }).toBeGreaterThan(0);
    await expect.poll(gaps, { timeout: 60_000 }).toEqual([]);
    expect(await stateOf('koha-b')).toBe('ready');
  }, 200_000);

  it('has failed no question at all', () => {
    expect(questions.failures).toEqual([]);
  });

  it('hides before it answers anybody where the file changed while it was not running', async () => {
    await questions.stop();
    mercia.child.kill('SIGKILL');
    await mercia.ended;
    await faultsOf('koha-b').set({ status: 503 });
    writeFileSync(path, fileOf(['koha-a', 'koha-b', 'koha-c'], hideAll));

    await startMercia();
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });

    const { data } = (await answer.json()) as { readonly data: Shown };
    expect(shownOf(libraryNamesOf('koha-b'), data)).toEqual([]);
    expect(data.editions[0]?.editions[0]?.holdings).not.toEqual([]);
    expect(mercia.stderr()).toMatch(/\d+ records are known and harvest goes on/);
    expect(data.editions[0]?.incomplete).toEqual([{ system: { id: 'koha-b' }, why: 'PARTIAL' }]);
  }, 60_000);
});

it('says that patron data is off where no secret is set, and shows no patron', async () => {
  expect(mercia.stderr()).toContain('patron data is off: MERCIA_PATRON_SECRET is not set');
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ me { id } library(id: "fosseholm") { patronData { active } } }' }),
  });

  expect(await answer.json()).toEqual({ data: { me: null, library: { patronData: { active: false } } } });
});
