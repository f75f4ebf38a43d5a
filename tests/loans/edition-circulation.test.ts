import { openCatalogue, type CatalogueWorld } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogueTitles, hidden, ofMidwifery, shown, untold } from './circulation-world.ts';
import { agreeing, bring, forgetEverything, hold, toldBy, used } from './loan-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

beforeEach(async () => {
  await catalogueTitles(store.db);
  catalogue = openCatalogue(store.db, agreeing());
});

describe('the circulation of an edition', () => {
  it('is told library by library and in all, copies together', async () => {
    await bring(
      store.db,
      toldBy('north', {
        counts: [[used('1-0', 10, { renewals: 6 }), used('1-1', 5), used('1-2', 8, { lastBorrowedOn: '2025-01-09' })]],
        holds: [[]],
      }),
    );
    await bring(store.db, toldBy('south', { counts: [[used('5-0', 0, { lastBorrowedOn: null })]], holds: [[]] }), {
      at: '2025-02-27T12:00:00Z',
    });

    const { total, byLibrary, missing, asOf } = await ofMidwifery(catalogue);

    expect(total).toEqual({
      loans: shown(23),
      renewals: shown(6),
      holdsWaiting: shown(0),
      lastBorrowed: '2025-02-20',
      turnover: 5.75,
    });
    expect(byLibrary).toMatchObject([
      { library: { id: 'qe' }, figures: { loans: shown(15), turnover: 7.5 } },
      { library: { id: 'south-lib' }, figures: { loans: shown(0), lastBorrowed: null, turnover: 0 } },
      { library: { id: 'wing' }, figures: { loans: shown(8), lastBorrowed: '2025-01-09' } },
    ]);
    expect(missing).toEqual([]);
    expect(asOf).toBe('2025-02-27T12:00:00.000Z');
  });

  it('hides small numbers, the day of the last loan and the turnover behind them, and what they follow from', async () => {
    await bring(store.db, toldBy('north', { counts: [[used('1-0', 15), used('1-2', 3)]], holds: [[]] }));
    await bring(store.db, toldBy('south', { counts: [[used('5-0', 0)]], holds: [[]] }));

    const { total, byLibrary } = await ofMidwifery(catalogue);

    expect(total).toMatchObject({ loans: hidden(16), turnover: null });
    expect(byLibrary).toMatchObject([
      { library: { id: 'qe' }, figures: { loans: shown(15), lastBorrowed: '2025-02-20' } },
      { library: { id: 'south-lib' } },
      { library: { id: 'wing' }, figures: { loans: hidden(), lastBorrowed: '2025-02', turnover: null } },
    ]);
  });

  it('names libraries that cannot tell or have not agreed, and tells of the others only', async () => {
    catalogue = openCatalogue(store.db, agreeing({ wing: ['DESK_ENQUIRY'] }));
    await bring(store.db, toldBy('north', { counts: [[used('1-0', 15), used('1-2', 30)]], holds: [[]] }));
    await bring(store.db, toldBy('south', { holds: [[]] }));

    const { total, byLibrary, missing } = await ofMidwifery(catalogue);

    // What was stored of Wing before it gave up its agreement is told no more.
    expect(total).toMatchObject({ loans: shown(15), holdsWaiting: shown(0) });
    expect(byLibrary).toMatchObject([
      { library: { id: 'qe' } },
      { library: { id: 'south-lib' }, figures: { loans: untold, holdsWaiting: shown(0) } },
      { library: { id: 'wing' }, figures: { loans: untold, holdsWaiting: untold } },
    ]);
    expect(missing).toEqual([
      { library: { id: 'south-lib' }, what: ['LOANS', 'RENEWALS'], why: 'NOT_TOLD' },
      { library: { id: 'wing' }, what: ['LOANS', 'RENEWALS', 'HOLDS'], why: 'NO_AGREEMENT' },
    ]);
  });

  it('is null throughout before anything was harvested, never 0', async () => {
    const { total, byYear, asOf, missing } = await ofMidwifery(catalogue);

    expect(total).toEqual({
      loans: untold,
      renewals: untold,
      holdsWaiting: untold,
      lastBorrowed: null,
      turnover: null,
    });
    expect([byYear, asOf]).toEqual([null, null]);
    expect(missing).toHaveLength(3);
  });

  it('counts readers who wait, and not those who were told to come', async () => {
    const waiting = Array.from({ length: 6 }, (_, index) => hold(`h${index}`, '1', 'NQ'));
    const others = (['READY', 'CANCELLED', 'EXPIRED'] as const).map((status) => hold(status, '1', 'NQ', { status }));
    await bring(store.db, toldBy('north', { holds: [[...waiting, ...others, hold('w', '1', 'NW')]] }));

    const { total, byLibrary } = await ofMidwifery(catalogue);

    expect(total['holdsWaiting']).toEqual(hidden(7));
    expect(byLibrary).toMatchObject([
      { figures: { holdsWaiting: shown(6) } },
      { figures: { holdsWaiting: untold } },
      { figures: { holdsWaiting: hidden() } },
    ]);
  });

  it('has its years since counting began, those without a loan as 0, and none that give a number away', async () => {
    const tell = (qe: number, at: string) =>
      bring(store.db, toldBy('north', { counts: [[used('1-0', qe), used('1-2', 40)]], holds: [[]] }), { at });
    await tell(100, '2023-06-01T12:00:00Z');
    await tell(107, '2023-07-01T12:00:00Z');
    // As if it had been read month after month.
    await sql`UPDATE loan_list SET as_of = '2025-01-01T12:00:00Z'`.execute(store.db);
    await tell(109, '2025-02-01T12:00:00Z');

    expect((await ofMidwifery(catalogue)).byYear).toEqual([
      { year: 2023, loans: shown(7) },
      { year: 2024, loans: shown(0) },
      { year: 2025, loans: hidden() },
    ]);

    // Of the year in which counters were not read nothing is known.
    await forgetEverything(store.db);
    await tell(100, '2023-06-01T12:00:00Z');
    await tell(107, '2023-07-01T12:00:00Z');
    await tell(120, '2025-02-01T12:00:00Z');
    expect((await ofMidwifery(catalogue)).byYear).toEqual([
      { year: 2023, loans: shown(7) },
      { year: 2025, loans: shown(0) },
    ]);

    // A book that was lent for the first time since counting began: its years would tell what its libraries hide.
    await forgetEverything(store.db);
    const tellNew = (qe: number, wing: number, at: string) =>
      bring(store.db, toldBy('north', { counts: [[used('1-0', qe), used('1-2', wing)]] }), { at });
    await tellNew(0, 0, '2023-06-01T12:00:00Z');
    await tellNew(8, 3, '2023-07-01T12:00:00Z');

    expect((await ofMidwifery(catalogue)).byYear).toBeNull();
  });

  it('is asked in two statements for a page of editions', async () => {
    const { statements } = await catalogue.ask(
      `{ editions(by: [{ isbn: "9780198526636" }, { isbn: "9781554042951" }]) { editions { circulation { asOf } } } }`,
    );

    expect(statements).toBe(3);
  });
});
