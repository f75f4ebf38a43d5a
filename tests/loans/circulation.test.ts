import { showCount, showTotalOfShown, showTrueTotal, sumCells } from '#domain/small-numbers.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { openCatalogue, type CatalogueWorld } from '#tests/catalogue/catalogue-world.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { agreeing, bring, forgetEverything, hold, loan, toldBy, used } from './loan-world.ts';

const store = withTestDatabase();
const book = (title: string, isbn: string) => marcOf(`020 __ $a ${isbn}`, `245 10 $a ${title}`, '260 __ $c 2001');
const midwifery = book('Midwifery in practice', '9780198526636');
const asthma = book('Asthma in children', '9781554042951');
let catalogue: CatalogueWorld;

/** Midwifery at Queen Edith (two copies), Wing and South; asthma at Queen Edith; an interlibrary loan at Queen Edith. */
beforeEach(async () => {
  await emptyIndex(store.db);
  await forgetEverything(store.db);
  catalogue = openCatalogue(store.db, agreeing());
  await applyPage(
    store.db,
    'north',
    pageOf([
      harvested('1', midwifery, { owners: ['NQ', 'NQ', 'NW'] }),
      harvested('2', asthma, { owners: ['NQ'] }),
      harvested('9', book('Burns', '9780571089895'), { owners: ['NQ'], visibility: 'ILL_TEMPORARY' }),
    ]),
  );
  await applyPage(store.db, 'south', pageOf([harvested('5', midwifery, { owners: ['S'] })]));
});

const COUNT = '{ value suppressed atLeast }';
const FIGURES = `loans ${COUNT} renewals ${COUNT} holdsWaiting ${COUNT} lastBorrowed turnover`;
const YEARS = `byYear { year loans ${COUNT} } countedSince asOf missing { library { id } what why }`;

interface Circulation {
  readonly total: Record<string, unknown>;
  readonly byLibrary: readonly { readonly library: { readonly id: string }; readonly figures: object }[];
  readonly byYear: unknown;
  readonly missing: unknown;
  readonly asOf: unknown;
}

async function ofMidwifery(): Promise<Circulation> {
  const { data, errors } = await catalogue.ask(
    `{ editions(by: [{ isbn: "9780198526636" }]) { editions { circulation {
      total { ${FIGURES} } byLibrary { library { id } figures { ${FIGURES} } } ${YEARS} } } } }`,
  );
  expect(errors).toEqual([]);
  return (data as { editions: [{ editions: [{ circulation: Circulation }] }] }).editions[0].editions[0].circulation;
}

