/** What was taken back is nowhere: not for whoever asks, not in the database, and not in a file that Mercia wrote. */
import { cleanTakenBack, takeBackRecords } from '#cli/graph/take-back.ts';
import { readRegionFile } from '#cli/region/region-source.ts';
import { countRows, runReport, findSnapshot } from '#comparison/index.ts';
import { exportRecords } from '#feeds/files/export-records.ts';
import { EDITIONS_REPOSITORY, readAtOnePosition } from '#feed-log/index.ts';
import {
  listOwnFiles,
  listTakeBacks,
  noteWrittenFiles,
  REGISTER_FILE,
  takeBack as takeBackNow,
  toRecords,
} from '#take-back/index.ts';
import { connectOnce } from '#store/database.ts';
import { runHere, type Ran } from '#tests/support/run-here.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { findInDatabase } from '#tests/support/search-database.ts';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { NAMED, NAMES, startNamedRegion, writeFiles, type NamedRegion } from './support/named-region.ts';

const FOREVER = new AbortController().signal;

let region: NamedRegion;
beforeEach(async () => {
  region = await startNamedRegion();
});

function takeBack(records: readonly string[] = [NAMED]): Promise<boolean> {
  const order = { id: randomUUID(), records: toRecords(records), reason: 'Incident 12', at: new Date(), actor: null };
  return takeBackRecords(region.hub, order);
}

/** `mercia take-back` beside the running graph. */
function command(...args: readonly string[]): Promise<Ran> {
  const { path } = region.folder;
  const flags = ['--region', join(path, 'region.yaml'), '--data', join(path, 'data')];
  return runHere(['take-back', ...args, ...flags], { DATABASE_URL: databaseUrl(region.database) });
}

/** `mercia export records` of the editions, beside the running graph. */
function exportCommand(out: string): Promise<Ran> {
  const { path } = region.folder;
  const flags = ['--region', join(path, 'region.yaml'), '--data', join(path, 'data')];
  return runHere(['export', 'records', '--out', out, ...flags], { DATABASE_URL: databaseUrl(region.database) });
}

/** Nobody can look for files, or note one, until it is released. `pid` is of the connection that holds them. */
async function holdWrittenFiles(): Promise<{ readonly pid: number; release(): Promise<void> }> {
  const [held, mayGoOn] = [Promise.withResolvers<number>(), Promise.withResolvers<undefined>()];
  const holding = region.database.db.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE written_file IN ACCESS EXCLUSIVE MODE`.execute(transaction);
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(transaction);
    held.resolve(rows[0]?.pid ?? 0);
    await mayGoOn.promise;
  });
  const release = async (): Promise<void> => {
    mayGoOn.resolve(undefined);
    await holding;
  };
  onTestFinished(release);
  return { pid: await held.promise, release };
}

/** Whether somebody waits for a lock of the table. */
async function waitsFor(table: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pg_locks WHERE relation = ${table}::regclass AND NOT granted`.execute(region.database.db);
  return rows.length > 0;
}

async function searchFor(words: string): Promise<readonly string[]> {
  const { data } = await region.ask<{ search: { nodes: readonly { title: string }[] } }>(
    'query ($words: String!) { search(query: $words) { nodes { title } } }',
    { variables: { words } },
  );
  return data.search.nodes.map(({ title }) => title);
}

/** What is served of feeds: identifiers of what is there, and of what is gone. */
async function served(): Promise<{ readonly there: readonly string[]; readonly gone: readonly string[] }> {
  const { rows } = await sql<{ identifier: string; there: boolean }>`
    SELECT r.name || ' ' || e.identifier AS identifier, e.body IS NOT NULL AS there
    FROM feed_entry e JOIN feed_repository r ON r.id = e.repository WHERE e.replaced_at IS NULL ORDER BY 1`.execute(
    region.database.db,
  );
  const named = (there: boolean): readonly string[] =>
    rows.filter((row) => row.there === there).map(({ identifier }) => identifier);
  return { there: named(true), gone: named(false) };
}

async function findInFeeds(): Promise<number> {
  const { rows } = await sql`
    SELECT FROM feed_entry WHERE encode(body, 'escape') ILIKE '%quartermaine%'`.execute(region.database.db);
  return rows.length;
}

/** Every file in the data folder, as it is and unpacked. */
function findInFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const bytes = readFileSync(path);
      const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1').toLowerCase();
      return NAMES.some((name) => text.includes(name.toLowerCase()));
    });
}

