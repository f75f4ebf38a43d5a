/**
 * An invented region of 93 libraries on twelve systems, in which one edition has 400 holdings: what can be made of one edition and few
 * words.
 */
import type { LibraryId, NetworkId, SystemId } from '#domain/ids.ts';
import type { Library, Region, SystemConfig } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { sql, type Kysely } from 'kysely';

export const WIDEST_ISBN = '9780306406157';
export const WIDEST_HOLDINGS = 400;
export const SYSTEM_COUNT = 12;
const LIBRARY_COUNT = 93;
/** Editions beside the widest, three holdings each; those up to the twentieth are of the work of the widest. */
export const OTHER_EDITIONS = 300;

const systemOf = (number: number): SystemId => `wide-${1 + (number % SYSTEM_COUNT)}` as SystemId;
const NETWORKS = ['east', 'mid', 'west'].map((id) => id as NetworkId);
const WEEK = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, [{ from: 540, to: 1_020 }]]),
);

export const wideRegion: Region = {
  id: 'wide',
  name: 'Wide Region',
  budgetMs: 2_000,
  networks: NETWORKS.map((id) => ({ id, name: `Network ${id}`, asks: NETWORKS.filter((other) => other !== id) })),
  organisations: [{ id: 'trust', name: 'Wide Trust', odsCode: 'RX1' }],
  libraries: Array.from({ length: LIBRARY_COUNT }, (_, number) => toLibrary(number)),
  systems: Array.from({ length: SYSTEM_COUNT }, (_, number) => toSystem(number)),
  issuers: [],
};

function toLibrary(number: number): Library {
  const system = systemOf(number);
  return {
    id: `lib-${number}` as LibraryId,
    name: `Library of the Hospital Number ${number}`,
    aliases: [{ scheme: 'ISIL', value: `GB-${number}` }],
    network: NETWORKS[number % NETWORKS.length] ?? null,
    organisations: ['trust'],
    sites: ['main', 'branch'].map((id) => ({
      id,
      name: `Site ${id}`,
      organisation: 'trust',
      locations: [{ code: 'STACK', name: 'Stack' }],
      coordinates: { latitude: 52 + number / 100, longitude: -2 },
      hours: WEEK,
      closures: [],
    })),
    system,
    memberships: [{ system, phase: 'LIVE', since: null }],
    coordinates: { latitude: 52 + number / 100, longitude: -2 },
    hours: WEEK,
    closures: [],
  };
}

function toSystem(number: number): SystemConfig {
  const id = systemOf(number);
  const libraries = Array.from({ length: LIBRARY_COUNT }, (_, index) => index).filter((at) => systemOf(at) === id);
  return {
    id,
    name: `System ${id}`,
    kind: 'koha',
    address: 'http://127.0.0.1:1',
    timeZone: 'Europe/London',
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: libraries.map((at) => ({ system: id, code: `O${at}`, library: `lib-${at}` as LibraryId, site: 'main' })),
    limits: {
      connections: 2,
      callTimeoutMs: 5_000,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 100, everySeconds: 900, fullEverySeconds: 604_800 },
    settings: {},
  };
}

