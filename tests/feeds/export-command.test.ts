/** `mercia export` as a person runs it, for the demonstration region over a database with something published. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { canonicalHash } from '#feed-log/index.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EPOCH, marcOf, publish } from './support/feed-log.ts';
import { prove } from './support/proof.ts';

const store = withTestDatabase();
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = makeTemporaryFolder();
  await publish(store.db, [
    { identifier: 'demo-1' },
    { identifier: 'demo-2' },
    { identifier: 'koha-a.17', repository: 'library/clentwood' },
    { identifier: 'demo-2', kind: 'DELETED', marc: null },
  ]);
  await sql`INSERT INTO system (system_id) VALUES ('koha-a')`.execute(store.db);
  await sql`
    INSERT INTO record (system, local_id, visibility, deleted, harvested_at, format, raw, digest, rules, repairs)
    SELECT id, '17', 'PUBLIC', false, now(), 'iso2709', '', '', 1, '{}' FROM system`.execute(store.db);
  await sql`
    UPDATE feed_entry SET record = (SELECT id FROM record), edition = 1 WHERE identifier = 'koha-a.17'`.execute(
    store.db,
  );
});
afterAll(() => {
  folder.remove();
});

async function mercia(...args: readonly string[]): Promise<{ code: number; out: string; notes: string }> {
  const command = ['export', ...args, '--region', 'lab/demo/region.yaml'];
  const { code, stdout, stderr } = await runHere(command, { DATABASE_URL: databaseUrl(store) });
  return { code, out: stdout, notes: stderr };
}

it('writes records, and prints where they stand with the manifest', async () => {
  const path = join(folder.path, 'editions.mrc');

  const { code, out, notes } = await mercia('records', '--format', 'iso2709', '--out', path);

  const { sha256 } = prove([
    { identifier: 'demo-1', sha256: canonicalHash(marcOf('demo-1')).toString('hex') },
    { identifier: 'demo-2', sha256: null },
  ]);
  expect(notes).toBe(`1 records are in ${path}, 1 that are gone in ${join(folder.path, 'editions-deleted.txt')}.\n`);
  expect(out).toBe(`position ${EPOCH}:4\nmanifest editions ${EPOCH}:4 live 1 deleted 1 sha256 ${sha256}\n`);
  expect(readFileSync(path, 'utf8')).toContain('Title of demo-1');
  expect(code).toBe(0);
});

it('says what is wrong with what it is asked for', async () => {
  const out = join(folder.path, 'none.mrc');
  const wrong = await mercia('records', '--since', '17', '--out', out);
  const other = await mercia('records', '--since', 'ffffffff:3', '--out', out);

  expect(wrong.notes).toContain('Give the position that an export printed');
  expect(other).toMatchObject({ code: 1, out: '', notes: expect.stringContaining('start again') as string });
});

it.each(['locations.csv', 'locations.xlsx'])('lists libraries, sites and shelves in %s', async (name) => {
  const path = join(folder.path, name);

  const { out } = await mercia('locations', '--out', path);
  const sheet = await readSheet(path, {
    library: { header: 'Library id', kind: 'text' },
    site: { header: 'Site', kind: 'text' },
    repository: { header: 'Repository', kind: 'text' },
    where: { header: '852 $a', kind: 'text' },
  });

  expect(out).toMatch(/^\d+ locations are in /);
  expect(JSON.stringify(sheet)).toContain('"Clentwood Infirmary Library"');
  expect(JSON.stringify(sheet)).toContain('"library/clentwood"');
});

it('lists what each record number of a system became', async () => {
  const path = join(folder.path, 'numbers.csv');

  const { out } = await mercia('numbers', '--out', path);

  expect(out).toBe(`1 record numbers are in ${path}.\n`);
  expect(readFileSync(path, 'utf8').split('\r\n')[1]).toBe('koha-a,17,koha-a.17,demo-1,library/clentwood');
});
