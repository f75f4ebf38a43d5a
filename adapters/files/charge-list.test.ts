/** A list of charges in files, and the columns of holds and readers that a ledger needs: what they tell, and what is refused. */
import type { ListPage, LoanSource, OpenCharge } from '#contract/adapter.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAdapter, createFolder, describeSystem, type Folder } from './folder.fixture.ts';

const signal = new AbortController().signal;

/** Tokens that a test can read; a real one cannot be read back. */
const readerToken = (kind: string, text: string): string => `${kind}<${text}>`;

function listsIn(folder: Folder, lists: object): LoanSource {
  const settings = { records: [{ source: 'a.mrc' }], lists };
  const adapter = createAdapter(describeSystem(folder.path, settings), { readerToken });
  onTestFinished(() => adapter.close());
  return adapter.loans ?? {};
}

async function all<Row>(pages: AsyncIterable<ListPage<Row>> | undefined): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages ?? expect.fail('the list is not there')) rows.push(...page.rows);
  return rows;
}

/** Of files in which each line is one of these; the first column is the reader. */
async function chargesOf(columns: object, lines: readonly string[], more: object = {}): Promise<readonly OpenCharge[]> {
  const folder = createFolder();
  folder.write('charges.csv', `USER;A;B;C;D\n${lines.join('\n')}\n`);
  folder.write('readers.csv', 'USER,SITE\n17,A1\n18,B1\n');
  const source = { source: 'charges.csv', delimiter: ';', columns: { reader: 'USER', ...columns } };
  return all(listsIn(folder, { charges: [source], ...more }).openCharges?.(signal));
}

