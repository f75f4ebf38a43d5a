/** A plan of 200,000 records with two copies each and 20,000 loans: in time, within its memory, and the same after a kill. */
import { createJobProcesses } from '#tests/comparison/support/job-processes.ts';
import { processorMs } from '#tests/console/support/processor-time.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { drawSample } from '#moving/evidence/draw-sample.ts';
import { makePlan, predictAgain } from '#moving/index.ts';
import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';

const RECORDS = 200_000;
const LOANS = 20_000;
const [MOST_MS, MOST_KB] = [90_000, 800_000];
/** Of the processor, for a sample of 100,000 copies and 5,000 holds. */
const MOST_SAMPLE_MS = 10_000;

const HOURS = {
  monday: [{ from: 540, to: 1020 }],
  tuesday: [{ from: 540, to: 1020 }],
  thursday: [{ from: 540, to: 1020 }],
};
const PURPOSES = { patronData: { purposes: ['STATISTICS', 'MOVE_RECONCILIATION', 'DATA_CLEANING'] } };
const REGION = {
  libraries: ['one', 'two', 'three', 'four'].map((id, place) => ({
    id,
    name: id,
    system: place < 2 ? 'left' : 'right',
    sites: [],
    memberships: [],
    aliases: [],
    organisations: [],
    hours: HOURS,
    ...PURPOSES,
  })),
  systems: [
    ['left', 'one', 'two'],
    ['right', 'three', 'four'],
  ].map(([id, ...owners]) => ({
    id,
    kind: 'koha',
    timeZone: 'Europe/London',
    owners: owners.map((library) => ({ code: library.toUpperCase(), library })),
  })),
  bankHolidays: ['2026-12-25'],
};
const MAPPINGS = {
  targets: [],
  mappings: ['left', 'right'].flatMap((system) =>
    ['BK', 'JR'].map((code) => ({
      system,
      list: 'ITEM_TYPE',
      code,
      target: `R-${code}`,
      state: 'DECIDED',
      reason: null,
      note: null,
    })),
  ),
};

/** Records of both systems, two of three in an edition with one of the other; copies, loans, holds and readers of them. */
const FILL: readonly string[] = [
  `INSERT INTO system (system_id) VALUES ('left'), ('right')`,
  `INSERT INTO snapshot (name, taken_at, taken_by, state, region, mappings)
    VALUES ('large', '2026-11-30T00:00:00Z', 'test', 'WHOLE', '${JSON.stringify(REGION)}', '${JSON.stringify(MAPPINGS)}')`,
  `INSERT INTO snapshot_system (snapshot, system, version, not_told, libraries, counted)
    SELECT 1, id, 1, '{}', CASE system_id WHEN 'left' THEN '{one,two}'::text[] ELSE '{three,four}' END, true FROM system`,
  `INSERT INTO snapshot_record (system, from_version, digest, record, local_id, content, visibility, title, format, year, languages, brief,
      fields, edition, libraries, item_count, statement_count)
    SELECT 1 + n % 2, 1, md5(n::text)::uuid, n, n::text, '\\x01', CASE WHEN n % 50 = 0 THEN 'SUPPRESSED' ELSE 'PUBLIC' END, 'Title ' || n,
      CASE WHEN n % 97 = 0 THEN 'EBOOK' ELSE 'BOOK' END, 1990 + (n + 1) / 2 % 30, '{eng}', n % 31 = 0,
      ARRAY['245', '650', CASE WHEN n % 3 = 0 THEN '520' ELSE '245' END], CASE WHEN n % 50 > 0 THEN (n + 1) / 2 % 70000 END,
      ARRAY[(ARRAY['one', 'two', 'three', 'four'])[1 + (n % 2) * 2 + (n / 2) % 2]], 2, 0
    FROM generate_series(1, ${RECORDS}) n`,
  `INSERT INTO snapshot_item (system, from_version, digest, record, local_id, barcode, owner_code, library, location_code, item_type,
      visibility, collection, last_borrowed_year, acquired_year, created_year, record_visibility)
    SELECT r.system, 1, md5(c::text || r.record)::uuid, r.record, r.record || '-' || c,
      CASE WHEN r.record % 500 = 0 THEN 'B' || r.record / 1000 ELSE 'C' || r.record || c END, upper(r.libraries[1]), r.libraries[1], 'MAIN',
      CASE WHEN r.record % 7 = 0 THEN 'JR' WHEN r.record % 11 = 0 THEN 'AV' ELSE 'BK' END, 'PUBLIC', '(none)', '', '', '', r.visibility
    FROM snapshot_record r, generate_series(1, 2) c`,
  `INSERT INTO snapshot_reader (snapshot, system, reader_token, library, email, category, told)
    SELECT 1, 1 + n % 2, 'reader' || n, (ARRAY['one', 'two', 'three', 'four'])[1 + (n % 2) * 2 + (n / 2) % 2], 'mail' || n / 3, 'STAFF', '{}'
    FROM generate_series(1, ${LOANS / 2}) n`,
  `INSERT INTO snapshot_loan (snapshot, system, item, record, library, counted, reader_token, loaned_at, due_on)
    SELECT 1, 1 + n % 2, n || '-1', n, (ARRAY['one', 'two', 'three', 'four'])[1 + (n % 2) * 2 + (n / 2) % 2], true,
      'reader' || 1 + n % ${LOANS / 2}, '2026-11-01T10:00:00Z', date '2026-12-01' + n % 60
    FROM generate_series(1, ${LOANS}) n`,
  `INSERT INTO snapshot_hold (snapshot, id, system, record, library, counted, reader_token, status)
    SELECT 1, n, 1 + n % 2, n, 'one', true, 'reader' || 1 + n % 1000, 'WAITING' FROM generate_series(1, 5000) n`,
  `INSERT INTO snapshot_reader_list (snapshot, system, library, list, row_count)
    SELECT 1, id, '', l, 1 FROM system, unnest(ARRAY['LOANS', 'HOLDS', 'READERS']) l`,
  `ANALYZE`,
];

