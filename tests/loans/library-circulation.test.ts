import { showCount, showTotalOfShown, showTrueTotal, sumCells } from '#domain/small-numbers.ts';
import { openCatalogue, type CatalogueWorld } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { book, catalogueTitles, COUNT, hidden, ofLibrary, shown, untold } from './circulation-world.ts';
import { agreeing, bring, loan, toldBy, used } from './loan-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

beforeEach(async () => {
  await catalogueTitles(store.db);
  catalogue = openCatalogue(store.db, agreeing());
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

    const { total, loansNow, missing } = await ofLibrary(catalogue, 'qe');

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
      expect((await ofLibrary(catalogue, 'qe'))['total']).toMatchObject({
        loans: showTrueTotal(sumCells(atQueenEdith)),
      });
      expect((await ofLibrary(catalogue, 'wing'))['total']).toMatchObject({ loans: showTrueTotal(sumCells(atWing)) });
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

    expect((await ofLibrary(catalogue, 'qe'))['total']).toMatchObject({ loans: hidden(31), turnover: null });
  });

  it('leaves records out that the public does not see', async () => {
    await bring(store.db, toldBy('north', { loans: [[loan('9-0')]], counts: [[used('1-0', 30), used('9-0', 50)]] }));

    const { total, loansNow } = await ofLibrary(catalogue, 'qe');

    expect(total).toMatchObject({ loans: shown(30) });
    expect(loansNow).toEqual(shown(0));
  });

  it('says of a library without the agreement only that', async () => {
    catalogue = openCatalogue(store.db, agreeing({ qe: [] }));

    expect(await ofLibrary(catalogue, 'qe')).toMatchObject({
      loansNow: untold,
      total: { loans: untold },
      byYear: null,
      missing: [{ library: { id: 'qe' }, what: ['LOANS', 'RENEWALS', 'HOLDS', 'OPEN_LOANS'], why: 'NO_AGREEMENT' }],
    });
  });

  it('has its own years', async () => {
    await bring(store.db, toldBy('north', { counts: counts(10) }), { at: '2024-06-01T12:00:00Z' });
    await bring(store.db, toldBy('north', { counts: counts(19) }), { at: '2024-09-01T12:00:00Z' });

    expect(await ofLibrary(catalogue, 'qe')).toMatchObject({
      byYear: [
        { year: 2024, loans: shown(9) },
        { year: 2025, loans: shown(0) },
      ],
      countedSince: '2024-06-01T12:00:00.000Z',
      asOf: '2024-09-01T12:00:00.000Z',
    });
  });
});
