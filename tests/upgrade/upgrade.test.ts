/** Databases of older versions, brought to this one: what people decided stays, ids stay, and everything answers. */
import { createLogger } from '#platform/logger.ts';
import { checkBackup } from '#store/backup/manifest.ts';
import { restoreBackup } from '#store/backup/restore.ts';
import { writeBackup } from '#store/backup/write-backup.ts';
import { migrateToLatest, MIGRATIONS, type Code } from '#store/migrate.ts';
import { startBundledServer } from '#store/supervisor.ts';
import { openForUpkeep, type Upkeep } from '#store/upkeep.ts';
import { databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type MerciaProcess } from '#tests/support/mercia-process.ts';
import { sql } from 'kysely';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOldDatabase, type OldVersion } from './old-database.ts';
import { readAll } from './read-all.ts';

/** As long as it takes: no busy machine is a fault. */
const LONG_MS = 180_000;

const logger = createLogger('silent');

/** The programs of a PostgreSQL that Debian installed, of another version than the bundled one. */
const INSTALLED = [17, 16, 15]
  .map((major) => `/usr/lib/postgresql/${major}/bin`)
  .find((bin) => existsSync(join(bin, 'initdb')));

/** What people decided and did, and what ids hang on; of tables that both versions had. */
const KEPT = [
  `SELECT s.system_id, r.local_id, r.visibility, m.edition FROM record r JOIN system s ON s.id = r.system
    LEFT JOIN member m ON m.record = r.id ORDER BY 1, 2`,
  'SELECT id, target FROM edition_redirect ORDER BY 1',
  'SELECT id, library, copies FROM holding ORDER BY 1',
  'SELECT a_system, a_local, b_system, b_local, decision, ruled_by, ruled_at, note FROM ruling ORDER BY 1, 2, 3, 4',
  'SELECT * FROM kept_write ORDER BY key',
  'SELECT * FROM account_link ORDER BY 1',
  'SELECT id, hash, name, role FROM api_key ORDER BY 1',
];
/** The same of what the second had beside. */
const KEPT_WITH_FEEDS = [
  'SELECT id, at, reason, state, finished_at, problem FROM take_back',
  'SELECT * FROM taken_back_record',
  'SELECT * FROM kept_hidden ORDER BY 1, 2',
  'SELECT repository, identifier, edition, kind, hash FROM feed_entry ORDER BY position',
  'SELECT * FROM action ORDER BY 1',
];

const VERSIONS: readonly (readonly [OldVersion, readonly string[]])[] = [
  ['without-feeds', KEPT],
  ['with-feeds', [...KEPT, ...KEPT_WITH_FEEDS]],
];

const adds = { up: () => Promise.resolve(), olderMayRun: true } as const;
const newer: Code = { version: '7.1.0', changes: { ...MIGRATIONS, '9998-adds': adds } };

interface Answer {
  readonly data: Readonly<Record<string, { readonly holdings?: readonly { readonly id: string }[] }>>;
}

async function ask(graph: string, query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'mercia-budget-ms': '30000' };
  const response = await fetch(graph, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

async function read({ db }: TestDatabase, statements: readonly string[]): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const statement of statements) answers.push((await sql.raw(statement).execute(db)).rows);
  return answers;
}

