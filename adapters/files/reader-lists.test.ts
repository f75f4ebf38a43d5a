/** Lists of what is on loan and of readers, in files: what they tell, and what keeps them from being told. */
import type { ListPage, LoanSource, OpenLoan } from '#contract/adapter.ts';
import { MerciaError } from '#platform/errors.ts';
import { createHash } from 'node:crypto';
import { onTestFinished, describe, expect, it } from 'vitest';
import { createAdapter, createFolder, describeSystem, marcFile, record, type Folder } from './folder.fixture.ts';

const RECORDS = { records: [{ source: 'a.mrc' }] };
const ITEMS = { items: [{ source: 'items.csv', columns: { record: 'BIB', barcode: 'BARCODE' } }] };
const LOANS = {
  source: 'loans.csv',
  dates: 'day-first',
  columns: { reader: 'USER', barcode: 'BARCODE', record: 'BIB', loanedOn: 'OUT', due: 'DUE', renewals: 'RENEWED' },
};
/** As Symphony's report files: no line of names, a delimiter behind the last value too. */
const REPORT = {
  source: 'charges.txt',
  header: 'none',
  quotes: false,
  delimiter: '|',
  columns: { reader: 1, item: { columns: [2, 3, 4], join: ':' }, record: 2, loanedOn: 5, due: 6, renewals: 7 },
};

/** Tokens that a test can read; a real one cannot be read back. */
const readerToken = (kind: string, text: string): string => `${kind}<${text}>`;

function loansOf(folder: Folder, settings: object): LoanSource {
  const adapter = createAdapter(describeSystem(folder.path, { ...RECORDS, ...settings }), { readerToken });
  onTestFinished(() => adapter.close());
  return adapter.loans ?? {};
}

async function all<Row>(pages: AsyncIterable<ListPage<Row>> | undefined): Promise<readonly ListPage<Row>[]> {
  const told: ListPage<Row>[] = [];
  for await (const page of pages ?? []) told.push(page);
  return told;
}

const never = new AbortController().signal;
const rowsOf = async (folder: Folder, settings: object): Promise<readonly OpenLoan[]> =>
  (await all(loansOf(folder, settings).openLoans?.(never))).flatMap(({ rows }) => rows);

async function faultOf(work: Promise<unknown>): Promise<MerciaError> {
  const fault: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (fault instanceof MerciaError) return fault;
  throw new Error('no fault was found');
}

