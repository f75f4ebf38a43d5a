import { READER_FACTS, type ReaderFact } from '#store/loan-tables.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { LIVE_READERS } from '#tests/comparison/support/live-readers.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { snapshotReaders, type ReaderScope, type SystemLists } from './reader-tables.ts';
import { countRegistrations } from './registrations.ts';

const store = withTestDatabase();
const north = 'north' as SystemId;
const south = 'south' as SystemId;
const ALL_LISTS = { readers: true, loans: true };

const scopeOf = (rest: Partial<ReaderScope> = {}): ReaderScope => ({
  db: store.db,
  tables: LIVE_READERS,
  systems: [{ system: north, ...ALL_LISTS }],
  libraries: ['qe' as LibraryId],
  unknownOf: [],
  ...rest,
});

interface Reader {
  readonly category?: string | null;
  readonly year?: number | null;
  readonly expired?: boolean;
  readonly email?: boolean;
  readonly owes?: boolean;
  readonly loans?: number;
  readonly library?: string;
  readonly told?: readonly ReaderFact[];
}

let serial = 0;

/** Adds so many readers who are alike. */
async function addReaders(count: number, reader: Reader, system: SystemId = north): Promise<void> {
  const number = await numberOf(system);
  for (let index = 0; index < count; index += 1) {
    serial += 1;
    const token = `reader-${String(serial).padStart(4, '0')}`;
    await store.db
      .insertInto('reader')
      .values({
        system: number,
        reader_token: token,
        library: reader.library ?? 'qe',
        name_birth: null,
        email: null,
        card_token: null,
        category: reader.category === undefined ? 'ST' : reader.category,
        expiry_year: reader.year === undefined ? 2027 : reader.year,
        expired: reader.expired ?? false,
        has_email: reader.email ?? true,
        owes: reader.owes ?? false,
        told: [...(reader.told ?? READER_FACTS)],
      })
      .execute();
    for (let loan = 0; loan < (reader.loans ?? 0); loan += 1) {
      const row = { system: number, item: `${token}-${loan}`, reader_token: token, counted: true };
      const empty = { record: null, library: null, loaned_at: null, due_on: null, due_at: null, renewals: null };
      await store.db
        .insertInto('open_loan')
        .values({ ...row, ...empty })
        .execute();
    }
  }
}

async function numberOf(system: SystemId): Promise<number> {
  const { id } = await store.db
    .selectFrom('system')
    .select('id')
    .where('system_id', '=', system)
    .executeTakeFirstOrThrow();
  return id;
}

beforeEach(async () => {
  await sql`TRUNCATE reader, open_loan, loan_list`.execute(store.db);
  await sql`INSERT INTO system (system_id) VALUES ('north'), ('south') ON CONFLICT DO NOTHING`.execute(store.db);
});

const UNKNOWN = { value: null, suppressed: false, atLeast: null };
const HIDDEN = { value: null, suppressed: true };