describe('an older database', () => {
  const undo: (() => unknown)[] = [];
  let folder: string;

  beforeEach(() => {
    const temporary = makeTemporaryFolder();
    undo.push(() => {
      temporary.remove();
    });
    folder = temporary.path;
  });
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  async function open(version: OldVersion): Promise<TestDatabase> {
    const database = await createOldDatabase(version);
    undo.push(() => database.close());
    return database;
  }

  /** The demonstration's region, whose systems are all down. */
  function start(database: TestDatabase): MerciaProcess {
    const env = { DATABASE_URL: databaseUrl(database), MERCIA_DEMO_HOST: '127.0.0.1', MERCIA_DEMO_PORT: '20' };
    const mercia = runMercia(['start', '--port', '0', '--data', join(folder, 'data')], env);
    undo.push(() => {
      mercia.child.kill('SIGKILL');
      return mercia.ended;
    });
    return mercia;
  }

  it.each(VERSIONS)(
    '%s keeps ids, and what people decided; graph, pages and feeds answer',
    async (version, kept) => {
      const database = await open(version);
      const before = await read(database, kept);
      expect(before.flat().length).toBeGreaterThan(150);

      await migrateToLatest(database.db);

      expect(await read(database, kept)).toEqual(before);
      // A newer version has only added something since: this one starts beside it, and says so.
      await migrateToLatest(database.db, { code: newer });
      const mercia = start(database);
      const [, graph = ''] = await mercia.printed(/the graph listens on (\S+);/, LONG_MS);
      const { rows: known } = await sql<{ asked: number; id: number; title: string; holdings: readonly string[] }>`
      SELECT asked, e.id, e.title, (SELECT array_agg(h.id) FROM member m JOIN holding h USING (record) WHERE m.edition = e.id) AS holdings
      FROM (SELECT id AS asked, id FROM edition UNION ALL SELECT id, target FROM edition_redirect) AS a JOIN edition e USING (id)
    `.execute(database.db);
      const fields = known.map(
        ({ asked }) => `e${asked}: edition(id: "demo:edition:${asked}") { id title holdings { id } }`,
      );
      const { data } = await ask(graph, `{ ${fields.join(' ')} }`);
      for (const { asked, id, title, holdings } of known) {
        const { holdings: given = [], ...edition } = data[`e${asked}`] ?? {};
        expect(edition).toEqual({ id: `demo:edition:${id}`, title });
        expect(given.map((holding) => holding.id).sort()).toEqual(holdings.toSorted());
      }

      const ready = (await (await fetch(new URL('/ready', graph))).json()) as { database: string };
      expect(ready.database).toMatch(/brought to 9998-adds by Mercia 7\.1\.0, beside which this one/);

      const [, pages = ''] = await mercia.printed(/start page (\S+)/, LONG_MS);
      const [, feeds = ''] = await mercia.printed(/feeds +(\S+)\/oai/, LONG_MS);
      const [{ id, title } = { id: 0, title: '' }] = known;
      const page = await fetch(new URL(`/titles/${encodeURIComponent(`demo:edition:${id}`)}`, pages));
      expect(await page.text()).toContain(title);
      const list = async (): Promise<string> =>
        (await fetch(`${feeds}/oai/editions?verb=ListIdentifiers&metadataPrefix=marc21`)).text();
      await expect.poll(list, { timeout: LONG_MS }).toContain(`demo-${id}<`);
    },
    400_000,
  );

  it.runIf(INSTALLED !== undefined)('is restored on a PostgreSQL of another version, as it was', async () => {
    const database = await open('with-feeds');
    const server = await startBundledServer({ dataFolder: join(folder, 'other'), logger, pgBin: INSTALLED });
    undo.push(() => server.stop());
    const upkeeps = await Promise.all(
      [databaseUrl(database), databaseUrl(server)].map((url) =>
        openForUpkeep({ databaseUrl: url, dataFolder: folder, logger, purpose: 'tool' }, 'mercia upkeep'),
      ),
    );
    const [source, target] = upkeeps as [Upkeep, Upkeep];
    undo.push(...upkeeps.map(({ close }) => close));
    const backup = join(folder, 'backup');

    await writeBackup(source, { folder: backup });
    await restoreBackup(target, {
      folder: backup,
      manifest: await checkBackup(backup),
      replace: false,
      migrates: false,
    });

    expect(target.version).not.toBe(source.version);
    expect(Object.fromEntries(await readAll(target.db))).toEqual(Object.fromEntries(await readAll(source.db)));
  });
});
