import { READER_FACTS, type ReaderFact } from '#store/loan-lists.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { snapshotLists } from '#tests/comparison/support/snapshot-lists.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReaderScope, SystemLists } from './reader-tables.ts';
import { countRegistrations } from './registrations.ts';

const store = withTestDatabase();
const north = 'north' as SystemId;
const south = 'south' as SystemId;
const ALL_LISTS = { readers: true, loans: true };

const count = async (rest: Partial<ReaderScope> = {}) =>
  countRegistrations({
    db: store.db,
    snapshot: await snapshotLists(store.db),
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

    const { cells, totals, notTold } = await count();

    expect(notTold).toEqual([]);
    expect(cells.map((cell) => [cell.category.value, cell.expiryYear.value, cell.count.value])).toEqual([
      ['ST', 2027, 13],
      [null, null, 5],
    ]);
    expect(totals[0]?.counts).toMatchObject({
      ALL: { value: 18 },
      WITH_LOANS: { value: 7 },
      WITHOUT_EMAIL: { value: 6 },
      OWING: { value: 5 },
    });
    expect(cells[1]).toMatchObject({ category: { state: 'NONE' }, expiryYear: { state: 'NONE' } });
  });

  it('can go if they have ended, and nothing is out or owed', async () => {
    const ended = { year: 2020, expired: true };
    await addReaders(8, ended);
    await addReaders(6, { ...ended, loans: 1 });
    await addReaders(5, { ...ended, owes: true });
    await addReaders(9, {});

    const { cells, totals } = await count();

    expect(cells.map(({ expiryYear, count: { value } }) => [expiryYear.value, value])).toEqual([
      [2020, 19],
      [2027, 9],
    ]);
    expect(totals).toMatchObject([
      {
        system: north,
        counts: {
          ALL: { value: 28 },
          EXPIRED: { value: 19 },
          EXPIRED_WITH_LOANS: { value: 6 },
          EXPIRED_OWING: { value: 5 },
          REMOVABLE: { value: 8 },
        },
      },
    ]);
  });

  it('say what a system does not tell instead of counting nothing, and which system that is', async () => {
    await addReaders(6, { year: 2020, expired: true, told: ['EXPIRY', 'HAS_EMAIL'] });
    await addReaders(6, { year: 2020, expired: true }, south);
    const systems: SystemLists[] = [
      { system: north, ...ALL_LISTS },
      { system: south, readers: true, loans: false },
      { system: 'east' as SystemId, readers: false, loans: false },
    ];

    const { cells, totals, notTold } = await count({ systems });

    expect(notTold).toEqual([
      { system: north, facts: ['CATEGORY', 'OWES'] },
      { system: south, facts: ['LOANS'] },
      { system: 'east', facts: ['READERS'] },
    ]);
    expect(cells[0]).toMatchObject({ system: north, category: { state: 'NOT_TOLD' }, count: { value: 6 } });
    expect(totals).toMatchObject([
      {
        system: north,
        counts: { EXPIRED: { value: 6 }, OWING: UNKNOWN, REMOVABLE: UNKNOWN, WITHOUT_EMAIL: { value: 0 } },
      },
      { system: south, counts: { OWING: { value: 0 }, WITH_LOANS: UNKNOWN, REMOVABLE: UNKNOWN } },
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

    const { cells, totals } = await count();

    expect(cells.map(({ category, count: { value } }) => [category.value, value])).toEqual([
      ['PT', 21],
      [null, 16],
    ]);
    expect(totals[0]?.counts).toMatchObject({
      ALL: { value: 37 },
      WITHOUT_EMAIL: HIDDEN,
      REMOVABLE: { value: 7 },
      // Both would tell how many of the ended have loans and debts.
      EXPIRED_WITH_LOANS: HIDDEN,
      EXPIRED_OWING: HIDDEN,
    });
  });

  it('are joined in one row where a small number would follow from that of all, those who have ended apart', async () => {
    const ended = { year: 2020, expired: true };
    await addReaders(20, { ...ended, category: 'PT' });
    await addReaders(3, { ...ended, category: 'RARE' });
    await addReaders(40, { ...ended, category: 'ST' });
    await addReaders(50, {});

    const { cells, totals } = await count();

    expect(
      cells.map(({ category, expiryYear, count: { value } }) => [category.value, expiryYear.value, value]),
    ).toEqual([
      ['ST', 2020, 40],
      [null, null, 23],
      ['ST', 2027, 50],
    ]);
    expect(cells[1]).toMatchObject({ category: { state: 'OTHERS' }, expiryYear: { state: 'OTHERS' } });
    expect(totals[0]?.counts).toMatchObject({ ALL: { value: 113 }, EXPIRED: { value: 63 }, REMOVABLE: { value: 63 } });
  });

  it('are joined with as many others as it needs, so that nobody can work the small ones out', async () => {
    const ended = { year: 2020, expired: true };
    await addReaders(4, { ...ended, category: 'RARE' });
    // With one or two of these it could only be four: they are the smallest, and none is larger than five.
    for (const category of ['A', 'B', 'C']) await addReaders(5, { ...ended, category });
    await addReaders(40, { ...ended, category: 'PT' });

    const { cells, totals } = await count();

    expect(cells.map(({ category, count: { value } }) => [category.value, value])).toEqual([
      ['PT', 40],
      [null, 19],
    ]);
    expect(totals[0]?.counts.EXPIRED.value).toBe(59);
  });

  it('are joined with those who have ended where there are no others, of whose number nothing is said then', async () => {
    await addReaders(20, { year: 2020, expired: true });
    await addReaders(30, { year: 2021, expired: true });
    await addReaders(2, {});

    const { cells, totals } = await count();

    expect(cells.map(({ expiryYear, count: { value } }) => [expiryYear.value, value])).toEqual([
      [2021, 30],
      [null, 22],
    ]);
    expect(totals[0]?.counts).toMatchObject({ ALL: { value: 52 }, EXPIRED: HIDDEN });
  });

  it('say of parts of the ended nothing that is made of their hidden number', async () => {
    const ended = { year: 2020, expired: true };
    await addReaders(18, ended);
    await addReaders(2, { ...ended, owes: true });
    await addReaders(3, { year: 2026, expired: true });
    await addReaders(20, { year: 2026 });

    expect((await count()).totals[0]?.counts).toMatchObject({
      EXPIRED: { ...HIDDEN, atLeast: 20 },
      REMOVABLE: { ...HIDDEN, atLeast: 0 },
    });
  });

  it.each([
    ['few of one year have ended', 3, 20],
    ['all but few of one year have ended', 20, 3],
  ])('say no number of the ended where %s', async (_, ended, others) => {
    await addReaders(20, { year: 2020, expired: true });
    await addReaders(ended, { year: 2026, expired: true });
    await addReaders(others, { year: 2026 });
    await addReaders(30, {});

    expect((await count()).totals[0]?.counts).toMatchObject({ ALL: { value: 73 }, EXPIRED: HIDDEN });
  });

  it('say no number of the ended that tells hidden cells of later years beside that of all', async () => {
    for (const [size, category] of [
      [3, 'A'],
      [3, 'B'],
      [20, 'PT'],
    ] as const)
      await addReaders(size, { year: 2020, expired: true, category });
    await addReaders(30, {});
    const before = await count();
    await addReaders(2, { category: 'C' });
    const after = await count();

    expect(before.totals[0]?.counts).toMatchObject({ ALL: { value: 56 }, EXPIRED: { value: 26 } });
    expect(after.totals[0]?.counts).toMatchObject({ ALL: { value: 58 }, EXPIRED: HIDDEN });
  });

  it('are shown all together where hidden cells could be shared out otherwise', async () => {
    await addReaders(3, { category: 'RARE' });
    await addReaders(4, { category: 'RARER' });
    await addReaders(9, {});

    expect((await count()).totals[0]?.counts.ALL).toEqual({ value: 16, suppressed: false, atLeast: 16 });
  });

  it('are only of libraries that may be counted', async () => {
    await addReaders(6, {});
    await addReaders(7, { library: 'wing' });
    await sql`UPDATE reader SET library = NULL WHERE reader_token = (SELECT min(reader_token) FROM reader)`.execute(
      store.db,
    );

    const [without, withUnknown] = [await count(), await count({ unknownOf: [north] })];

    expect([without, withUnknown].map(({ cells }) => cells[0]?.count.value)).toEqual([5, 6]);
  });
});