async function ofLibrary(id: string): Promise<Record<string, unknown>> {
  const { data, errors } = await catalogue.ask(
    `query ($id: ID!) { library(id: $id) { circulation { loansNow ${COUNT} total { ${FIGURES} } ${YEARS} } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return (data as { library: { circulation: Record<string, unknown> } }).library.circulation;
}

const shown = (value: number) => ({ value, suppressed: false, atLeast: value });
const hidden = (atLeast = 1) => ({ value: null, suppressed: true, atLeast });
const untold = { value: null, suppressed: false, atLeast: null };

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

    const { total, byLibrary, missing, asOf } = await ofMidwifery();

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

    const { total, byLibrary } = await ofMidwifery();

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

    const { total, byLibrary, missing } = await ofMidwifery();

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
    const { total, byYear, asOf, missing } = await ofMidwifery();

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

    const { total, byLibrary } = await ofMidwifery();

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
    await tell(107, '2023-09-01T12:00:00Z');
    await tell(109, '2025-02-01T12:00:00Z');

    expect((await ofMidwifery()).byYear).toEqual([
      { year: 2023, loans: shown(7) },
      { year: 2024, loans: shown(0) },
      { year: 2025, loans: hidden() },
    ]);

    // A book that was lent for the first time since counting began: its years would tell what its libraries hide.
    await forgetEverything(store.db);
    const tellNew = (qe: number, wing: number, at: string) =>
      bring(store.db, toldBy('north', { counts: [[used('1-0', qe), used('1-2', wing)]] }), { at });
    await tellNew(0, 0, '2023-06-01T12:00:00Z');
    await tellNew(8, 3, '2024-06-01T12:00:00Z');

    expect((await ofMidwifery()).byYear).toBeNull();
  });

  it('is asked in two statements for a page of editions', async () => {
    const { statements } = await catalogue.ask(
      `{ editions(by: [{ isbn: "9780198526636" }, { isbn: "9781554042951" }]) { editions { circulation { asOf } } } }`,
    );

    expect(statements).toBe(3);
  });
});

describe('the circulation of a library', () => {
  const counts = (asthmaLoans: number) => [[used('1-0', 30), used('1-2', 4), used('2-0', asthmaLoans)]];

  it('is the true sum of its editions where none can be told from it', async () => {
    const records = Array.from({ length: 4 }, (_, index) =>
      harvested(`7${index}`, book(`Handbook ${'abcd'.charAt(index)} of nursing`, `978000000000${index}`), {
        owners: ['NQ'],
      }),
    );
    await applyPage(store.db, 'north', pageOf(records));
    const few = records.map(({ localId }, index) => used(`${localId}-0`, index + 1));
    const out = Array.from({ length: 2 }, (_, index) => loan(`1-${index}`));
    await bring(store.db, toldBy('north', { loans: [out], holds: [[]], counts: [[...few, used('1-0', 30)]] }));

    const { total, loansNow, missing } = await ofLibrary('qe');

    expect(total).toMatchObject({ loans: shown(40), holdsWaiting: shown(0), turnover: 8 });
    expect(loansNow).toEqual(hidden());
    expect(missing).toEqual([]);
  });

  it('is shown by the same rules as its editions, whatever they are', async () => {
    const titles = Array.from({ length: 6 }, (_, index) => `Handbook ${'abcdef'.charAt(index)} of nursing`);
    await applyPage(
      store.db,
      'north',
      pageOf(
        titles.map((title, index) =>
          harvested(`8${index}`, book(title, `978${String(index).repeat(10)}`), { owners: ['NQ', 'NW'] }),
        ),
      ),
    );
    const tables = fc.sample(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 12, maxLength: 12 }), {
      numRuns: 6,
      seed: 7,
    });
    for (const cells of tables) {
      const counts = cells.map((loans, index) => used(`8${Math.floor(index / 2)}-${index % 2}`, loans));
      await bring(store.db, toldBy('north', { counts: [counts] }), { acceptDrop: true });

      const atQueenEdith = cells.filter((_loans, index) => index % 2 === 0);
      const atWing = cells.filter((_loans, index) => index % 2 === 1);
      expect((await ofLibrary('qe'))['total']).toMatchObject({ loans: showTrueTotal(sumCells(atQueenEdith)) });
      expect((await ofLibrary('wing'))['total']).toMatchObject({ loans: showTrueTotal(sumCells(atWing)) });
      const { data } = await catalogue.ask(`{ search(query: "handbook", sort: { by: TITLE }) { edges { node {
        circulation { total { loans ${COUNT} } byLibrary { figures { loans ${COUNT} } } } } } } }`);
      const { edges } = (data as { search: { edges: { node: { circulation: object } }[] } }).search;
      expect(edges.map(({ node }) => node.circulation)).toEqual(
        atQueenEdith.map((loans, index) => {
          const parts = [loans, atWing[index] ?? 0];
          const byLibrary = parts.map((part) => ({ figures: { loans: showCount(part) } }));
          return { total: { loans: showTotalOfShown(parts) }, byLibrary };
        }),
      );
    }
  });

  it('hides its sum where one hidden edition could be told from it', async () => {
    await bring(store.db, toldBy('north', { counts: counts(2) }));

    expect((await ofLibrary('qe'))['total']).toMatchObject({ loans: hidden(31), turnover: null });
  });

  it('leaves records out that the public does not see', async () => {
    await bring(store.db, toldBy('north', { loans: [[loan('9-0')]], counts: [[used('1-0', 30), used('9-0', 50)]] }));

    const { total, loansNow } = await ofLibrary('qe');

    expect(total).toMatchObject({ loans: shown(30) });
    expect(loansNow).toEqual(shown(0));
  });

  it('says of a library without the agreement only that', async () => {
    catalogue = openCatalogue(store.db, agreeing({ qe: [] }));

    expect(await ofLibrary('qe')).toMatchObject({
      loansNow: untold,
      total: { loans: untold },
      byYear: null,
      missing: [{ library: { id: 'qe' }, what: ['LOANS', 'RENEWALS', 'HOLDS', 'OPEN_LOANS'], why: 'NO_AGREEMENT' }],
    });
  });

  it('has its own years', async () => {
    await bring(store.db, toldBy('north', { counts: counts(10) }), { at: '2024-06-01T12:00:00Z' });
    await bring(store.db, toldBy('north', { counts: counts(19) }), { at: '2024-09-01T12:00:00Z' });

    expect(await ofLibrary('qe')).toMatchObject({
      byYear: [
        { year: 2024, loans: shown(9) },
        { year: 2025, loans: shown(0) },
      ],
      countedSince: '2024-06-01T12:00:00.000Z',
      asOf: '2024-09-01T12:00:00.000Z',
    });
  });
});