describe('a list of loans', () => {
  it('is told whole, with copies by the ids that harvest gives them, and as of when it was written', async () => {
    const folder = createFolder();
    const lines = ['17,b1,30001,01/05/2026 10:30,29/05/2026 23:59,2', '"18",b2,30002,02/05/2026,30/05/2026 17:00,'];
    folder.write('loans.csv', `USER,BIB,BARCODE,OUT,DUE,RENEWED\n${lines.join('\n')}\n`, '2026-05-20T02:00:00Z');

    const pages = await all(loansOf(folder, { ...ITEMS, lists: { loans: [LOANS] } }).openLoans?.(never));

    expect(pages).toEqual([
      {
        asOf: '2026-05-20T02:00:00.000Z',
        rows: [
          {
            localId: 'b1/30001',
            itemLocalId: 'b1/30001',
            barcode: '30001',
            recordLocalId: 'b1',
            readerToken: 'account<17>',
            loanedAt: '2026-05-01T09:30:00.000Z',
            due: { on: '2026-05-29', at: null },
            renewals: 2,
          },
          {
            localId: 'b2/30002',
            itemLocalId: 'b2/30002',
            barcode: '30002',
            recordLocalId: 'b2',
            readerToken: 'account<18>',
            loanedAt: null,
            due: { on: '2026-05-30', at: '2026-05-30T16:00:00.000Z' },
            renewals: null,
          },
        ],
      },
    ]);
  });

  it('without a line of names is read by places, ids of several columns joined', async () => {
    const folder = createFolder();
    folder.write('charges.txt', '17|476022|46|1|202605011030|202605292359|0|\n18|476023|1|2|20260502|NEVER|1|\n');
    const numbered = { items: [{ source: 'items.csv', columns: { record: 'BIB', id: 'KEY' } }] };

    const loans = await rowsOf(folder, { ...numbered, lists: { loans: [REPORT] } });

    expect(loans).toMatchObject([
      { itemLocalId: '476022/476022:46:1', due: { on: '2026-05-29', at: null }, loanedAt: '2026-05-01T09:30:00.000Z' },
      { itemLocalId: '476023/476023:1:2', due: null, loanedAt: null, renewals: 1 },
    ]);
  });

  it('counts a line once that comes twice, and is refused where two lines say different things of one copy', async () => {
    const folder = createFolder();
    const line = '17,b1,30001,,29/05/2026,';
    const write = (...lines: readonly string[]) => {
      folder.write('loans.csv', `USER,BIB,BARCODE,OUT,DUE,RENEWED\n${lines.join('\n')}\n`);
    };
    write(line, line, '17,b2,30002,,29/05/2026,');
    expect(await rowsOf(folder, { lists: { loans: [LOANS] } })).toHaveLength(2);

    write(line, '18,b1,30001,,29/05/2026,');
    const error = await faultOf(rowsOf(folder, { lists: { loans: [LOANS] } }));
    expect(error).toMatchObject({
      publicMessage: '[hill-files] loans.csv: line 3 tells a loan once more, and otherwise than loans.csv: line 2',
    });
  });

  it.each<readonly [string, string, RegExp, object]>([
    ['no number of a reader', ',b1,30001,,29/05/2026,', /loans\.csv: line 2: the column "USER" is empty/, {}],
    ['no copy', '17,b1,,,29/05/2026,', /line 2: the column "BARCODE" is empty; each loan names its copy/, {}],
    [
      'a day that is none',
      '17,b1,30001,,31/02/2026,',
      /line 2: the column "DUE" holds no day that is written day-first/,
      {},
    ],
    ['a day in another order', '17,b1,30001,,05/29/2026,', /the column "DUE" holds no day/, {}],
    ['an hour that is none', '17,b1,30001,,29/05/2026 25:10,', /the column "DUE" holds no day/, {}],
    ['a text for a number', '17,b1,30001,,29/05/2026,Secret', /the column "RENEWED" holds no whole number/, {}],
    ['lost digits', '17,b1,2.1E+13,,29/05/2026,', /the column "BARCODE" has no whole number: a spreadsheet/, {}],
    ['a quantity', '17,b1,30001.0,,29/05/2026,', /the column "BARCODE" has no whole number: a spreadsheet/, {}],
    ['a cut line', '17,b1,30001', /line 2 has 3 columns, the first line 6/, {}],
    [
      'a line that was cut in its last column',
      '17,b1,30001,,29/05/2026,2\n18,b2,30002,,29/05/2026,1CUT',
      /line 3 does not end as a line does, so it may have been cut/,
      {},
    ],
    [
      'no last line',
      '17,b1,30001,,29/05/2026,',
      /has no last line as "END,\{count\}", so it was cut/,
      { trailer: 'END,{count}' },
    ],
    ['no line', '', /loans\.csv: has no line behind the first/, {}],
    ['another encoding', '17,b1,30001,,29/05/2026,\u00e9', /is no UTF-8/, { encoding: 'utf-8' }],
    [
      'a missing column',
      '17,b1,30001,,29/05/2026,',
      /line 1 has no column "OTHER" among its 6/,
      { columns: { reader: 'OTHER', barcode: 'BARCODE' } },
    ],
    [
      'a place that is none',
      '17,b1,30001,,29/05/2026,',
      /line 1 has 6 columns, and "9" is none of them/,
      { header: 'none', columns: { reader: 9, barcode: 3 } },
    ],
  ])('with %s is refused by file, line and column, and without what stands there', async (_, line, words, more) => {
    const folder = createFolder();
    folder.write(
      'loans.csv',
      Buffer.from(`USER,BIB,BARCODE,OUT,DUE,RENEWED\n${line}\n`.replace('CUT\n', ''), 'latin1'),
    );

    const error = await faultOf(rowsOf(folder, { lists: { loans: [{ ...LOANS, ...more }] } }));

    expect(error).toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    expect(error.publicMessage).toMatch(words);
    expect(error.message).not.toMatch(/30001|Secret|2\.1E/);
  });

  it('is not there where nothing names it, or where there is no key to make tokens with', () => {
    const folder = createFolder();
    const keyless = createAdapter(describeSystem(folder.path, { ...RECORDS, lists: { loans: [LOANS] } }));
    onTestFinished(() => keyless.close());

    expect(keyless.loans).toBeUndefined();
    expect(keyless.capabilities).not.toContain('OPEN_LOANS');
    expect(loansOf(folder, {})).toEqual({});
  });
});