describe('a record that named a reader and was taken back', () => {
  it('is found by nobody at once, and stands in feeds as deleted, without its bytes', async () => {
    expect(await searchFor('Zebulon')).toHaveLength(1);
    expect(await findInFeeds()).toBe(2);

    await takeBack();

    expect(await searchFor('Zebulon')).toEqual([]);
    expect(await findInFeeds()).toBe(0);
    expect((await served()).gone).toEqual(expect.arrayContaining(['library/hill-library hill-files.b4']));
    const { data } = await region.ask<unknown>(`{
      records: search(query: "tropical medicine") { nodes { title holdings { library { id } } } }
      suggest(text: "quarter", kinds: [AUTHOR, SUBJECT, TITLE]) { text }
    }`);
    expect(data).toEqual({
      records: { nodes: [{ title: 'Tropical medicine', holdings: [{ library: { id: 'dale-library' } }] }] },
      suggest: [],
    });
  });

  it('leaves the edition to other libraries, which feeds have again without it', async () => {
    const before = await served();

    await takeBack();
    await region.settle();

    const { there, gone } = await served();
    expect(gone).toEqual(['library/hill-library hill-files.b4']);
    expect(there).toEqual(before.there.filter((entry) => !gone.includes(entry)));
  });

  it('is in no table of the database any more, nor in its statistics', async () => {
    const { db } = region.database;
    await sql`
      INSERT INTO reject (system, local_id, place, reason, format, raw, digest, rejected_at)
      SELECT id, given.local, 'page 1', 'unreadable', 'iso2709', convert_to('Quartermaine', 'UTF8'), sha256('x'), now()
      FROM system, (VALUES ('b4'), ('hill.mrc, record 9, byte 5829'), (NULL)) AS given(local)
      WHERE system_id = 'hill-files'`.execute(db);
    await sql`ANALYZE`.execute(db);
    const places = await findInDatabase(db, NAMES);
    expect(places).toEqual(
      expect.arrayContaining([
        ...['record.raw', 'record.title', 'public_description.description', 'edition.description', 'edition.title'],
        ...['search_doc.document', 'search_term.term', 'browse_doc.creators', 'feed_entry.body', 'item.call_number'],
        ...[
          'last_known.facts',
          'reject.raw',
          'snapshot_record.title',
          'snapshot_item.call_number',
          'snapshot_item.details',
        ],
        'statistics of record.title',
      ]),
    );

    await takeBack();
    await cleanTakenBack(region.hub, FOREVER);
    await region.settle();

    expect(await findInDatabase(db, NAMES)).toEqual([]);
    // They are listed all the same.
    const { rows } = await sql`SELECT local_id FROM reject ORDER BY 1`.execute(db);
    expect(rows).toEqual([{ local_id: 'hill.mrc, record 9, byte 5829' }, { local_id: null }]);
  });

  it('is in no file that Mercia wrote: exports that have it are deleted, others stay', async () => {
    const { db } = region.database;
    const data = join(region.folder.path, 'data');
    const exports = join(data, 'exports');
    mkdirSync(join(data, 'deliveries', 'eds'), { recursive: true });
    mkdirSync(exports);
    writeFileSync(join(data, 'deliveries', 'eds', 'edsfull.mrc'), 'ILL for Zebulon Quartermaine');
    const names = ['all.ndjson', 'all.mrc.gz', 'all.xml'];
    const forms = ['ndjson', 'iso2709', 'marcxml'] as const;
    for (const [place, name] of names.entries()) {
      await exportAll(join(exports, name), forms[place] ?? 'ndjson', EDITIONS_REPOSITORY);
    }
    await exportAll(join(exports, 'dale.mrc'), 'iso2709', 'library/dale-library');
    await noteWrittenFiles(
      db,
      [...names, 'dale.mrc'].map((name) => join(exports, name)),
    );
    expect(findInFiles(data)).toHaveLength(names.length + 1);

    await takeBack();
    const { files } = await cleanTakenBack(region.hub, FOREVER);

    expect(files).toEqual(names.map((name) => join(exports, name)).toSorted());
    expect(findInFiles(data)).toEqual([]);
    expect(existsSync(join(exports, 'dale.mrc'))).toBe(true);
    const register = readFileSync(join(data, REGISTER_FILE), 'utf8');
    expect(JSON.parse(register)).toEqual({
      takeBack: expect.any(String) as unknown,
      at: expect.any(String) as unknown,
      record: NAMED,
      digest: expect.stringMatching(/^[\da-f]{64}$/) as unknown,
    });
  });

  it('is cleaned where files are gone or cannot be read, which are named and tried again', async () => {
    const { db } = region.database;
    const path = (name: string): string => join(region.folder.path, 'data', name);
    const [gone, folder, cut, told] = [path('a-gone.xml'), path('b.xml'), path('c.xml.gz'), path('d.xml')];
    mkdirSync(folder, { recursive: true });
    writeFileSync(cut, gzipSync('telephone '.repeat(1_000)).subarray(0, -8));
    writeFileSync(told, '<controlfield tag="001">hill-files.b4</controlfield>');
    await noteWrittenFiles(db, [gone, folder, cut, told]);

    await takeBack();
    expect(await cleanTakenBack(region.hub, FOREVER)).toEqual({ files: [told], failed: 1 });

    const [open] = await listTakeBacks(db, { first: 1 });
    expect(open).toMatchObject({ state: 'OPEN' });
    expect(open?.problem).toContain(`${folder} (EISDIR); ${cut} (Z_BUF_ERROR).`);
    expect(await listOwnFiles(db)).toEqual([folder, cut]);
    const again = [await command(), await command(open?.id ?? '')];
    expect(again.map(({ code }) => code)).toEqual([2, 2]);
    for (const { stderr } of again) expect(stderr).toContain(`${folder} (EISDIR)`);

    for (const left of [folder, cut]) rmSync(left, { recursive: true });
    expect(await cleanTakenBack(region.hub, FOREVER)).toEqual({ files: [], failed: 0 });
    expect(await listTakeBacks(db, { first: 1 })).toMatchObject([{ state: 'DONE', problem: null }]);
    expect((await command()).code).toBe(0);
  });

  it('is in no file that was exported while it was being taken back', async () => {
    const { db } = region.database;
    const data = join(region.folder.path, 'data');
    mkdirSync(data, { recursive: true });
    const out = join(data, 'meanwhile.ndjson');
    const order = { id: randomUUID(), records: toRecords([NAMED]), reason: 'Incident 12', at: new Date(), actor: null };

    // Nobody sees yet that it is hidden.
    await takeBackNow({
      db,
      ingest: region.hub.ingest,
      order,
      register: async () => {
        expect((await exportCommand(out)).code).toBe(0);
      },
    });
    expect(findInFiles(data)).toEqual([out]);

    expect((await cleanTakenBack(region.hub, FOREVER)).files).toEqual([out]);
    expect(findInFiles(data)).toEqual([]);
    expect((await listTakeBacks(db, { first: 1 }))[0]?.withdrawnAt).toBeInstanceOf(Date);
  });

  it('is in no file whose export began before it was hidden, and went on afterwards', async () => {
    const { db } = region.database;
    const out = join(region.folder.path, 'over.ndjson');
    const order = { id: randomUUID(), records: toRecords([NAMED]), reason: 'Incident 12', at: new Date(), actor: null };
    const exporting: Promise<Ran>[] = [];
    const held = await holdWrittenFiles();
    const register = async (): Promise<void> => {
      exporting.push(exportCommand(out));
      await expect.poll(() => waitsFor('written_file'), { timeout: 20_000 }).toBe(true);
    };
    await takeBackNow({ db, ingest: region.hub.ingest, order, register });
    await held.release();

    expect(await Promise.all(exporting)).toMatchObject([
      { code: 1, stderr: expect.stringContaining('so the files were deleted: export again') as string },
    ]);
    expect(readdirSync(region.folder.path).filter((name) => name.startsWith('over'))).toEqual([]);
  });

  it('is hidden, says the command, if the database goes away afterwards', async () => {
    const { connection } = region.database;
    const { client: admin } = await connectOnce({ connection: { ...connection, database: 'postgres' } }, 'test');
    onTestFinished(() => admin.end());
    const allow = (isAllowed: boolean) =>
      admin.query(`ALTER DATABASE "${connection.database}" ALLOW_CONNECTIONS ${String(isAllowed)}`);
    onTestFinished(async () => {
      await allow(true);
    });
    const held = await holdWrittenFiles();
    const taking = command(NAMED, '--reason', 'Incident 12');
    await expect.poll(() => waitsFor('written_file'), { timeout: 20_000 }).toBe(true);

    await allow(false);
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> $2', [
      connection.database,
      held.pid,
    ]);
    const { code, stderr } = await taking;
    await allow(true);
    await held.release();

    expect([code, stderr]).toEqual([2, expect.stringContaining('The records are hidden all the same.')]);
    expect(await searchFor('Zebulon')).toEqual([]);
  });

  it('stays hidden over a full harvest, another region file, and when its system has deleted it and has it again', async () => {
    await takeBack();

    await region.harvest(undefined, 'full');
    expect(await searchFor('Zebulon')).toEqual([]);

    const path = join(region.folder.path, 'region.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace("'0': AVAILABLE", "'0': AVAILABLE, M: MISSING"));
    region.hub.replace(readRegionFile(path));
    await region.harvest(undefined, 'full');
    expect(await searchFor('Zebulon')).toEqual([]);

    region.folder.write('hill.mrc', readFileSync(join(region.folder.path, 'dale.mrc')));
    await region.harvest(undefined, 'full');
    writeFiles(region.folder);
    await region.harvest(undefined, 'full');
    expect(await searchFor('Zebulon')).toEqual([]);
    await region.settle();
    expect(await findInFeeds()).toBe(0);
  });

  it('leaves a snapshot with the same numbers and another digest, and every report says why', async () => {
    const { db } = region.database;
    const taken = await findSnapshot(db, 'before');
    const report = async (name: string) => {
      const snapshot = await findSnapshot(db, 'before');
      if (snapshot === null) throw new Error('the snapshot is gone');
      const asked = {
        name,
        snapshot,
        library: null,
        system: null,
        options: {},
        visibleLibraries: null,
        now: new Date(),
      };
      return runReport(db, asked);
    };
    const withTitle = async (): Promise<number> => {
      const where = [{ dimension: 'FIELD', in: ['245'] }] as const;
      return (await countRows(db, { snapshot: taken?.number ?? 0, population: 'RECORDS', where })).value ?? 0;
    };
    const [before, titledBefore] = [await report('suppressed'), await withTitle()];

    await takeBack();
    await cleanTakenBack(region.hub, FOREVER);

    const [changed, after] = [await findSnapshot(db, 'before'), await report('suppressed')];
    expect(await withTitle()).toBe(titledBefore - 1);
    expect(taken?.digest).toMatch(/^[\da-f]{16}$/);
    expect(changed?.digest).not.toBe(taken?.digest);
    expect(before.summary.some(({ label }) => label.startsWith('Taken back'))).toBe(false);
    expect(after.summary.at(-1)).toMatchObject({ label: 'Taken back from this snapshot', value: 1 });
    expect(after.summary.at(-1)?.text).toContain('Incident 12');
    expect(after.summary.at(-1)?.text).toContain(`made of ${String(taken?.digest)}`);
    const { rows } = await sql<{ listed: number; counted: number }>`
      SELECT (SELECT count(*) FROM snapshot_record t JOIN snapshot_system v ON v.system = t.system AND t.from_version <= v.version
          AND (t.to_version IS NULL OR t.to_version > v.version) WHERE v.snapshot = ${taken?.number}) AS listed,
        (SELECT sum(row_count) FROM snapshot_cell WHERE snapshot = ${taken?.number} AND population = 'RECORDS'
          AND dimensions = 'VISIBILITY' AND library IS NULL) AS counted`.execute(db);
    expect(Number(rows[0]?.counted)).toBe(rows[0]?.listed);
  });

  it('is written down with why, and with nothing of what it said', async () => {
    const { db } = region.database;
    await takeBack();

    const { rows } = await sql`SELECT kind, subject, note, actor FROM action WHERE kind <> 'SNAPSHOT_TAKEN'`.execute(
      db,
    );
    expect(rows).toEqual([{ kind: 'TAKEN_BACK', subject: NAMED, note: 'Incident 12', actor: null }]);
  });
});

async function exportAll(out: string, format: 'ndjson' | 'iso2709' | 'marcxml', repository: string): Promise<void> {
  const { db } = region.database;
  const part = { repository, set: null, since: null };
  await readAtOnePosition({ db, region: region.hub.region }, (feeds) =>
    exportRecords(feeds, { part, format, gzip: out.endsWith('.gz'), out, deletions: `${out}-gone` }, () => undefined),
  );
}
