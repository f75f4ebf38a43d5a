/** What has gone and come is the same, whether only what has changed is read or all rows of both snapshots are. */
import type { Condition, Population } from '#domain/comparison.ts';
import { createRandom, type Random } from '#simulators/random.ts';
import type { Database } from '#store/tables.ts';
import { BEFORE_RELEASE } from '#tests/release.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSharedSystems, type SharedSystem } from './shared-systems.ts';
import { countMissing, listGone, type Filter } from './missing-rows.ts';

let database: TestDatabase;
let db: Kysely<Database>;
const ROUNDS = BEFORE_RELEASE ? 40 : 15;
const TYPES = ['BOOK', 'DVD', 'MAP'];
const filter = (population: Population, where: readonly Condition[]): Filter => ({ population, where });
const FILTERS: readonly Filter[] = [
  filter('ITEMS', []),
  ...TYPES.map((type) => filter('ITEMS', [{ dimension: 'ITEM_TYPE', in: [type] }])),
  filter('ITEMS', [{ dimension: 'LIBRARY', in: ['north'] }]),
  filter('RECORDS', [{ dimension: 'VISIBILITY', in: ['PUBLIC'] }]),
  filter('STATEMENTS', [{ dimension: 'KIND', in: ['MAIN'] }]),
];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  await sql`INSERT INTO system (id, system_id) OVERRIDING SYSTEM VALUE VALUES (1, 'koha'), (2, 'files')`.execute(db);
  await sql`INSERT INTO snapshot (id, name, taken_at, taken_by, state, region, mappings) OVERRIDING SYSTEM VALUE
    VALUES (1, 'first', now(), 'test', 'WHOLE', '{}', '{}'), (2, 'second', now(), 'test', 'WHOLE', '{}', '{}')`.execute(
    db,
  );
  await sql`INSERT INTO snapshot_system (snapshot, system, version, not_told, libraries, repeats)
    SELECT s, y, 2 * s, '{}', '{}', false FROM generate_series(1, 2) s, generate_series(1, 2) y`.execute(db);
});
afterAll(() => database.close());

/** The version in which a row came, and in which it ended; the snapshots have the versions 2 and 4. */
function draw(random: Random): { readonly from: number; readonly to: number | null } {
  const from = 1 + random.below(5);
  return { from, to: random.chance(0.5) ? null : from + 1 + random.below(4) };
}

/** Few numbers, so that rows change, move and come back; numbers rise with the versions, as those of snapshots do. */
async function fill(random: Random): Promise<void> {
  await sql`TRUNCATE snapshot_record, snapshot_item, snapshot_statement RESTART IDENTITY`.execute(db);
  const rows = Array.from({ length: 40 }, () => ({ ...draw(random), system: 1 + random.below(2) }));
  const taken = new Set<string>();
  for (const { from, to, system } of rows.toSorted((a, b) => a.from - b.from)) {
    const [record, number] = [random.below(4), random.below(8)];
    const noId = random.chance(0.2);
    // In one version, a number stands once, unless it is none.
    const isFree = Array.from(
      { length: (to ?? 9) - from },
      (_, at) => `${String(system)} ${String(number)} ${String(from + at)}`,
    );
    if (!noId && isFree.some((place) => taken.has(place))) continue;
    if (!noId) for (const place of isFree) taken.add(place);
    await sql`INSERT INTO snapshot_item (system, from_version, to_version, digest, record, local_id, left_out, library, item_type,
        visibility, collection, last_borrowed_year, acquired_year, created_year, record_visibility)
      VALUES (${system}, ${from}, ${to}, gen_random_uuid(), ${record}, ${noId ? '' : String(number)}, ${noId ? 'NO_ID' : null},
        ${random.one(['north', 'south'])}, ${random.one(TYPES)}, 'PUBLIC', '', '', '', '', 'PUBLIC')`.execute(db);
    if (!noId)
      await sql`INSERT INTO snapshot_record (system, from_version, to_version, digest, record, local_id, content, visibility,
          libraries, item_count, statement_count)
        VALUES (${system}, ${from}, ${to}, gen_random_uuid(), ${number}, ${String(number)}, '', ${random.one(['PUBLIC', 'SUPPRESSED'])},
          '{}', 0, 0)`.execute(db);
    await sql`INSERT INTO snapshot_statement (system, from_version, to_version, digest, record, library, place, kind, text,
        record_visibility)
      VALUES (${system}, ${from}, ${to}, gen_random_uuid(), ${record}, 'north', 1, ${random.one(['MAIN', 'INDEX'])},
        ${random.one(['v.1-', 'v.2-'])}, 'PUBLIC')`.execute(db);
  }
}

const readingAll = (shared: readonly SharedSystem[]): readonly SharedSystem[] =>
  shared.map((one) => ({ ...one, byChanges: false }));

it('counts and lists by the changes what it counts and lists by all rows', async () => {
  const random = createRandom(7);
  let [gone, come] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    await fill(random);
    const shared = await findSharedSystems(db, 1, 2);
    expect(shared.map(({ byChanges }) => byChanges)).toEqual([true, true]);
    const two = { earlier: 1, later: 2, shared };
    const whole = { ...two, shared: readingAll(shared) };

    const counted = await countMissing(db, two, FILTERS);
    expect([round, counted]).toEqual([round, await countMissing(db, whole, FILTERS)]);
    const items = { population: 'ITEMS', where: [{ dimension: 'ITEM_TYPE', in: ['BOOK'] }] } as const;
    expect([round, await listGone(db, two, items, 5)]).toEqual([round, await listGone(db, whole, items, 5)]);
    gone += counted.reduce((sum, one) => sum + one.gone, 0);
    come += counted.reduce((sum, one) => sum + one.come, 0);
  }
  expect(Math.min(gone, come)).toBeGreaterThan(ROUNDS);
}, 60_000);

it('reads all rows of a version in which two copies have one number', async () => {
  await sql`UPDATE snapshot_system SET repeats = true WHERE system = 2 AND snapshot = 2`.execute(db);
  const shared = await findSharedSystems(db, 1, 2);
  expect(shared.map(({ id, byChanges }) => [id, byChanges])).toEqual([
    ['files', false],
    ['koha', true],
  ]);
});