describe('a list of charges', () => {
  it('is told charge by charge, each with its copy and what it is for, at the site that registered the reader', async () => {
    const readers = [{ source: 'readers.csv', columns: { reader: 'USER', homeSite: 'SITE' } }];
    const columns = { amount: 'A', kind: 'B', barcode: 'C', chargedOn: 'D' };

    const told = await chargesOf(columns, ['17;12.30;LOST;30001;2026-03-01', '18;-4;;;'], { readers, currency: 'EUR' });

    expect(told).toEqual([
      {
        localId: 'settings.lists.charges[0]: line 2',
        readerToken: 'account<17>',
        homeSite: 'A1',
        itemLocalId: '30001',
        barcode: '30001',
        recordLocalId: null,
        kind: 'LOST',
        amountPence: 1230,
        currency: 'EUR',
        chargedOn: '2026-03-01',
      },
      {
        localId: 'settings.lists.charges[0]: line 3',
        readerToken: 'account<18>',
        homeSite: 'B1',
        itemLocalId: null,
        recordLocalId: null,
        kind: null,
        amountPence: -400,
        currency: 'EUR',
        chargedOn: null,
      },
    ]);
  });

  it.each([
    ['12.30', 1230],
    ['1.10', 110],
    ['0.290000', 29],
    ['£1,234.50', 123_450],
    ['-0.01', -1],
    ['2', 200],
  ])('reads %s as a whole number of pence', async (written, pence) => {
    expect((await chargesOf({ amount: 'A' }, [`17;${written};;;`])).map(({ amountPence }) => amountPence)).toEqual([
      pence,
    ]);
  });

  it('tells nothing of what is paid, two that are alike as two, and one with a number once', async () => {
    const lines = ['17;0.00;;;', '17;2.50;;;', '17;2.50;;;', '18;1;7;;', '18;1;7;;'];

    const told = await chargesOf({ amount: 'A' }, lines);
    const numbered = await chargesOf({ amount: 'A', id: 'B' }, lines.slice(3));

    expect(told.map(({ amountPence }) => amountPence)).toEqual([250, 250, 100, 100]);
    expect(numbered.map(({ localId, homeSite }) => [localId, homeSite])).toEqual([['7', null]]);
  });

  it('tells a code of what it is for, and no words, which may be a name', async () => {
    const told = await chargesOf({ amount: 'A', kind: 'B' }, ['17;1;LOST;;', '18;1;Invented Reader;;']);
    expect(told.map(({ kind }) => kind)).toEqual(['LOST', null]);
  });

  it.each<readonly [string, object, string, string]>([
    ['words', { amount: 'A' }, '12.3O', 'the column "A" holds no amount, as 12.50'],
    ['a third of a penny', { amount: 'A' }, '0.333333', 'the column "A" holds no amount, as 12.50'],
    [
      'another currency',
      { amount: 'A' },
      '€12.50',
      'the column "A" holds an amount in another currency than GBP; set "currency" to that of the list',
    ],
    [
      'its sign behind it',
      { amount: 'A' },
      '12,50 $',
      'the column "A" holds an amount in another currency than GBP; set "currency" to that of the list',
    ],
    ['what may be a thousand', { amount: 'A' }, '1,234', 'the column "A" holds no amount, as 12.50'],
    ['nothing', { amount: 'A' }, '', 'the column "A" is empty; each line needs it'],
    ['pounds in the place of pence', { pence: 'A' }, '12.30', 'the column "A" holds no whole number of pence, as 1250'],
  ])('is refused by file, line and column with %s for an amount', async (_, columns, written, words) => {
    const reading = chargesOf(columns, ['17;1;;;', `17;${written};;;`]);

    await expect(reading).rejects.toMatchObject({ publicMessage: `[hill-files] charges.csv: line 3: ${words}` });
  });

  it.each([
    ['mail', ['ada@example.org']],
    ['names, one for nearly each charge', Array.from({ length: 12 }, (_, at) => `Invented ${at}`)],
  ])('is refused where %s stand in the place of what it is for', async (_, values) => {
    const reading = chargesOf(
      { amount: 'A', kind: 'B' },
      values.map((value) => `17;1;${value};;`),
    );

    await expect(reading).rejects.toThrow(/"B" holds what looks like data of a person in the place of a kind/);
    await expect(reading).rejects.not.toThrow(/Invented|ada/);
  });

  it('is refused where none of its readers is in the list of readers: both have to call them alike', async () => {
    const readers = [{ source: 'readers.csv', columns: { reader: 'USER' } }];

    await expect(chargesOf({ pence: 'A' }, ['900;100;;;'], { readers })).rejects.toThrow(/none of those who owe/);
  });

  it.each([{}, { amount: 'A', pence: 'B' }])('says in one column what is owed: %o', async (columns) => {
    await expect(chargesOf(columns, ['17;1;1;;'])).rejects.toThrow(/stands in amount \(12.50\) or in pence \(1250\)/);
  });
});

it('tells places in a queue, blocks and messages where columns are named, and of a status nobody mapped nothing', async () => {
  const folder = createFolder();
  folder.write('holds.csv', 'USER,BIB,RANK\n17,b1,2\n18,b1,0\n19,b1,\n');
  folder.write('readers.csv', 'USER,STATUS,NOTES,ENDS\n17,OK,2,2031-03-01\n18,BLOCKED,,\n19,ODD,0,NEVER\n');
  const lists = listsIn(folder, {
    holds: [{ source: 'holds.csv', columns: { reader: 'USER', record: 'BIB', place: 'RANK' } }],
    readers: [
      { source: 'readers.csv', columns: { reader: 'USER', status: 'STATUS', messages: 'NOTES', expiresOn: 'ENDS' } },
    ],
    readerStatuses: { OK: 'MAY_BORROW', BLOCKED: 'BLOCKED' },
  });

  const places = (await all(lists.openHolds?.(signal))).map(({ place }) => place);
  const readers = await all(lists.readers?.(signal, { cards: true }));
  const unasked = await all(lists.readers?.(signal, { cards: false }));

  expect(places).toEqual([2, null, null]);
  expect(readers.map(({ blocked, messages, expiryDay }) => [blocked, messages, expiryDay])).toEqual([
    [false, 2, 'expiry<2031-03-01>'],
    [true, 0, null],
    [undefined, 0, null],
  ]);
  expect(JSON.stringify(unasked)).not.toMatch(/blocked|messages|expiryDay/);
});