const HOLDS = {
  source: 'holds.csv',
  columns: {
    reader: 'USER',
    record: 'BIB',
    status: { columns: ['STATE', 'SUSPENDED'], join: '/' },
    placedOn: 'PLACED',
    arrivedOn: 'ARRIVED',
    pickupSite: 'SITE',
  },
};
const READERS = {
  source: 'readers.csv',
  dates: 'day-first',
  columns: {
    reader: 'USER',
    name: 'NAME',
    birthDate: 'BORN',
    email: 'EMAIL',
    otherEmails: ['EMAIL2'],
    card: 'CARD',
    category: 'TYPE',
    homeSite: 'SITE',
    expiresOn: 'EXPIRES',
  },
};

describe('a list of holds', () => {
  it('is told with the states that the region file gives its codes, and UNKNOWN for the others', async () => {
    const folder = createFolder();
    const header = 'USER,BIB,STATE,SUSPENDED,PLACED,ARRIVED,SITE\n';
    const lines = [
      '17,b1,PLACED,N,2026-05-01,,A1',
      '18,b1,AVAILABLE,N,2026-05-02 10:00,2026-05-09,B1',
      '19,b2,ODD,N,,,A1',
    ];
    folder.write('holds.csv', `${header}${[...lines, lines[0]].join('\n')}\n`);
    const holdStatuses = { 'PLACED/N': 'QUEUED', 'AVAILABLE/N': 'READY' };

    const [page] = await all(loansOf(folder, { lists: { holds: [HOLDS], holdStatuses } }).openHolds?.(never));

    const base = { recordLocalId: 'b1', itemLocalId: null };
    expect(page?.rows).toEqual([
      {
        ...base,
        localId: 'settings.lists.holds[0]: line 2',
        readerToken: 'account<17>',
        status: 'QUEUED',
        placedOn: '2026-05-01',
        arrivedOn: null,
        pickupSite: 'A1',
      },
      {
        ...base,
        localId: 'settings.lists.holds[0]: line 3',
        readerToken: 'account<18>',
        status: 'READY',
        placedOn: '2026-05-02',
        arrivedOn: '2026-05-09',
        pickupSite: 'B1',
      },
      {
        ...base,
        recordLocalId: 'b2',
        localId: 'settings.lists.holds[0]: line 4',
        readerToken: 'account<19>',
        status: 'UNKNOWN',
        placedOn: null,
        arrivedOn: null,
        pickupSite: 'A1',
      },
    ]);
  });
});

