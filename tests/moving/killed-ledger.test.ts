/** A process that makes a ledger is killed in the middle: another goes on, and it comes to the same as one that was not killed. */
import { createJobProcesses } from '#tests/comparison/support/job-processes.ts';
import { askForLedger, findLedger } from '#moving/index.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { doJobs, load, makeWorld, putWorld, takeSnapshot } from './support/ledger-world.ts';

const RECORDS = 3_000;
const TABLES = ['row', 'difference', 'count', 'untold', 'rule'];

let database: TestDatabase;
const processes = createJobProcesses();
beforeAll(async () => {
  database = await createTestDatabase();
  const source = makeWorld(RECORDS);
  const target = load(source);
  await putWorld(database.db, 'old', source);
  await putWorld(database.db, 'new', { ...target, loans: target.loans.slice(7), items: target.items.slice(5) });
  await takeSnapshot(database.db, 'moved');
}, 120_000);
afterAll(async () => {
  await processes.killAll();
  await database.close();
});

async function ask(name: string): Promise<void> {
  await askForLedger(database.db, {
    name,
    note: null,
    source: 'moved',
    systems: ['old'],
    libraries: null,
    plan: null,
    target: 'moved',
    targetSystem: 'new',
    before: null,
    settings: {},
    again: false,
    by: 'test',
    at: new Date(),
  });
}

interface TableContent {
  readonly name: string;
  readonly rows: number;
  readonly digest: string | null;
}

/** Of every table of a ledger how many rows it has, and a digest of all of them but for the ledger's own number and digests made with it. */
async function contentOf(ledger: string): Promise<readonly TableContent[]> {
  const tables = TABLES.map(
    (table) => sql`SELECT ${sql.lit(table)} AS name, count(*)::int AS rows, md5(string_agg(h, '' ORDER BY h)) AS digest
      FROM (SELECT md5((to_jsonb(t) - '{ledger,key,from_value,to_value,sample,digest}'::text[])::text) AS h
        FROM ${sql.table(`ledger_${table}`)} t WHERE ledger = (SELECT id FROM ledger WHERE name = ${ledger})) d`,
  );
  const { rows } = await sql<TableContent>`${sql.join(tables, sql` UNION ALL `)} ORDER BY name`.execute(database.db);
  return rows;
}

const stateOf = async (name: string) => (await findLedger(database.db, name))?.state;

async function stepOfJob(): Promise<string | null | undefined> {
  const { rows } = await sql<{ step: string | null }>`
    SELECT step FROM comparison_job WHERE state = 'RUNNING'`.execute(database.db);
  return rows[0]?.step;
}

it('comes to the same when another process goes on with it, killed while it compares records or items', async () => {
  await ask('not killed');
  await doJobs(database.db);
  const whole = await contentOf('not killed');
  expect(whole.map(({ rows }) => rows > 0)).toEqual(TABLES.map(() => true));

  await ask('killed');
  for (const step of ['comparing records', 'comparing items']) {
    const child = processes.start(database.connection);
    await expect.poll(stepOfJob, { interval: 5, timeout: 60_000 }).toBe(step);
    await processes.kill(child);
    expect(await stateOf('killed')).toBe('MAKING');
    const items = await sql`SELECT FROM ledger_row WHERE class = 'ITEMS'
      AND ledger = (SELECT id FROM ledger WHERE name = 'killed')`.execute(database.db);
    expect(items.rows).toEqual([]);
  }
  processes.start(database.connection);
  await expect.poll(() => stateOf('killed'), { interval: 50, timeout: 120_000 }).toBe('WHOLE');
  expect(await contentOf('killed')).toEqual(whole);
}, 240_000);
