import { countMonths } from '#comparison/readers/count-lent.ts';
import type { LibraryId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogueTitles } from './circulation-world.ts';
import { agreeing, bring, toldBy, used, type ToldLists } from './loan-world.ts';

const store = withTestDatabase();
const north = (lists: ToldLists) => toldBy('north', lists);

beforeEach(() => catalogueTitles(store.db));

async function years(): Promise<readonly unknown[]> {
  const { rows } = await sql`SELECT library, year, loans FROM use_by_year ORDER BY library, year`.execute(store.db);
  return rows;
}

async function months(): Promise<readonly unknown[]> {
  const { rows } = await sql`SELECT library, month::text, loans FROM use_by_month ORDER BY library, month`.execute(
    store.db,
  );
  return rows;
}

describe('use by year', () => {
  const count = (item: string, loans: number | null) => north({ counts: [[used(item, loans)]] });

  it('grows by what counters gained between two harvests, in the year of the second where the system stands', async () => {
    await bring(store.db, count('1-0', 100), { at: '2024-10-01T12:00:00Z' });
    await bring(store.db, count('1-0', 103), { at: '2024-11-01T12:00:00Z' });
    await bring(store.db, count('1-0', 104), { at: '2024-12-31T12:00:00Z' });
    await bring(store.db, count('1-0', 111), { at: '2025-01-01T00:30:00Z' });

    expect(await years()).toEqual([
      { library: 'qe', year: 2024, loans: 4 },
      { library: 'qe', year: 2025, loans: 7 },
    ]);
    expect(await months()).toEqual([
      { library: 'qe', month: '2024-11-01', loans: 3 },
      { library: 'qe', month: '2024-12-01', loans: 1 },
      { library: 'qe', month: '2025-01-01', loans: 7 },
    ]);
  });

  it('takes nothing for a loan that it did not see: the first harvest, a new copy, a counter that went back', async () => {
    await bring(store.db, count('1-0', 100));
    await bring(store.db, north({ counts: [[used('1-0', 20), used('1-1', 50)]] }));

    expect(await years()).toEqual([]);
  });

  it('is told by month from the first month on that was counted, which may be one without loans', async () => {
    const told = () => countMonths(store.db, 'qe' as LibraryId);
    await bring(store.db, count('1-0', 100), { at: '2024-06-01T12:00:00Z' });
    await bring(store.db, count('1-0', 109), { at: '2024-07-01T12:00:00Z' });
    // As in a region whose years were counted before its months.
    await sql`DELETE FROM use_by_month`.execute(store.db);

    expect(await told()).toEqual({});

    await bring(store.db, count('1-0', 109), { at: '2024-08-01T12:00:00Z' });
    await bring(store.db, count('1-0', 116), { at: '2024-09-01T12:00:00Z' });

    expect(await told()).toMatchObject({
      monthsFrom: '2024-08',
      months: [
        { from: '2024-08', count: { value: 0 } },
        { from: '2024-09', count: { value: 7 } },
      ],
    });
  });

  it('counts no month in which the list did not come for long, and no year if another began meanwhile', async () => {
    for (const [at, loans] of [
      ['2024-05-01', 100],
      ['2024-06-01', 107],
      ['2024-09-10', 117],
      ['2024-09-20', 118],
      ['2024-10-05', 127],
    ] as const)
      await bring(store.db, count('1-0', loans), { at: `${at}T12:00:00Z` });

    expect(await years()).toEqual([{ library: 'qe', year: 2024, loans: 27 }]);
    const told = (month: string, loans: number | null) => ({ library: 'qe', month: `${month}-01`, loans });
    const [june, october] = [
      ['2024-06', '2024-07', '2024-08', '2024-09'].map((one) => told(one, null)),
      told('2024-10', 9),
    ];
    expect(await months()).toEqual([...june, october]);
    expect(await countMonths(store.db, 'qe' as LibraryId)).toMatchObject({ monthsFrom: '2024-10', notCounted: [] });

    await bring(store.db, count('1-0', 140), { at: '2024-11-05T12:00:00Z' });
    await bring(store.db, count('1-0', 150), { at: '2025-02-02T12:00:00Z' });
    await bring(store.db, count('1-0', 157), { at: '2025-03-02T12:00:00Z' });

    expect(await years()).toEqual([
      { library: 'qe', year: 2024, loans: 40 },
      { library: 'qe', year: 2025, loans: 7 },
    ]);
    const { rows } = await sql`SELECT counted_from FROM loan_list`.execute(store.db);
    expect(rows).toEqual([{ counted_from: new Date('2025-02-02T12:00:00Z') }]);
    expect(await countMonths(store.db, 'qe' as LibraryId)).toMatchObject({
      monthsFrom: '2024-10',
      months: [
        { from: '2024-10', to: '2024-10', count: { value: 9 } },
        { from: '2025-03', to: '2025-03', count: { value: 7 } },
      ],
      notCounted: ['2024-11', '2024-12', '2025-01', '2025-02'],
    });
  });

  it('outlives a copy, and goes with the agreement', async () => {
    await bring(store.db, count('1-0', 1));
    await bring(store.db, count('1-0', 9));
    await bring(store.db, north({ counts: [[]] }));

    expect(await years()).toEqual([{ library: 'qe', year: 2025, loans: 8 }]);

    await bring(store.db, north({ counts: [[]] }), { region: agreeing({ qe: [] }) });

    expect([await years(), await months()]).toEqual([[], []]);
  });
});
