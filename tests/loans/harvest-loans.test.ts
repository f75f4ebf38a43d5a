import { MerciaError } from '#platform/errors.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { agreeing, bring, charge, forgetEverything, hold, loan, toldBy, used, type ToldLists } from './loan-world.ts';

const store = withTestDatabase();
const book = (title: string, isbn: string) => marcOf(`020 __ $a ${isbn}`, `245 10 $a ${title}`, '260 __ $c 2001');

beforeEach(async () => {
  await emptyIndex(store.db);
  await forgetEverything(store.db);
  // Items 1-0 and 1-2 are of Queen Edith, 1-1 of Wing; record 9 is an interlibrary loan.
  await applyPage(
    store.db,
    'north',
    pageOf([
      harvested('1', book('Midwifery in practice', '9780198526636'), { owners: ['NQ', 'NW', 'NQ'] }),
      harvested('9', book('Burns, for A. Reader', '9780571089895'), { owners: ['NQ'], visibility: 'ILL_TEMPORARY' }),
    ]),
  );
});

interface Row {
  readonly item: string;
  readonly library: string | null;
}
const rowsOf = async (table: string): Promise<readonly Row[]> => {
  const { rows } = await sql<Row>`SELECT item, library FROM ${sql.table(table)} ORDER BY item`.execute(store.db);
  return rows;
};
const loans = () => rowsOf('open_loan');
const north = (lists: ToldLists) => toldBy('north', lists);

async function listStates(): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ list: string }>`SELECT list, as_of, problem FROM loan_list`.execute(store.db);
  return Object.fromEntries(rows.map(({ list, ...rest }) => [list, rest]));
}