describe('a list of readers', () => {
  const HEADER = 'USER,NAME,BORN,EMAIL,EMAIL2,CARD,TYPE,SITE,EXPIRES\n';
  const write = (folder: Folder, ...lines: readonly string[]) => {
    folder.write('readers.csv', `${HEADER}${lines.join('\n')}\n`, '2026-05-20T02:00:00Z');
  };

  it('is told as tokens, with what is owed by the list of charges', async () => {
    const folder = createFolder();
    write(
      folder,
      '17,"O’Neill, Siobhán Mary",01/03/1980,S@example.org,,AB0012,STAFF,A1,01/06/2026',
      '18,Somebody,00/00/0000,none,b@example.org,,,B1,NEVER',
    );
    folder.write(
      'charges.csv',
      'NO,USER,OPEN\n1,17,£1.50\n2,17,-0.50\n2,17,-0.50\n3,18,2.00\n4,18,-2.00\n',
      '2026-05-19T02:00:00Z',
    );
    const charges = [{ source: 'charges.csv', columns: { id: 'NO', reader: 'USER', amount: 'OPEN' } }];
    const loans = loansOf(folder, { lists: { readers: [READERS], charges } });

    const told = await all(loans.readers?.(never, { cards: true }));
    const [withoutCards] = await all(loans.readers?.(never));

    // As of the older of the two files.
    expect(told).toEqual([
      {
        asOf: '2026-05-19T02:00:00.000Z',
        rows: [
          {
            readerToken: 'account<17>',
            homeSite: 'A1',
            nameAndBirth: 'name-birth<o neill|siobhan|1980-03-01>',
            email: 'email<s@example.org>',
            card: 'card<AB0012>',
            expiryDay: 'expiry<2026-06-01>',
            category: 'STAFF',
            // A registration is good on its last day, which is today.
            expiry: { year: 2026, expired: false },
            hasEmail: true,
            owes: true,
          },
          {
            readerToken: 'account<18>',
            homeSite: 'B1',
            nameAndBirth: null,
            email: null,
            card: null,
            expiryDay: null,
            category: null,
            expiry: null,
            hasEmail: true,
            owes: false,
          },
        ],
      },
    ]);
    expect(withoutCards?.rows.map((row) => 'card' in row)).toEqual([false, false]);
  });

  it.each([
    ['mail', ['ada@example.org']],
    ['names as lists write them', ['Invented; Ada', '"Invented, Ada"']],
    ['numbers of cards', ['900001']],
    ['names, one for nearly each reader', Array.from({ length: 12 }, (_, at) => `Invented ${at}`)],
  ])('is refused where %s stand in the place of categories', async (_what, values) => {
    const folder = createFolder();
    folder.write('readers.csv', `USER,TYPE\n${values.map((value, at) => `${at},${value}`).join('\n')}\n`);
    const lists = { readers: [{ source: 'readers.csv', columns: { reader: 'USER', category: 'TYPE' } }] };

    const reading = all(loansOf(folder, { lists }).readers?.(never));

    await expect(reading).rejects.toThrow(/"TYPE" holds what looks like data of a person/);
    await expect(reading).rejects.not.toThrow(/Invented|ada|900001/);
  });

  it('tells what is owed by a balance, and nothing for which no column is named', async () => {
    const folder = createFolder();
    folder.write('readers.csv', 'USER;OWES\n17;1,50\n18;0.00\n19;£1,230.00\n20;-.50\n21;£2.5\n22;0.000000\n');
    const columns = { reader: 'USER', balance: 'OWES' };

    const [page] = await all(
      loansOf(folder, { lists: { readers: [{ source: 'readers.csv', columns }] } }).readers?.(never),
    );

    const bare = { homeSite: null, nameAndBirth: null, email: null };
    expect(page?.rows).toEqual([
      { ...bare, readerToken: 'account<17>', owes: true },
      { ...bare, readerToken: 'account<18>', owes: false },
      { ...bare, readerToken: 'account<19>', owes: true },
      { ...bare, readerToken: 'account<20>', owes: false },
      { ...bare, readerToken: 'account<21>', owes: true },
      { ...bare, readerToken: 'account<22>', owes: false },
    ]);
  });

  it.each([
    ['one without a number', [',A,,,,,,,'], /readers\.csv: line 2: the column "USER" is empty/],
    ['an end that is no day', ['17,A,,,,,,,soon'], /line 2: the column "EXPIRES" holds no day/],
    [
      'one who is there twice',
      ['17,Secret,,,,,,,', '17,Secretly,,,,,,,'],
      /line 3 tells a reader once more, and otherwise than readers\.csv: line 2/,
    ],
  ])('is refused with %s', async (_, lines, words) => {
    const folder = createFolder();
    write(folder, ...lines);

    const fault = await faultOf(all(loansOf(folder, { lists: { readers: [READERS] } }).readers?.(never)));

    expect(fault.publicMessage).toMatch(words);
    expect(fault.message).not.toMatch(/Secret|soon/);
  });

  it.each([
    [
      'where nobody who owes is among them',
      '1041,2.00\n1042,0.00\n',
      {},
      /charges: none of those who owe something by it/,
    ],
    [
      'with a list of charges that has no line',
      '',
      {},
      /charges\.csv: has no line behind the first; a list that may be/,
    ],
    ['with such a list that says so', 'END,0\n', { trailer: 'END,{count}' }, null],
  ])('%s is refused, unless its last line says so', async (_, lines, more, words) => {
    const folder = createFolder();
    write(folder, '17,A,,,,,,,');
    folder.write('charges.csv', `USER,OPEN\n${lines}`);
    const charges = [{ source: 'charges.csv', columns: { reader: 'USER', amount: 'OPEN' }, ...more }];
    const told = all(loansOf(folder, { lists: { readers: [READERS], charges } }).readers?.(never));

    if (words === null) expect(await told).toMatchObject([{ rows: [{ owes: false }] }]);
    else expect((await faultOf(told)).publicMessage).toMatch(words);
  });

  it('is refused with an amount that is none', async () => {
    const folder = createFolder();
    write(folder, '17,A,,,,,,,');
    folder.write('charges.csv', 'USER,OPEN\n17,1.5 or so\n');
    const charges = [{ source: 'charges.csv', columns: { reader: 'USER', amount: 'OPEN' } }];

    const fault = await faultOf(all(loansOf(folder, { lists: { readers: [READERS], charges } }).readers?.(never)));

    expect(fault.publicMessage).toBe('[hill-files] charges.csv: line 2: the column "OPEN" holds no amount, as 12.50');
  });
});