let database: TestDatabase;
const processes = createJobProcesses();
beforeAll(async () => {
  database = await createTestDatabase();
  for (const statement of FILL) await sql.raw(statement).execute(database.db);
}, 300_000);
afterAll(async () => {
  await processes.killAll();
  await database.close();
});

async function planState(): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`SELECT state FROM move_plan`.execute(database.db);
  return rows[0]?.state;
}

async function stepOfJob(): Promise<string | null | undefined> {
  const { rows } = await sql<{ step: string | null }>`
    SELECT step FROM comparison_job WHERE state = 'RUNNING'`.execute(database.db);
  return rows[0]?.step;
}

interface TableContent {
  readonly name: string;
  readonly rows: number;
  readonly digest: string | null;
}

/** Of every table of the plan how many rows it has, and a digest of all of them. */
async function contentOfPlan(): Promise<readonly TableContent[]> {
  const tables = ['hold', 'item', 'loan', 'reader', 'record', 'statement'].map(
    (table) => sql`SELECT ${sql.lit(table)} AS name, count(*)::int AS rows, md5(string_agg(h, '' ORDER BY h)) AS digest
      FROM (SELECT md5(to_jsonb(t)::text) AS h FROM ${sql.table(`planned_${table}`)} t) d`,
  );
  const { rows } = await sql<TableContent>`${sql.join(tables, sql` UNION ALL `)} ORDER BY name`.execute(database.db);
  return rows;
}

it('is predicted in time and within its memory, and a killed process leaves nothing half', async () => {
  const asked = { by: 'test', at: new Date() };
  const settings = 'systems: [left, right]\nloans: { closedDays: NEXT_OPEN }';
  await makePlan(database.db, { name: 'large', note: null, snapshot: 'large', settings, ...asked });
  const first = processes.start(database.connection);
  await expect.poll(stepOfJob, { interval: 20, timeout: MOST_MS }).toBe('placing items');
  await processes.kill(first);
  expect((await contentOfPlan()).map(({ rows }) => rows)).toEqual([0, 0, 0, 0, 0, 0]);

  const began = performance.now();
  const second = processes.start(database.connection);
  await expect.poll(planState, { interval: 100, timeout: 2 * MOST_MS }).toBe('WHOLE');
  const took = performance.now() - began;
  const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${second.pid ?? 0}/status`, 'utf8'))?.[1]);
  expect(peak).toBeLessThan(MOST_KB);
  expect(took).toBeLessThan(MOST_MS);

  const whole = await contentOfPlan();
  await predictAgain(database.db, 'large', asked);
  await expect.poll(planState, { interval: 100, timeout: 2 * MOST_MS }).toBe('WHOLE');
  expect(await contentOfPlan()).toEqual(whole);
  const [hold, item, loan, reader, record] = whole.map(({ rows }) => rows);
  expect([hold, item, loan, reader]).toEqual([5000, 2 * RECORDS, LOANS, LOANS / 2]);
  expect(record).toBeLessThan(0.6 * RECORDS);
  const { rows } = await sql<{ members: number }>`
    SELECT sum(cardinality(members))::int AS members FROM planned_record`.execute(database.db);
  expect(rows[0]?.members).toBe(RECORDS);
}, 600_000);

it('draws what a library looks at without setting each copy beside each hold', async () => {
  const before = await processorMs(database.db);
  const sample = { snapshot: 1, library: 'one', seed: '1', each: 10, withHolds: true };
  const rows = await drawSample(database.db, sample);
  expect((await processorMs(database.db)) - before).toBeLessThan(MOST_SAMPLE_MS);
  expect(rows.filter(({ stratum }) => stratum === 'WITH_HOLDS')).toHaveLength(10);
}, 300_000);
