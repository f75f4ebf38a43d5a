/** The demonstration's index, lost and harvested again from its systems. */
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { sql } from 'kysely';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const folder = makeTemporaryFolder();
let graph: DemoGraph;

interface Ran {
  readonly code: number | null;
  readonly out: string;
}

async function verify(): Promise<Ran> {
  const mercia = runMercia(['verify-index', '--region', join(folder.path, 'region.yaml')], {
    ...graph.demo.env,
    DATABASE_URL: databaseUrl(graph.database),
  });
  const code = await mercia.ended;
  return { code, out: mercia.stdout() };
}

/** The ids of all editions, by one of their records. */
async function idsByRecord(): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; edition: number }>`
    SELECT s.system_id || ' ' || r.local_id AS name, m.edition
    FROM member m JOIN record r ON r.id = m.record JOIN system s ON s.id = r.system ORDER BY 1`.execute(
    graph.database.db,
  );
  return new Map(rows.map(({ name, edition }) => [name, edition]));
}

beforeAll(async () => {
  graph = await startDemoGraph();
  const regionText = graph.demo.regionText.replace(/^ *development: .*\n/m, '');
  writeFileSync(join(folder.path, 'region.yaml'), regionText);
});
afterAll(async () => {
  await graph.close();
  folder.remove();
});

it(
  'gives every edition its id again, and is what the stored records make but for a planted fault',
  { timeout: 600_000 },
  async () => {
    const { db } = graph.database;
    const before = await idsByRecord();
    const ask = '{ editions(by: [{ isbn: "9780702075551" }, { isbn: "9781433805592" }]) { editions { id title } } }';
    const { data } = await graph.ask(ask);
    await sql`TRUNCATE system, record, item, holding, match_key, link, ignored_key, unmatched, member, edition, search_doc,
    record_profile, public_description, hidden_item, hidden_holding, hidden_description, change, harvest_run, setting, edition_redirect RESTART IDENTITY CASCADE`.execute(
      db,
    );

    const problems = (await graph.harvest()).flatMap(({ problem }) => problem ?? []);
    expect(problems).toEqual([]);

    expect(await idsByRecord()).toEqual(before);
    expect((await graph.ask(ask)).data).toEqual(data);
    const [[, id] = ['', 0]] = before;
    await sql`UPDATE edition SET title = 'Another' WHERE id = ${id}`.execute(db);
    const { code, out } = await verify();
    expect(out.split('\n')).toEqual([
      `${new Set(before.values()).size} editions by their records: compared`,
      `${new Set(before.values()).size} editions by what they say and are found by: compared`,
      // Nobody publishes or counts here.
      expect.stringContaining('not compared: FEEDS'),
      expect.stringContaining('not compared: TERMS, WORDS, LISTS'),
      `demo:edition:${id} says something else`,
      'Differences: 1.',
      '',
    ]);
    expect(code).toBe(1);
  },
);
