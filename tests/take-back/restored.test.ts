/** Processes as an operator runs them: a take-back that is killed, a database that is restored from before it, and who read feeds. */
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import {
  createBareDatabase,
  createTestDatabase,
  databaseUrl,
  type TestDatabase,
} from '#tests/support/fresh-database.ts';
import { findInDatabase } from '#tests/support/search-database.ts';
import type { FeedReaders, TakeBack } from '#take-back/index.ts';
import { sql } from 'kysely';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NAMED, NAMES, writeFiles } from './support/named-region.ts';

const folder = makeTemporaryFolder();
const running: MerciaProcess[] = [];
const others: TestDatabase[] = [];
let database: TestDatabase;

/** As long as it takes: no busy machine is a fault. */
const LONG_MS = 180_000;

beforeAll(async () => {
  database = await createTestDatabase();
  writeFiles({
    path: folder.path,
    write: (name, contents) => {
      writeFileSync(join(folder.path, name), contents);
    },
  });
});
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  for (const other of others) await other.close();
  await database.close();
  folder.remove();
});

function run(of: TestDatabase, ...args: readonly string[]): MerciaProcess {
  const flags = ['--region', join(folder.path, 'region.yaml'), '--data', join(folder.path, 'data')];
  const mercia = runMercia([...args, ...flags], { DATABASE_URL: databaseUrl(of) });
  running.push(mercia);
  return mercia;
}

async function end({ child, ended }: MerciaProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  child.kill(signal);
  await ended;
}

async function start(of: TestDatabase): Promise<{ readonly mercia: MerciaProcess; readonly graph: string }> {
  const mercia = run(of, 'start', '--port', '0');
  const [, graph = ''] = await mercia.printed(/the graph listens on (\S+);/, LONG_MS);
  return { mercia, graph };
}

async function titlesAt(graph: string): Promise<readonly string[]> {
  const response = await fetch(graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mercia-budget-ms': '30000' },
    body: JSON.stringify({ query: '{ search(query: "tropical medicine") { nodes { title } } }' }),
  });
  const { data } = (await response.json()) as { data: { search: { nodes: readonly { title: string }[] } } };
  return data.search.nodes.map(({ title }) => title);
}

/** Harvests the editions by OAI-PMH until the record is among them. */
async function harvestFeeds(mercia: MerciaProcess): Promise<void> {
  const [, feeds = ''] = await mercia.printed(/feeds +(\S+)\/oai/, LONG_MS);
  const ask = async (): Promise<string> =>
    (await fetch(`${feeds}/oai/editions?verb=ListRecords&metadataPrefix=marc21`)).text();
  await expect.poll(ask, { timeout: LONG_MS }).toContain('Quartermaine');
}

async function stateOfTakeBack({ db }: TestDatabase): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`SELECT state FROM take_back`.execute(db);
  return rows[0]?.state;
}

it('goes on where it was killed, says who read it, and is done again in a restored database', async () => {
  const first = await start(database);
  await harvestFeeds(first.mercia);
  expect(await titlesAt(first.graph)).toEqual([expect.stringContaining('Zebulon')]);
  await end(first.mercia);
  const backup = join(folder.path, 'backup');
  expect(await run(database, 'backup', backup).ended).toBe(0);

  await database.db.transaction().execute(async (transaction) => {
    // Nothing more can be cleaned for as long as somebody holds this.
    await sql`LOCK TABLE written_file IN ACCESS EXCLUSIVE MODE`.execute(transaction);
    const killed = run(database, 'take-back', NAMED, '--reason', 'Incident 12');
    await killed.printed(/Hidden:/, LONG_MS);
    await end(killed, 'SIGKILL');
  });
  expect(await stateOfTakeBack(database)).toBe('OPEN');

  const again = run(database, 'take-back', '--json');
  expect(await again.ended).toBe(0);
  const act = JSON.parse(again.stdout()) as TakeBack;
  expect(act).toMatchObject({ reason: 'Incident 12', state: 'DONE', records: [NAMED] });
  expect(await findInDatabase(database.db, NAMES)).toEqual([]);

  const shown = run(database, 'take-back', act.id, '--json');
  expect(await shown.ended).toBe(0);
  const { readers } = JSON.parse(shown.stdout()) as { readers: FeedReaders };
  expect(readers.readings).toEqual([
    expect.objectContaining({ service: 'OAI_PMH', repository: 'editions', caller: '127.0.0.1' }),
  ]);

  const restored = await createBareDatabase();
  others.push(restored);
  const restoring = run(restored, 'restore', backup);
  expect(await restoring.ended).toBe(0);
  expect(restoring.stderr()).toMatch(/taken-back\.jsonl lists is hidden: 1 take-backs/);
  const second = await start(restored);
  expect(await titlesAt(second.graph)).toEqual(['Tropical medicine']);
  await expect.poll(() => stateOfTakeBack(restored), { timeout: LONG_MS }).toBe('DONE');
  await expect.poll(() => findInDatabase(restored.db, NAMES), { timeout: LONG_MS }).toEqual([]);
}, 600_000);