describe('lists in drops', () => {
  it('are files of the drop: without one it is not all there, and it has the drop’s date', async () => {
    const folder = createFolder('drops');
    const put = (day: string, ...names: readonly string[]) => {
      const line = `USER,BIB,BARCODE,OUT,DUE,RENEWED\n17,b1,30001,,29/05/2026,\n`;
      for (const name of names) {
        folder.write(
          `drops/${name}-${day}`,
          name === 'a.mrc' ? marcFile(record('b1', 'Grief')) : line,
          `${day}T02:00:00Z`,
        );
      }
    };
    put('2026-05-20', 'a.mrc', 'loans.csv', 'done');
    put('2026-05-21', 'a.mrc', 'done');
    const settings = {
      drop: { folder: 'drops', complete: { marker: 'done-{date}' } },
      records: [{ source: 'a.mrc-{date}' }],
      lists: { loans: [{ ...LOANS, source: 'loans.csv-{date}' }] },
    };

    const pages = await all(loansOf(folder, settings).openLoans?.(never));

    expect(pages).toMatchObject([{ asOf: '2026-05-20T02:00:00.000Z', rows: [{ barcode: '30001' }] }]);
  });

  it('are compared with the manifest as every file of the drop', async () => {
    const folder = createFolder('drops');
    const list = 'USER,BIB,BARCODE,OUT,DUE,RENEWED\n17,b1,30001,,29/05/2026,\n';
    const files = { 'a.mrc-7': marcFile(record('b1', 'Grief')), 'loans.csv-7': Buffer.from(list) };
    const sums = (of: Readonly<Record<string, Buffer>>) =>
      Object.entries(of).map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }));
    for (const [name, bytes] of Object.entries(files)) folder.write(`drops/${name}`, bytes);
    const settings = {
      drop: { folder: 'drops', complete: { manifest: 'm-{number}.json' } },
      records: [{ source: 'a.mrc-{number}' }],
      lists: { loans: [{ ...LOANS, source: 'loans.csv-{number}' }] },
    };
    const tell = async () => (await all(loansOf(folder, settings).openLoans?.(never))).flatMap(({ rows }) => rows);
    const declare = (of: object) => {
      folder.write('drops/m-7.json', JSON.stringify({ files: of, writtenAt: '2026-02-28T02:00:00Z' }));
    };

    declare(sums({ 'a.mrc-7': files['a.mrc-7'] }));
    expect((await faultOf(tell())).message).toContain('the manifest does not name loans.csv-7');
    declare(sums({ ...files, 'loans.csv-7': Buffer.from(list.replace('30001', '30009')) }));
    expect((await faultOf(tell())).publicMessage).toContain('loans.csv-7: the manifest has the checksum');
    declare(sums(files));
    expect(await tell()).toMatchObject([{ barcode: '30001' }]);
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