describe('registrations', () => {
  it('are counted by category and year of expiry, each reader once however much is on loan', async () => {
    await addReaders(7, { loans: 2 });
    await addReaders(6, { email: false });
    await addReaders(5, { category: null, year: null, owes: true });

    const { cells, notTold } = await countRegistrations(scopeOf());

    expect(notTold).toEqual([]);
    expect(
      cells.map(({ category, expiryYear, counts }) => [category.value, expiryYear.value, counts.ALL.value]),
    ).toEqual([
      ['ST', 2027, 13],
      [null, null, 5],
    ]);
    expect(cells[0]?.counts).toMatchObject({
      WITH_LOANS: { value: 7 },
      WITHOUT_EMAIL: { value: 6 },
      OWING: { value: 0 },
    });
    expect(cells[1]).toMatchObject({ category: { state: 'NONE' }, expiryYear: { state: 'NONE' } });
  });

  it('can go if they have ended, and nothing is out or owed', async () => {
    const ended = { year: 2020, expired: true };
    await addReaders(8, ended);
    await addReaders(6, { ...ended, loans: 1 });
    await addReaders(5, { ...ended, owes: true });
    await addReaders(9, {});

    const { cells, totals } = await countRegistrations(scopeOf());

    const counts = cells.find(({ expiryYear }) => expiryYear.value === 2020)?.counts;
    expect(counts).toMatchObject({
      EXPIRED: { value: 19 },
      EXPIRED_WITH_LOANS: { value: 6 },
      EXPIRED_OWING: { value: 5 },
      REMOVABLE: { value: 8 },
    });
    expect(totals).toMatchObject([{ system: north, counts: { ALL: { value: 28 }, REMOVABLE: { value: 8 } } }]);
  });

  it('say what a system does not tell instead of counting nothing, and which system that is', async () => {
    await addReaders(6, { year: 2020, expired: true, told: ['EXPIRY', 'HAS_EMAIL'] });
    await addReaders(6, { year: 2020, expired: true }, south);
    const systems: SystemLists[] = [
      { system: north, ...ALL_LISTS },
      { system: south, readers: true, loans: false },
      { system: 'east' as SystemId, readers: false, loans: false },
    ];

    const { cells, totals, notTold } = await countRegistrations(scopeOf({ systems }));

    expect(notTold).toEqual([
      { system: north, facts: ['CATEGORY', 'OWES'] },
      { system: south, facts: ['LOANS'] },
      { system: 'east', facts: ['READERS'] },
    ]);
    expect(cells[0]).toMatchObject({
      system: north,
      category: { state: 'NOT_TOLD' },
      counts: { EXPIRED: { value: 6 }, OWING: UNKNOWN, REMOVABLE: UNKNOWN, WITHOUT_EMAIL: { value: 0 } },
    });
    expect(cells[1]?.counts).toMatchObject({ OWING: { value: 0 }, WITH_LOANS: UNKNOWN, REMOVABLE: UNKNOWN });
    expect(totals.map(({ system, counts }) => [system, counts.REMOVABLE])).toEqual([
      [north, UNKNOWN],
      [south, UNKNOWN],
    ]);
  });

  it('hide small numbers, and those from which one would follow', async () => {
    await addReaders(4, { category: 'RARE' });
    await addReaders(9, {});
    await addReaders(3, { email: false });
    const ended = { year: 2020, expired: true, category: 'PT' };
    await addReaders(7, ended);
    await addReaders(6, { ...ended, loans: 1 });
    await addReaders(6, { ...ended, owes: true });
    await addReaders(2, { ...ended, owes: true, loans: 1 });

    const { cells, totals } = await countRegistrations(scopeOf());
    const countsOf = (code: string) => cells.find(({ category }) => category.value === code)?.counts;

    expect(countsOf('RARE')?.ALL).toMatchObject(HIDDEN);
    expect(countsOf('ST')).toMatchObject({ ALL: { value: 12 }, WITHOUT_EMAIL: HIDDEN });
    expect(countsOf('PT')).toMatchObject({
      REMOVABLE: { value: 7 },
      EXPIRED_WITH_LOANS: HIDDEN,
      EXPIRED_OWING: HIDDEN,
    });
    // One hidden cell would follow from the total.
    expect(totals[0]?.counts.ALL).toMatchObject(HIDDEN);
  });

  it('are only of libraries that may be counted', async () => {
    await addReaders(6, {});
    await addReaders(7, { library: 'wing' });
    await sql`UPDATE reader SET library = NULL WHERE reader_token = (SELECT min(reader_token) FROM reader)`.execute(
      store.db,
    );

    const [without, withUnknown] = await Promise.all([
      countRegistrations(scopeOf()),
      countRegistrations(scopeOf({ unknownOf: [north] })),
    ]);

    expect([without, withUnknown].map(({ cells }) => cells[0]?.counts.ALL.value)).toEqual([5, 6]);
  });

  it('are the same in a snapshot, whatever becomes of the lists', async () => {
    await addReaders(6, { loans: 1 });
    const before = await countRegistrations(scopeOf());
    const { rows } = await sql<{ id: number }>`
      INSERT INTO snapshot (name, taken_at, taken_by, state, region, mappings)
      VALUES ('before', now(), 'test', 'WHOLE', '{}', '[]') RETURNING id`.execute(store.db);
    const id = rows[0]?.id ?? 0;
    await sql`INSERT INTO snapshot_reader SELECT ${id}::integer, r.* FROM reader r`.execute(store.db);
    await sql`INSERT INTO snapshot_loan SELECT ${id}::integer, l.* FROM open_loan l`.execute(store.db);
    await sql`TRUNCATE reader, open_loan`.execute(store.db);

    const kept = scopeOf({ tables: snapshotReaders(id) });

    expect(await countRegistrations(kept)).toEqual(before);
    expect((await countRegistrations(scopeOf())).cells).toEqual([]);
  });
});
