import type { Probe } from '#contract/adapter.ts';
import type { DataPurpose } from '#domain/region.ts';
import type { ReaderTokenOf } from '#platform/reader-token.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAdapter, createFolder, dataField, describeSystem, marcFile, record } from './folder.fixture.ts';

const SETTINGS = {
  records: [{ source: 'catalogue.mrc' }],
  items: [
    {
      source: 'items.csv',
      columns: { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH', status: ['STATUS', 'LOST'], itemType: 'TYPE' },
    },
  ],
  statuses: { '0': 'AVAILABLE', 'LOST=1': 'LOST' },
};

async function probe(files: Readonly<Record<string, string | Uint8Array>>): Promise<Probe> {
  const folder = createFolder();
  for (const [name, contents] of Object.entries(files)) folder.write(name, contents);
  const adapter = createAdapter(describeSystem(folder.path, SETTINGS));
  onTestFinished(() => adapter.close());
  return adapter.probe(new AbortController().signal);
}

it('tells how many records and copies there are, what they lack, and which codes nobody mapped', async () => {
  const found = await probe({
    'catalogue.mrc': marcFile(record('b1', 'Grief'), record('', 'No number')),
    'items.csv': 'BIB,BARCODE,BRANCH,STATUS,LOST,TYPE\nb1,1,A1,1,0,BK\nb1,,Z9,0,1,\nb1,3,,0,2,BK\n',
  });

  expect(found.steps.map(({ what, ok, warn, detail }) => [what, ok, warn ?? false, detail])).toEqual([
    ['catalogue.mrc', true, false, expect.stringMatching(/; in all 1 records, 1 cannot be read or have no number$/)],
    [
      'items.csv',
      true,
      true,
      expect.stringMatching(
        /, utf-8; in all 3 copies, 1 without a barcode, 1 without an owner, which are left out of holdings$/,
      ),
    ],
  ]);
  expect(found.unmapped.map(({ list, code, where }) => `${list} ${code} ${where ?? ''}`)).toEqual([
    'itemType BK settings.itemTypes',
    'owner Z9 owners',
    'status LOST=2 settings.statuses',
    'status STATUS=1 settings.statuses',
  ]);
  expect(found.capabilities).toContain('HARVEST_FULL');
});

it('names a value that is to hide copies and is neither yes nor no', async () => {
  const folder = createFolder();
  folder.write('catalogue.mrc', marcFile(record('b1', 'Grief')));
  folder.write('items.csv', 'BIB,BARCODE,BRANCH,HIDE\nb1,1,A1,X\nb1,2,A1,No\nb1,3,A1,yes\n');
  const columns = { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH', hidden: 'HIDE' };
  const settings = { records: [{ source: 'catalogue.mrc' }], items: [{ source: 'items.csv', columns }] };
  const adapter = createAdapter(describeSystem(folder.path, settings));
  onTestFinished(() => adapter.close());

  const { unmapped } = await adapter.probe(new AbortController().signal);

  expect(unmapped).toMatchObject([{ list: 'hidden', code: 'X', where: 'settings.suppression.copies.hidden' }]);
});

it('warns where there is not one copy', async () => {
  const found = await probe({
    'catalogue.mrc': marcFile(record('b1', 'Grief')),
    'items.csv': 'BIB,BARCODE,BRANCH,STATUS,LOST,TYPE\n',
  });

  expect(found.steps.map(({ warn = false }) => warn)).toEqual([false, true]);
  expect(found.steps[1]?.detail).toMatch(/; in all 0 copies; no title would have a copy: is the list whole\?$/);

  const folder = createFolder();
  folder.write('catalogue.mrc', marcFile(record('b1', 'Grief')));
  const settings = {
    records: [{ source: 'catalogue.mrc' }],
    copies: { tag: '952', subfields: { owner: 'a', barcode: 'p' } },
  };
  const adapter = createAdapter(describeSystem(folder.path, settings));
  onTestFinished(() => adapter.close());
  const { steps } = await adapter.probe(new AbortController().signal);
  expect(steps).toMatchObject([
    { ok: true, warn: true, detail: expect.stringContaining('1 records, 0 copies') as string },
  ]);
});

it('shows no text in the place of a code: it may hold a name', async () => {
  const found = await probe({
    'catalogue.mrc': marcFile(record('b1', 'Grief')),
    'items.csv': 'BIB,BARCODE,BRANCH,STATUS,LOST,TYPE\nb1,1,A1,Lent to Quillfeather,0,\nb1,2,For Quillfeather,0,0,BK\n',
  });

  expect(JSON.stringify(found)).not.toContain('Quillfeather');
  const list = found.steps.at(-1);
  expect(list?.warn).toBe(true);
  expect(list?.detail).toMatch(/values that look like no codes: \d in \w+, \d in \w+$/);
});

it('looks at the first part of a large file alone, which need not be whole', async () => {
  const long = 'x'.repeat(2_000);
  const [first, ...others] = ['Grief', 'Asthma', 'Sepsis'].map((title, index) =>
    marcFile(record(`b${index}`, title, dataField('500', { a: long }))),
  );
  const many = Buffer.concat([first ?? Buffer.alloc(0), ...Array.from({ length: 2_500 }, () => others).flat()]);
  const list = `BIB,BARCODE,BRANCH,STATUS,LOST,TYPE,NOTE\n${`b1,30000000000001,A1,0,0,,${long}\n`.repeat(5_000)}`;

  const found = await probe({ 'catalogue.mrc': many, 'items.csv': list });

  expect(found.steps.map(({ ok, detail }) => [ok, /in its first part \d+ (?:records|copies)$/.test(detail)])).toEqual([
    [true, true],
    [true, true],
  ]);
});

it.each([
  ['utf-16le', '\uFEFF'],
  ['utf-16be', '\uFEFF'],
])('cuts no letter of a large file in %s', async (encoding, mark) => {
  // The first part ends in the middle of a line whose letters have the byte of an end of line in them.
  const line = `b1,30000000000001,${'\u0a0b\u010a'.repeat(40)},0,0,BK\n`;
  const text = Buffer.from(`${mark}BIB,BARCODE,BRANCH,STATUS,LOST,TYPE\n${line.repeat(45_000)}`, 'utf16le');

  const found = await probe({
    'catalogue.mrc': marcFile(record('b1', 'Grief')),
    'items.csv': encoding === 'utf-16be' ? text.swap16() : text,
  });

  expect(found.steps.at(-1)).toMatchObject({
    ok: true,
    detail: expect.stringMatching(`${encoding}; in its first part \\d+ copies`) as string,
  });
});

describe('lists about readers', () => {
  const lists = {
    loans: [{ source: 'loans.csv', columns: { reader: 'USER', barcode: 'BARCODE', due: 'DUE' } }],
    holds: [{ source: 'holds.csv', columns: { reader: 'USER', record: 'BIB', status: 'STATE', pickupSite: 'SITE' } }],
    readers: [
      { source: 'readers.csv', columns: { reader: 'USER', name: 'NAME', birthDate: 'BORN', homeSite: 'SITE' } },
    ],
  };
  const FILES = {
    'loans.csv': 'USER,BARCODE,DUE\n17,30001,2026-05-29\n',
    'holds.csv': `USER,BIB,STATE,SITE\n${[1, 2, 3, 4, 5].map((reader) => `${reader},b1,ODD,Z9\n18,b1,ON,A1\n`).join('')}19,b1,Quillfeather,Quillfeather\n`,
    'readers.csv': 'USER,NAME,BORN,SITE\n17,"Quillfeather, A",31/12/1980,A1\n18,"Quillfeather, B",1980-12-31,A1\n',
  };
  const ALL: readonly DataPurpose[] = ['STATISTICS', 'DATA_CLEANING'];

  async function look(
    agreed: readonly DataPurpose[],
    files: Readonly<Record<string, string | Uint8Array>> = FILES,
    readerToken: ReaderTokenOf | null = () => 'token',
  ): Promise<Probe> {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief')));
    for (const [name, contents] of Object.entries(files)) folder.write(name, contents, '2026-02-01T02:00:00Z');
    const settings = { records: [{ source: 'catalogue.mrc' }], lists: { ...lists, holdStatuses: { ON: 'READY' } } };
    const adapter = createAdapter(describeSystem(folder.path, settings), {
      agreedPurposes: new Set(agreed),
      ...(readerToken !== null && { readerToken }),
    });
    onTestFinished(() => adapter.close());
    return adapter.probe(new AbortController().signal);
  }

  it('are told with their age, their lines and the codes that nobody mapped, and nothing of a reader', async () => {
    const found = await look(ALL);

    expect(found.steps.slice(1).map(({ what, ok, warn, detail }) => [what, ok, warn, detail])).toEqual([
      [
        'loans.csv',
        true,
        true,
        '0.0 MB, written 2026-02-01T02:00:00.000Z; in all 1 lines; it is older than the records',
      ],
      [
        'holds.csv',
        true,
        true,
        expect.stringContaining('11 lines; lines with rare codes, or none, that nothing maps: 1 in STATE, 1 in SITE;'),
      ],
      [
        'readers.csv',
        true,
        true,
        expect.stringContaining('2 lines; 1 birth dates are no days in the order of its "dates";'),
      ],
    ]);
    expect(found.unmapped.map(({ list, code, where }) => `${list} ${code} ${where ?? ''}`)).toEqual([
      'holdStatus ODD settings.lists.holdStatuses',
      'owner Z9 owners',
    ]);
    expect(found.capabilities).toEqual(expect.arrayContaining(['OPEN_LOANS', 'READER_TOKENS']));
    expect(JSON.stringify(found)).not.toContain('Quillfeather');
  });

  it.each([
    ['of one reader alone', () => [17, 'Quillfeather']],
    ['with digits as of a number or a day', (reader: number) => [reader, 'u1980-12-31']],
    ['without a letter', (reader: number) => [reader, '117']],
    [
      'of many kinds, as names are',
      (reader: number) => [
        reader % 7,
        `Name${'abcdefghij'.charAt(Math.floor(reader / 7) % 10)}${'abcdefghij'.charAt(Math.floor(reader / 70))}`,
      ],
    ],
  ])('tell the column of a value %s, and not the value', async (_, valueOf) => {
    const lines = Array.from({ length: 420 }, (_each, index) => {
      const [reader, value] = valueOf(index);
      return `${reader},b1,${value},${value}`;
    });

    const found = await look(ALL, { ...FILES, 'holds.csv': `USER,BIB,STATE,SITE\n${lines.join('\n')}\n` });

    expect(found.unmapped).toEqual([]);
    expect(found.steps[2]?.detail).toMatch(/that nothing maps: 420 in STATE, 420 in SITE/);
  });

  it('may be large and in UTF-16', async () => {
    const text = `\uFEFFUSER,BARCODE,DUE\n${'17,30001,2026-05-29\n'.repeat(220_000)}`;

    const found = await look(ALL, { ...FILES, 'loans.csv': Buffer.from(text, 'utf16le') });

    expect(found.steps[1]).toMatchObject({ ok: true, detail: expect.stringContaining('in its first part') as string });
  });

  it('cost what they tell where they cannot be read, and nothing else', async () => {
    const found = await look(ALL, { ...FILES, 'loans.csv': 'USER,CODE\n17,1\n' });

    expect(found.steps[1]).toMatchObject({
      ok: false,
      detail: expect.stringMatching(/no column "BARCODE" and "DUE"/) as string,
    });
    expect(found.capabilities).not.toContain('OPEN_LOANS');
    expect(found.capabilities).toEqual(expect.arrayContaining(['HARVEST_FULL', 'READER_TOKENS']));
  });

  it('are not read where no library agreed, or where there is no key', async () => {
    const unread = { ...FILES, 'readers.csv': 'whatever' };

    const [, loans, , readers] = (await look(['STATISTICS'], unread)).steps;
    const [, keyless] = (await look(ALL, unread, null)).steps;

    expect(loans?.detail).toContain('in all 1 lines');
    expect(readers).toMatchObject({
      ok: true,
      detail: expect.stringMatching(
        /; not read: no library of the system has an agreement that names DATA_CLEANING or MOVE_RECONCILIATION$/,
      ) as string,
    });
    expect(keyless?.detail).toBe('not read: MERCIA_PATRON_SECRET is not set');
  });
});

it('says what is wrong with each file, and that there is nothing to harvest', async () => {
  const found = await probe({ 'items.csv': 'BIB\nb1\n' });

  expect(found.steps.map(({ ok, detail }) => [ok, detail])).toEqual([
    [false, expect.stringMatching(/catalogue\.mrc: .* cannot be read \(ENOENT\)/)],
    [false, expect.stringMatching(/items\.csv: line 1 has no column "BARCODE"/)],
  ]);
  expect([found.reachable, found.capabilities]).toEqual([false, []]);
});