describe('the harvest of loans', () => {
  it('keeps a row for each loan with the library that owns the copy, and no id of a loan', async () => {
    const result = await bring(store.db, north({ loans: [[loan('1-0'), loan('1-1')], [loan('1-2')]] }));

    expect(result.lists).toEqual([{ list: 'OPEN_LOANS', rows: 3, leftOut: 0, problem: null, code: null }]);
    expect(await loans()).toEqual([
      { item: '1-0', library: 'qe' },
      { item: '1-1', library: 'wing' },
      { item: '1-2', library: 'qe' },
    ]);
    const { rows } = await sql<{ text: string }>`SELECT open_loan::text AS text FROM open_loan`.execute(store.db);
    expect(JSON.stringify(rows)).not.toContain('loan-');
  });

  it('drops what is of a library without the agreement before it is stored, pages set aside included', async () => {
    const lists: ToldLists = {
      loans: [[loan('1-0'), loan('1-1'), loan('77')]],
      holds: [[hold('h1', '1', 'NQ'), hold('h2', '1', 'NW'), hold('h3', '1', null)]],
      counts: [[used('1-0', 3), used('1-1', 4)]],
      readers: [
        [
          { readerToken: 'r1', homeSite: 'NQ', nameAndBirth: 'n1', email: null },
          { readerToken: 'r2', homeSite: 'NW', nameAndBirth: 'n2', email: null },
        ],
      ],
      beforePage: async () => {
        const { rows } = await sql<{ rows: string }>`SELECT rows::text FROM loan_list_page`.execute(store.db);
        expect(JSON.stringify(rows)).not.toContain('wing');
      },
    };

    const { lists: results } = await bring(store.db, north(lists), { region: agreeing({ wing: ['DESK_ENQUIRY'] }) });

    expect(results.map(({ list, rows, leftOut }) => [list, rows, leftOut])).toEqual([
      ['OPEN_LOANS', 1, 2],
      ['OPEN_HOLDS', 1, 2],
      ['USE_COUNTS', 1, 1],
      ['READERS', 1, 1],
    ]);
    expect(await loans()).toEqual([{ item: '1-0', library: 'qe' }]);
  });

  it('keeps what readers owe only of a library that agreed to a move, each charge once, with its copy and no id', async () => {
    const charges = [
      [charge('c1', 'NQ'), charge('c2', 'NW'), charge('c3', null)],
      [charge('c1', 'NQ'), charge('c4', 'NQ', { itemLocalId: null, kind: null, amountPence: -400, chargedOn: null })],
    ];
    const region = agreeing({ wing: ['STATISTICS', 'DATA_CLEANING'] });

    const asked: unknown[] = [];

    const { lists } = await bring(store.db, north({ charges, askedFor: (wanted) => void asked.push(wanted) }), {
      region,
    });

    expect(asked).toEqual([{ cards: false, sites: ['NQ'] }]);
    expect(lists).toEqual([{ list: 'OPEN_CHARGES', rows: 2, leftOut: 2, problem: null, code: null }]);
    const { rows } = await sql<{ text: string }>`
      SELECT concat_ws(' ', item, record = (SELECT id FROM record WHERE local_id = '1'), library, counted, reader_token, kind,
        amount_pence, currency, charged_on) AS text
      FROM open_charge ORDER BY amount_pence`.execute(store.db);
    expect(rows.map(({ text }) => text)).toEqual([
      'qe t reader-1 -400 GBP',
      '1-0 t qe t reader-1 LOST 1230 GBP 2025-02-25',
    ]);

    await bring(store.db, north({}), { region: agreeing({ qe: ['STATISTICS'] }) });
    expect(await rowsOf('open_charge')).toEqual([]);
  });

  it('keeps the place of a hold and the code of a site that the region file has, and no other text in its place', async () => {
    const holds = [[hold('h1', '1', 'NQ', { place: 2 }), hold('h2', '1', 'A. Reader')]];

    await bring(store.db, north({ holds }));

    const { rows } = await sql`SELECT place, pickup FROM open_hold ORDER BY place`.execute(store.db);
    expect(rows).toEqual([
      { place: 2, pickup: 'NQ' },
      { place: null, pickup: null },
    ]);
  });

  it('keeps how readers stand, and tells what was not told from what is empty', async () => {
    const bare = { homeSite: 'NQ', nameAndBirth: null, email: null };
    const expiry = { year: 2019, expired: true };
    const told = { category: 'ST', expiry, hasEmail: false, owes: true, card: 'card 1' };
    const readers = [
      { ...bare, readerToken: 'r1', ...told },
      { ...bare, readerToken: 'r2', category: null, expiry: null, card: null },
      { ...bare, readerToken: 'r3' },
    ];

    await bring(store.db, north({ readers: [readers] }));

    const kept = await store.db.selectFrom('reader').selectAll().orderBy('reader_token').execute();
    expect(kept).toMatchObject([
      {
        category: 'ST',
        expiry_year: 2019,
        expired: true,
        has_email: false,
        owes: true,
        card_token: 'card 1',
        told: ['CARD', 'CATEGORY', 'EXPIRY', 'HAS_EMAIL', 'OWES'],
      },
      { category: null, expiry_year: null, expired: false, has_email: null, told: ['CARD', 'CATEGORY', 'EXPIRY'] },
      { category: null, expiry_year: null, expired: null, owes: null, told: [] },
    ]);
  });

  it('keeps what only a move needs of a reader only of a library that agreed to one, and asks for none where no library did', async () => {
    const reader = (site: string) => ({
      readerToken: site,
      homeSite: site,
      nameAndBirth: null,
      email: null,
      card: `card of ${site}`,
      expiryDay: `day of ${site}`,
      blocked: false,
      messages: 2,
    });
    const all = ['CARD', 'EXPIRY_DAY', 'BLOCKED', 'MESSAGES'];
    const asked: unknown[] = [];
    const telling = north({ readers: [[reader('NQ'), reader('NW')]], askedFor: (wanted) => void asked.push(wanted) });
    const facts = async () => {
      const rows = await store.db.selectFrom('reader').selectAll().orderBy('library').execute();
      return rows.map((row) => [row.card_token, row.expires_on, row.blocked, row.messages, row.told]);
    };

    await bring(store.db, telling, { region: agreeing({ wing: ['DATA_CLEANING'] }) });
    expect(await facts()).toEqual([
      ['card of NQ', 'day of NQ', false, 2, all],
      [null, null, null, null, []],
    ]);

    await bring(store.db, telling);
    await bring(store.db, toldBy('north', {}), {
      region: agreeing({ qe: ['DATA_CLEANING'], wing: ['DATA_CLEANING'] }),
    });
    expect(await facts()).toEqual([
      [null, null, null, null, []],
      [null, null, null, null, []],
    ]);

    await bring(store.db, telling, { region: agreeing({ qe: ['DATA_CLEANING'], wing: ['DATA_CLEANING'] }) });
    expect(asked).toEqual([{ cards: true }, { cards: true }, { cards: false }]);
  });

  it('asks for nothing where nobody agreed, and takes away what was kept before', async () => {
    const lists = { loans: [[loan('1-0')]], counts: [[used('1-0', 3)]] };
    await bring(store.db, north(lists));
    const asked: string[] = [];

    const { lists: results } = await bring(store.db, north({ ...lists, beforePage: (list) => void asked.push(list) }), {
      region: agreeing({ qe: [], wing: [] }),
    });

    expect(results).toEqual([]);
    expect(asked).toEqual([]);
    expect(await loans()).toEqual([]);
    expect(await rowsOf('use_count')).toEqual([]);
  });

  it('takes sums of a library and groups of its readers along with its agreement', async () => {
    const tell = (system: string, homeSite: string) =>
      toldBy(system, {
        counts: [[used('1-0', 30)]],
        readers: [[{ readerToken: system, homeSite, nameAndBirth: 'one person', email: null }]],
      });
    await bring(store.db, tell('north', 'NQ'));
    await bring(store.db, tell('south', 'S'));
    const rowsIn = async (table: 'library_count' | 'reader_group') =>
      (await store.db.selectFrom(table).selectAll().execute()).length;
    expect([await rowsIn('library_count'), await rowsIn('reader_group')]).toEqual([3, 1]);

    await bring(store.db, tell('north', 'NQ'), { region: agreeing({ qe: [], wing: [] }) });

    // What is left is of the library of the south.
    expect([await rowsIn('library_count'), await rowsIn('reader_group')]).toEqual([1, 0]);
  });

  it('keeps loans of copies that are not in the index only where every library of the system agreed', async () => {
    await bring(store.db, north({ loans: [[loan('9-0')]] }));

    expect(await loans()).toEqual([{ item: '9-0', library: null }]);
    const { rows } = await sql`SELECT counted, record IS NULL AS unknown FROM open_loan`.execute(store.db);
    expect(rows).toEqual([{ counted: false, unknown: false }]);
  });

  it('knows whose a copy is that the public does not see', async () => {
    const hidden = harvested('3', book('Minutes', '9780198526643'), { owners: ['NW'], visibility: 'SUPPRESSED' });
    await applyPage(store.db, 'north', pageOf([hidden]));

    await bring(store.db, north({ loans: [[loan('3-0'), { ...loan('B11'), barcode: 'B11' }]] }), {
      region: agreeing({ qe: [] }),
    });

    expect(await loans()).toEqual([
      { item: '1-1', library: 'wing' },
      { item: '3-0', library: 'wing' },
    ]);
    const { rows } = await sql`SELECT item, counted FROM open_loan ORDER BY item`.execute(store.db);
    expect(rows).toEqual([
      { item: '1-1', counted: true },
      { item: '3-0', counted: false },
    ]);
  });

  it('says of a loan that it cannot keep, because another is of a copy of one barcode, that it is left out', async () => {
    await sql`UPDATE item SET barcode = '0001'`.execute(store.db);
    const lent = (localId: string, reader: string) => ({
      ...loan('0001', { localId, recordLocalId: null, readerToken: reader }),
      barcode: '0001',
    });
    const told = [lent('L1', 'one'), lent('L2', 'another')];

    // The second page brings the first loan again.
    const { lists } = await bring(store.db, north({ loans: [told, [lent('L1', 'one'), loan('1-0')]] }));

    expect(lists).toMatchObject([{ list: 'OPEN_LOANS', rows: 2, leftOut: 1, problem: null }]);
    const { rows } = await sql`SELECT left_out, complete_for FROM loan_list`.execute(store.db);
    expect(rows).toEqual([{ left_out: 1, complete_for: [] }]);
  });

  it('keeps no count of a copy that the public does not see', async () => {
    await bring(store.db, north({ counts: [[used('1-0', 7), used('9-0', 8)]] }));

    expect(await rowsOf('use_count')).toEqual([{ item: '1-0', library: 'qe' }]);
  });

  it('counts once what two pages bring', async () => {
    const twice = north({
      loans: [[loan('1-0')], [loan('1-0'), loan('1-1')]],
      holds: [[hold('h1', '1', 'NQ')], [hold('h1', '1', 'NQ')]],
      counts: [[used('1-0', 3)], [used('1-0', 4)]],
    });

    const { lists } = await bring(store.db, twice);

    expect(lists.map(({ rows, leftOut }) => [rows, leftOut])).toEqual([
      [2, 0],
      [1, 0],
      [1, 0],
    ]);
  });

  it('changes nothing when it is cut short, and starts over the next time', async () => {
    await bring(store.db, north({ loans: [[loan('1-0')]] }));
    const stop = new AbortController();
    const cut = north({
      loans: [[loan('1-1')], [loan('1-2')]],
      beforePage: (_list, page) => {
        if (page === 2) stop.abort(new Error('stopped'));
      },
    });

    await expect(bring(store.db, cut, { signal: stop.signal })).rejects.toThrow('stopped');
    expect(await loans()).toEqual([{ item: '1-0', library: 'qe' }]);

    await bring(store.db, north({ loans: [[loan('1-2')]] }));

    expect(await loans()).toEqual([{ item: '1-2', library: 'qe' }]);
  });

  it('lets a list that fails cost no other, and keeps why without what the system said', async () => {
    await bring(store.db, north({ loans: [[loan('1-0')]] }), { at: '2025-02-28T12:00:00Z' });
    const failing = north({
      loans: [[loan('1-1')]],
      counts: [[used('1-0', 3)]],
      beforePage: (list) => {
        if (list === 'loans') throw new MerciaError('LMS_TIMEOUT', '[north] ils.example.org: A. Reader is too slow');
      },
    });

    const { lists } = await bring(store.db, failing);

    expect(lists).toMatchObject([
      { list: 'OPEN_LOANS', rows: null, code: 'LMS_TIMEOUT' },
      { list: 'USE_COUNTS', rows: 1, problem: null },
    ]);
    expect(await loans()).toEqual([{ item: '1-0', library: 'qe' }]);
    expect(await listStates()).toEqual({
      OPEN_LOANS: {
        as_of: new Date('2025-02-28T12:00:00Z'),
        problem: 'LMS_TIMEOUT: A library system did not answer in time.',
      },
      USE_COUNTS: { as_of: new Date('2025-03-01T12:00:00Z'), problem: null },
    });
  });

  it('does not believe a system that lost most of its list, unless it is told to', async () => {
    const copies = Array.from({ length: 60 }, (_, index) => used(`1-${index}`, 5));
    const all = Array.from({ length: 60 }, () => 'NQ');
    await applyPage(
      store.db,
      'north',
      pageOf([harvested('1', book('Midwifery in practice', '9780198526636'), { owners: all })]),
    );
    await bring(store.db, north({ counts: [copies] }));

    const { lists } = await bring(store.db, north({ counts: [copies.slice(0, 10)] }));
    expect(lists).toMatchObject([{ rows: null, code: 'LMS_BAD_RESPONSE' }]);
    expect(await rowsOf('use_count')).toHaveLength(60);

    await bring(store.db, north({ counts: [copies.slice(0, 10)] }), { acceptDrop: true });
    expect(await rowsOf('use_count')).toHaveLength(10);
  });

  it('finds a copy by its barcode where the list names it by that alone, and one copy has it', async () => {
    const byBarcode = (barcode: string) => ({ ...loan(barcode), barcode });
    const held = { ...hold('h1', '1', 'NQ'), itemLocalId: 'B10', barcode: 'B10' };

    await bring(store.db, north({ loans: [[byBarcode('B11'), byBarcode('B99'), loan('1-0')]], holds: [[held]] }));

    expect(await loans()).toEqual([
      { item: '1-0', library: 'qe' },
      { item: '1-1', library: 'wing' },
      { item: 'B99', library: null },
    ]);
    expect(await rowsOf('open_hold')).toEqual([{ item: '1-0', library: 'qe' }]);
  });

  it('dates a list by when it was written, and takes in none that is older than the one before, or than a month', async () => {
    const written = (asOf: string) => north({ loans: [[loan('1-0')]], asOf });
    const stateAfter = async (asOf: string, at: string, acceptDrop = false): Promise<unknown> => {
      const { lists } = await bring(store.db, written(asOf), { at, acceptDrop });
      const { OPEN_LOANS: state } = await listStates();
      return [lists[0]?.problem ?? null, state];
    };
    const taken = (asOf: string) => [null, { as_of: new Date(asOf), problem: null }];

    expect(await stateAfter('2025-02-28T02:00:00Z', '2025-03-01T12:00:00Z')).toEqual(taken('2025-02-28T02:00:00Z'));
    // A clock ahead of ours makes no list newer than now.
    expect(await stateAfter('2025-03-09T02:00:00Z', '2025-03-02T12:00:00Z')).toEqual(taken('2025-03-02T12:00:00Z'));
    const older = await stateAfter('2025-02-27T02:00:00Z', '2025-03-03T12:00:00Z');
    expect(JSON.stringify(older)).toContain('and the one that is stored is of 2025-03-02T12:00:00.000Z');
    expect(await stateAfter('2025-02-27T02:00:00Z', '2025-03-03T12:00:00Z', true)).toEqual(
      taken('2025-02-27T02:00:00Z'),
    );
    const old = await stateAfter('2025-02-27T02:00:00Z', '2025-04-03T12:00:00Z', true);
    expect(JSON.stringify(old)).toContain('rows about readers that are so old are not kept');
    expect(await loans()).toEqual([]);
  });

  it('takes a day that there is not for none, and keeps the list', async () => {
    const told = [
      loan('1-0', { loanedAt: '9999-12-31T23:59:59-05:00', due: { on: '2026-02-31', at: '2026-02-31T10:00:00Z' } }),
      loan('1-1', { loanedAt: '0000-01-01', due: { on: '2026-02-28T23:59:00', at: '0001-01-01T00:00:00+05:00' } }),
      loan('1-2', { due: { on: '0000-01-01', at: '2026-02-28T10:00:00+01:00' } }),
    ];
    const counts = [[used('1-0', 3, { lastBorrowedOn: '2026-02-31' })]];

    const { lists } = await bring(store.db, north({ loans: [told], counts }));

    expect(lists).toMatchObject([
      { list: 'OPEN_LOANS', rows: 3, problem: null },
      { list: 'USE_COUNTS', rows: 1, problem: null },
    ]);
    const { rows } = await sql`
      SELECT item, loaned_at, due_on::text, due_at FROM open_loan ORDER BY item`.execute(store.db);
    expect(rows).toEqual([
      { item: '1-0', loaned_at: null, due_on: null, due_at: null },
      { item: '1-1', loaned_at: null, due_on: '2026-02-28', due_at: null },
      {
        item: '1-2',
        loaned_at: new Date('2025-02-20T10:00:00Z'),
        due_on: null,
        due_at: new Date('2026-02-28T09:00:00Z'),
      },
    ]);
  });

  it('says of a list that dates itself by no moment that this cannot be read', async () => {
    const { lists } = await bring(store.db, north({ loans: [[loan('1-0')]], asOf: '0000-00-00' }));

    expect(lists).toMatchObject([
      {
        rows: null,
        problem: expect.stringContaining('the time at which OPEN_LOANS was written cannot be read') as string,
      },
    ]);
  });

  it('forgets what nobody has renewed for a month', async () => {
    await bring(store.db, north({ loans: [[loan('1-0')]], counts: [[used('1-0', 3)]] }), {
      at: '2025-01-01T12:00:00Z',
    });

    await bring(store.db, toldBy('south', {}), { at: '2025-02-20T12:00:00Z' });

    expect(await loans()).toEqual([]);
    // How often a copy was lent says nothing of a reader.
    expect(await rowsOf('use_count')).toHaveLength(1);
  });
});