/** Reads one book in as harvest does, and multiplies it in the database. */
export async function fillWideRegion(db: Kysely<Database>): Promise<void> {
  const book = marcOf(
    field008({ dates: 's2019    ' }),
    `020 __ $a ${WIDEST_ISBN}`,
    '060 _4 $a WY 100',
    '100 1_ $a Nightingale, Florence, $e author.',
    '245 10 $a Foundations of nursing practice : $b themes, concepts and frameworks / $c Florence Nightingale.',
    '264 _1 $a London : $b Hospital Press, $c 2019.',
    '650 _2 $a Nursing Care $x methods.',
    '650 _2 $a Nursing Theory.',
    '650 _2 $a Philosophy, Nursing.',
    '520 __ $a What nurses do, why they do it, and how they learn it, told in twelve chapters for students.',
  );
  // Questions name the widest edition, and those around it, by these ids.
  await db
    .insertInto('record_edition')
    .values({ system_id: 'north', record_id: '1', edition: 1, formerly: [] })
    .execute();
  await applyPage(db, 'north', pageOf([harvested('1', book, { owners: ['NQ'] })]));
  const systems = Array.from({ length: SYSTEM_COUNT }, (_, number) => systemOf(number));
  await sql`INSERT INTO system (system_id) SELECT unnest(${systems}::text[])`.execute(db);
  await sql`UPDATE edition SET work = 'wide-work'`.execute(db);
  await multiplyEditions(db);
  await multiplyRecords(db, sql`generate_series(1, ${WIDEST_HOLDINGS}::int) n`, sql`b.id`);
  await multiplyRecords(
    db,
    sql`generate_series(${WIDEST_HOLDINGS + 1}::int, ${WIDEST_HOLDINGS + 3 * OTHER_EDITIONS}::int) n`,
    sql`b.id + 1000 + (n - ${WIDEST_HOLDINGS + 1}::int) / 3`,
  );
  await sql`DELETE FROM member WHERE system = (SELECT id FROM system WHERE system_id = 'north')`.execute(db);
  await sql`ANALYZE`.execute(db);
}

async function multiplyEditions(db: Kysely<Database>): Promise<void> {
  await sql`
    WITH book AS (SELECT * FROM edition), copies AS (
      INSERT INTO edition (id, systems, libraries, format, title, description, work, updated_at) OVERRIDING SYSTEM VALUE
      SELECT b.id + 1000 + n, b.systems, b.libraries, b.format, b.title, b.description,
        CASE WHEN n < 20 THEN b.work ELSE 'work ' || n END, b.updated_at
      FROM book b, generate_series(0, ${OTHER_EDITIONS - 1}::int) n RETURNING id)
    INSERT INTO search_doc SELECT c.id, d.libraries, d.sites, d.format, d.languages, d.subjects, d.published_year, d.online,
      d.sort_title, d.document FROM copies c, search_doc d`.execute(db);
}

/** A record, its holding and its place in an edition for each number. */
async function multiplyRecords(
  db: Kysely<Database>,
  numbers: ReturnType<typeof sql>,
  edition: ReturnType<typeof sql>,
): Promise<void> {
  await sql`
    WITH book AS (SELECT min(id) AS id FROM edition), first AS (SELECT * FROM record ORDER BY id LIMIT 1), records AS (
      INSERT INTO record (system, local_id, visibility, deleted, changed_at, harvested_at, format, raw, digest, rules, repairs, title)
      SELECT s.id, n::text, f.visibility, f.deleted, f.changed_at, f.harvested_at, f.format, f.raw, f.digest, f.rules, f.repairs, f.title
      FROM first f, ${numbers}, system s WHERE s.system_id = 'wide-' || 1 + (n % ${LIBRARY_COUNT}::int) % ${SYSTEM_COUNT}::int
      RETURNING id, system, local_id::int AS n
    ), members AS (
      INSERT INTO member (record, system, edition) SELECT r.id, r.system, ${edition} FROM records r, book b
    ), keys AS (
      INSERT INTO match_key (key, record) SELECT k.key, r.id FROM records r, match_key k, first f
      WHERE k.record = f.id AND r.n <= ${WIDEST_HOLDINGS}::int)
    INSERT INTO holding (id, record, system, library, basis, copies, call_numbers, site_codes, statements, live_keys)
    SELECT s.system_id || ':holding:' || r.n || '@lib-' || r.n % ${LIBRARY_COUNT}::int, r.id, r.system,
      'lib-' || r.n % ${LIBRARY_COUNT}::int, 'ITEMS', 5, ARRAY['WY 100 NIG'], ARRAY['O' || r.n % ${LIBRARY_COUNT}::int], '[]',
      ARRAY['record=' || r.n, 'owner=O' || r.n % ${LIBRARY_COUNT}::int]
    FROM records r JOIN system s ON s.id = r.system`.execute(db);
}
