import { gzipSync } from 'node:zlib';
import type { HarvestedDescription, HarvestPage } from '#contract/adapter.ts';
import { describe, expect, it } from 'vitest';
import { writeIso2709, writeMarcInJson, writeMarcXml } from '#marc/index.ts';
import { createFolder, dataField, FULL, marcFile, pagesOf, record, sourceOf, WRITTEN_AT } from './folder.fixture.ts';

const RECORDS = { records: [{ source: 'catalogue.mrc' }] };
const LIST = {
  source: 'items.csv',
  columns: { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH', status: 'STATUS', due: 'DUE', itemType: 'TYPE' },
};
const WITH_LIST = {
  ...RECORDS,
  items: [LIST],
  statuses: { '0': 'AVAILABLE', L: 'LOST', T: 'IN_TRANSIT', R: 'REFERENCE' },
  itemTypes: { BK: 'LOAN' },
};
const HEADER = 'BIB,BARCODE,BRANCH,STATUS,DUE,TYPE\n';

function described(pages: readonly HarvestPage[]): readonly HarvestedDescription[] {
  return pages.flatMap(({ records }) => records).filter((one) => !one.deleted);
}

function idsOf(pages: readonly HarvestPage[]): readonly string[] {
  return described(pages).map(({ localId }) => localId);
}

describe('the records of files', () => {
  const [one, two] = [record('b1', 'Grief'), record('b2', 'Asthma')];
  const xml = `<?xml version="1.0"?>\n<collection>${writeMarcXml(one)}${writeMarcXml(two)}</collection>\n`;

  it.each([
    ['ISO 2709', marcFile(one, two)],
    ['MARCXML', xml],
    ['MARC-in-JSON', JSON.stringify([writeMarcInJson(one), writeMarcInJson(two)])],
    ['ISO 2709 in gzip', gzipSync(marcFile(one, two))],
    ['MARCXML in gzip', gzipSync(xml)],
  ])('come out of %s', async (_, contents) => {
    const folder = createFolder();
    folder.write('catalogue.mrc', contents);

    const pages = await pagesOf(sourceOf(folder.path, RECORDS));

    expect(described(pages).map(({ localId, marc }) => [localId, marc.fields.at(-1)])).toEqual([
      ['b1', one.fields.at(-1)],
      ['b2', two.fields.at(-1)],
    ]);
    expect([...(pages.at(-1)?.allLocalIds ?? [])]).toEqual(['b1', 'b2']);
  });

  it('keep their bytes, and come from all files in order', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(one));
    folder.write('more.xml', `<collection>${writeMarcXml(two)}</collection>`);

    const pages = await pagesOf(
      sourceOf(folder.path, { records: [{ source: 'catalogue.mrc' }, { source: 'more.xml' }] }),
    );

    expect(idsOf(pages)).toEqual(['b1', 'b2']);
    expect(Buffer.from(described(pages)[0]?.raw ?? [])).toEqual(Buffer.from(writeIso2709(one)));
    expect(pages.at(-1)?.expected).toBe(2);
  });

  it('are numbered where the region file says', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief', dataField('907', { a: '.b10' }))));

    expect(idsOf(await pagesOf(sourceOf(folder.path, { ...RECORDS, recordId: '907$a' })))).toEqual(['.b10']);
  });

  it('that cannot be read are told with file, number and byte, and nothing is taken for deleted if one has no number', async () => {
    const folder = createFolder();
    const first = marcFile(one);
    const broken = Buffer.from('00050nam a22000250a 4500 no directory at all, no number\x1d');
    folder.write('catalogue.mrc', Buffer.concat([first, broken, marcFile(two)]));

    const pages = await pagesOf(sourceOf(folder.path, RECORDS));

    expect(idsOf(pages)).toEqual(['b1', 'b2']);
    expect(pages.flatMap(({ rejects }) => rejects.map(({ place }) => place))).toEqual([
      `catalogue.mrc, record 2, byte ${first.length}`,
    ]);
    expect(pages.at(-1)?.allLocalIds).toBeNull();
    expect(pages.at(-1)?.nextCursor).not.toBeNull();
  });

  it('that cannot be read at the end of a whole file are no sign that it was cut', async () => {
    const folder = createFolder();
    const broken = '<record><leader>00000nam a2200000 a 4500</leader><datafield>x</datafield></record>';
    folder.write('catalogue.mrc', `<collection>${writeMarcXml(one)}${broken}</collection>`);

    const pages = await pagesOf(sourceOf(folder.path, RECORDS));

    expect(idsOf(pages)).toEqual(['b1']);
    expect(pages.at(-1)?.rejects.map(({ localId, place }) => [localId, place])).toEqual([
      [expect.stringMatching(/^catalogue\.mrc, record 2, byte \d+$/), expect.stringMatching(/record 2/)],
    ]);
  });

  it('of one number: the later one counts, the earlier one is told', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(one, two, record('b1', 'Grief, second edition')));

    const pages = await pagesOf(sourceOf(folder.path, RECORDS));

    expect(idsOf(pages)).toEqual(['b2', 'b1']);
    expect(pages.at(-1)?.rejects.map(({ localId, place, reason }) => [localId, place, reason])).toEqual([
      ['b1', 'catalogue.mrc, record 1, byte 0', 'another record of the same number stands behind it, and counts'],
    ]);
  });

  it('that their leader calls deleted are not there', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(one, { ...two, leader: '00000dam a2200000 a 4500' }));

    const pages = await pagesOf(sourceOf(folder.path, RECORDS));

    expect(idsOf(pages)).toEqual(['b1']);
    expect([...(pages.at(-1)?.allLocalIds ?? [])]).toEqual(['b1']);
  });

  it('that their leader calls deleted go even if another record has no number', async () => {
    const folder = createFolder();
    const nameless = { ...one, fields: one.fields.slice(1) };
    folder.write('catalogue.mrc', marcFile(one, { ...two, leader: '00000dam a2200000 a 4500' }, nameless));

    const pages = await pagesOf(sourceOf(folder.path, RECORDS));

    expect(pages.at(-1)?.allLocalIds).toBeNull();
    expect(pages.flatMap(({ records }) => records.map(({ localId, deleted }) => [localId, deleted]))).toEqual([
      ['b1', false],
      ['b2', true],
    ]);
  });

  it('are hidden by a value of their own', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(one, record('b2', 'Asthma', dataField('942', { n: '1' }))));
    const settings = { ...RECORDS, owner: 'A1', suppression: { record: { '942$n': ['1'] } } };

    const found = described(await pagesOf(sourceOf(folder.path, settings)));

    expect(found.map(({ localId, visibility }) => [localId, visibility])).toEqual([
      ['b1', 'PUBLIC'],
      ['b2', 'SUPPRESSED'],
    ]);
  });
});

describe('copies, if neither a field nor a list has them', () => {
  it('are unknown: not none, and no holding of a link alone', async () => {
    const folder = createFolder();
    const link = { ...dataField('856', { u: 'https://example.org/b1' }), ind1: '4', ind2: '1' };
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief', dataField('040', { a: 'A1' }), link)));

    const [read] = described(await pagesOf(sourceOf(folder.path, { ...RECORDS, recordOwner: '040$a' })));

    expect(read?.holdings).toMatchObject([{ copies: null, basis: 'RECORD_ONLY', facts: null }]);
  });
});

describe('copies in fields of their records', () => {
  it.each([
    [
      '952',
      { barcode: 'p', owner: 'a', callNumber: 'o', location: 'c', itemType: 'y', status: ['7', '1'], due: 'q' },
      { p: '01', a: 'A1', o: 'WM 100', c: 'GEN', y: 'BK', 7: '0', 1: '0' },
    ],
    [
      '999',
      { barcode: 'i', owner: 'm', callNumber: 'a', location: 'l', itemType: 't', status: 'k' },
      { a: 'WM 100', i: '01', k: '0', l: 'GEN', m: 'A1', t: 'BK' },
    ],
    [
      '876',
      { barcode: 'p', owner: 'b', callNumber: 'h', location: 'l', itemType: 'c', status: 'j' },
      { p: '01', b: 'A1', h: 'WM 100', l: 'GEN', c: 'BK', j: '0' },
    ],
  ])('are read by their subfields: %s', async (tag, subfields, values) => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief', dataField(tag, values))));
    const settings = {
      ...RECORDS,
      copies: { tag, subfields },
      statuses: { '0': 'AVAILABLE' },
      itemTypes: { BK: 'LOAN' },
    };

    const [found] = described(await pagesOf(sourceOf(folder.path, settings)));

    expect(found?.marc.fields.map((field) => field.tag)).toEqual(['001', '245']);
    expect(found?.items).toMatchObject([
      {
        localId: 'b1/01',
        barcode: '01',
        ownerCode: 'A1',
        callNumber: 'WM 100',
        locationCode: 'GEN',
        itemType: 'BK',
        visibility: 'PUBLIC',
        status: 'AVAILABLE',
        use: 'LOAN',
        // No subfield is named for any of it.
        details: {},
        staffNotes: null,
      },
    ]);
    expect(found?.holdings.map(({ library, copies, facts }) => [library, copies, facts?.asOf])).toEqual([
      ['alder', 1, WRITTEN_AT],
    ]);
    expect(found?.holdings[0]?.facts?.items[0]).toMatchObject({ status: 'AVAILABLE', use: 'LOAN' });
  });
});

describe('runs of records with copies in their fields', () => {
  const run = dataField('866', { 8: '1.1', a: 'v.1-10' });

  it('belong to the library that their number leads to, wherever the fields stand', async () => {
    const folder = createFolder();
    const places = [dataField('852', { 8: '1', b: 'A1' }), dataField('852', { 8: '2', b: 'B1' })];
    const runs = [run, dataField('866', { 8: '2.1', a: 'v.5-20' })];
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief', ...places, ...runs)));

    const [found] = described(await pagesOf(sourceOf(folder.path, RECORDS)));

    expect(found?.holdings.map(({ library, statements }) => [library, statements.map(({ text }) => text)])).toEqual([
      ['alder', ['v.1-10']],
      ['birch', ['v.5-20']],
    ]);
  });

  it('belong to the only holder where the 852 of a copy has its shelf in $b', async () => {
    const folder = createFolder();
    const copy = dataField('852', { a: 'A1', b: 'SHELF', p: '01' });
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief', copy, run)));
    const copies = { tag: '852', subfields: { barcode: 'p', owner: 'a', location: 'b' } };

    const [found] = described(await pagesOf(sourceOf(folder.path, { ...RECORDS, copies })));

    expect(found?.holdings).toMatchObject([{ library: 'alder', copies: 1, statements: [{ text: 'v.1-10' }] }]);
  });
});

describe('copies of a list', () => {
  const catalogue = marcFile(record('b1', 'Grief'), record('b2', 'Asthma'));

  async function harvested(rows: string | Uint8Array, settings: object = WITH_LIST): Promise<readonly HarvestPage[]> {
    const folder = createFolder();
    folder.write('catalogue.mrc', catalogue);
    folder.write('items.csv', rows);
    return pagesOf(sourceOf(folder.path, settings));
  }

  it('join their record, and stood as their codes said when the list was written', async () => {
    const rows = ['b2,0001,A1,0,,BK', 'b1,0002,B1,0,2026-03-09,BK', 'b2,,A1,L,,BK', 'b2,0003,A2,T,,BK'].join('\n');
    const [one, two] = described(await harvested(`${HEADER}${rows}\n`));

    expect(one?.items.map(({ localId, barcode }) => [localId, barcode])).toEqual([['b1/0002', '0002']]);
    expect(two?.items.map(({ localId, barcode }) => [localId, barcode])).toEqual([
      ['b2/0001', '0001'],
      ['b2/#1', null],
      ['b2/0003', '0003'],
    ]);
    const facts = [one, two].flatMap((each) => each?.holdings.flatMap((holding) => holding.facts ?? []) ?? []);
    expect(new Set(facts.map(({ asOf }) => asOf))).toEqual(new Set([WRITTEN_AT]));
    const told = facts.flatMap(({ items }) =>
      items.map(({ status, due, limitations }) => [status, due?.on, limitations]),
    );
    expect(told).toEqual([
      ['ON_LOAN', '2026-03-09', []],
      ['AVAILABLE', undefined, ['HOLD_SHELF_NOT_TOLD']],
      ['LOST', undefined, []],
      ['IN_TRANSIT', undefined, ['HOLD_SHELF_NOT_TOLD']],
    ]);
  });

  it('tell what columns are named for; a day in an order that nobody knows stays as it was written', async () => {
    const columns = {
      ...LIST.columns,
      enumeration: 'VOL',
      price: 'PRICE',
      acquiredOn: 'BOUGHT',
      createdOn: 'MADE',
      staffNotes: ['NOTE', 'NOTE 2'],
      statistics: 'FUND',
    };
    const rows =
      'BIB,BARCODE,BRANCH,STATUS,DUE,TYPE,VOL,PRICE,BOUGHT,MADE,NOTE,NOTE 2,FUND\n' +
      'b1,1,A1,0,20230501,BK,v.1,£20.00,2020-03-01,4/5/2009,Damp,Torn,NURSING\n' +
      'b1,2,A1,0,,BK,,,0000-00-00,,,,\n';
    const [one] = described(await harvested(rows, { ...WITH_LIST, items: [{ ...LIST, columns }] }));

    expect(one?.items.map(({ details, staffNotes }) => [details, staffNotes])).toEqual([
      [
        {
          enumeration: 'v.1',
          price: '£20.00',
          acquiredOn: '2020-03-01',
          dueOn: '2023-05-01',
          statistics: [{ name: 'FUND', value: 'NURSING' }],
          other: [{ name: 'MADE', value: '4/5/2009' }],
        },
        ['Damp', 'Torn'],
      ],
      [{ enumeration: null, price: null, acquiredOn: null, createdOn: null, dueOn: null, statistics: [] }, []],
    ]);
  });

  it('with a code that nobody mapped, or without one, are UNKNOWN', async () => {
    const [one] = described(await harvested(`${HEADER}b1,1,A1,X,,BK\nb1,2,A1,,,??\n`));

    const items = one?.holdings[0]?.facts?.items ?? [];
    expect(items.map(({ status, use, statusAtSource, reason }) => [status, use, statusAtSource, reason?.code])).toEqual(
      [
        ['UNKNOWN', 'LOAN', 'X', undefined],
        ['UNKNOWN', 'UNKNOWN', null, 'NOT_SUPPORTED'],
      ],
    );
  });

  it('of one barcode are two copies all the same', async () => {
    const [one] = described(await harvested(`${HEADER}b1,7,A1,0,,BK\nb1,7,A1,0,,BK\n`));

    expect(one?.items.map(({ localId }) => localId)).toEqual(['b1/7', 'b1/7~2']);
  });

  it('without a record are told with their lines', async () => {
    const pages = await harvested(`${HEADER}b1,1,A1,0,,BK\nb9,2,A1,0,,BK\nb9,3,A1,0,,BK\n,4,A1,0,,BK\n`);

    expect(pages.at(-1)?.rejects.map(({ localId, place, reason }) => [localId, place, reason])).toEqual([
      ['b9', 'items.csv, line 3, 4', '2 copies name a record that is in none of the MARC files'],
      ['items.csv, line 5', 'items.csv, line 5', '1 copies name no record'],
    ]);
  });

  it.each([
    ['with semicolons', HEADER.replaceAll(',', ';') + 'b1;1;A1;0;;"BK"\n'],
    [
      'with tabs, and lines that end as on Windows',
      'BIB\tBARCODE\tBRANCH\tSTATUS\tDUE\tTYPE\r\nb1\t1\tA1\t0\t\tBK\r\n',
    ],
    ['with a mark of its encoding', `\ufeff${HEADER}b1,1,A1,0,,BK\n`],
    ['in UTF-16', Buffer.from(`\ufeff${HEADER}b1,1,A1,0,,BK\n`, 'utf16le')],
    ['with columns that nobody wants, two of one name', `NOTE,NOTE,${HEADER}x,y,b1,1,A1,0,,BK\n`],
    ['with empty lines and columns behind', `${HEADER}\nb1,1,A1,0,,BK,,\n\n`],
    ['in gzip', gzipSync(`${HEADER}b1,1,A1,0,,BK\n`)],
  ])('are read %s', async (_, rows) => {
    const [one] = described(await harvested(rows));

    expect(one?.items.map(({ barcode, ownerCode, itemType }) => [barcode, ownerCode, itemType])).toEqual([
      ['1', 'A1', 'BK'],
    ]);
  });

  it('are read in Windows-1252', async () => {
    const rows = Buffer.concat([Buffer.from(`${HEADER}b1,1,A1,0,,caf`), Buffer.from([0xe9, 0x80, 0x0a])]);

    const [one] = described(await harvested(rows));

    expect(one?.items[0]?.itemType).toBe('café€');
  });

  it('are hidden as the region file says, and a record with them', async () => {
    const rules = { copies: { itemType: ['STAFF'] } };
    const [one, two] = described(
      await harvested(`${HEADER}b1,1,A1,0,,STAFF\nb2,2,A1,0,,BK\nb2,3,A1,0,,STAFF\n`, {
        ...WITH_LIST,
        suppression: rules,
      }),
    );

    expect(one).toMatchObject({ visibility: 'SUPPRESSED', holdings: [{ liveKeys: [], facts: null }] });
    expect([two?.visibility, two?.holdings.map(({ copies }) => copies)]).toEqual(['PUBLIC', [1]]);
  });
});

describe('a newer delivery', () => {
  it('is read whole, and one that did not change is not read', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief'), record('b2', 'Asthma')));
    const source = sourceOf(folder.path, RECORDS);
    const cursor = (await pagesOf(source)).at(-1)?.nextCursor ?? '';
    const changes = { run: { kind: 'changes', cursor }, resumeAt: null } as const;

    const quiet = await pagesOf(source, changes);
    folder.write('catalogue.mrc', marcFile(record('b2', 'Asthma'), record('b3', 'Sepsis')));
    const newer = await pagesOf(source, changes);

    expect(quiet.map(({ records, allLocalIds, nextCursor }) => [records, allLocalIds, nextCursor])).toEqual([
      [[], null, cursor],
    ]);
    expect(idsOf(newer)).toEqual(['b2', 'b3']);
    expect([...(newer.at(-1)?.allLocalIds ?? [])]).toEqual(['b2', 'b3']);
    expect(newer.at(-1)?.maxDeletedShare).toBe(0.1);
  });

  it('is told of if it was written before the one that is in force, until a newer one comes', async () => {
    const folder = createFolder();
    const write = (title: string, day: string): void => {
      folder.write('catalogue.mrc', marcFile(record('b1', title)), `2025-${day}T02:00:00.000Z`);
    };
    write('Grief', '12-01');
    const source = sourceOf(folder.path, RECORDS);
    const cursor = (await pagesOf(source)).at(-1)?.nextCursor ?? '';

    write('Grief and loss', '11-24');
    const older = await pagesOf(source, { run: { kind: 'changes', cursor }, resumeAt: null });
    const again = await pagesOf(source, { run: { kind: 'full' }, resumeAt: null, known: cursor });
    write('Grief, a guide', '12-02');
    const newer = await pagesOf(source, { run: { kind: 'changes', cursor }, resumeAt: null });

    const reason = expect.stringMatching(/written 2025-11-24T.*before it 2025-12-01T.*put a newer one there/) as string;
    expect(older.flatMap(({ rejects }) => rejects)).toMatchObject([{ localId: 'older export', reason }]);
    expect(again.flatMap(({ rejects }) => rejects)).toMatchObject([{ reason }]);
    expect(idsOf(older)).toEqual(['b1']);
    expect(newer.flatMap(({ rejects }) => rejects)).toEqual([]);
  });

  it('of the same bytes is as old as it was, also in a harvest of everything', async () => {
    const folder = createFolder();
    const settings = { ...RECORDS, copies: { tag: '952', subfields: { barcode: 'p', owner: 'a', status: '7' } } };
    const held = marcFile(record('b1', 'Grief', dataField('952', { p: '1', a: 'A1', 7: '0' })));
    folder.write('catalogue.mrc', held, '2026-03-01T02:00:00Z');
    const source = sourceOf(folder.path, { ...settings, statuses: { '0': 'AVAILABLE' } });
    const known = (await pagesOf(source)).at(-1)?.nextCursor ?? '';

    folder.write('catalogue.mrc', held, '2026-05-01T02:00:00Z');
    const again = await pagesOf(source, { ...FULL, known });

    expect(described(again).flatMap(({ holdings }) => holdings.map(({ facts }) => facts?.asOf))).toEqual([
      '2026-03-01T02:00:00.000Z',
    ]);
    expect(again.at(-1)?.nextCursor).toContain('"asOf":"2026-03-01T02:00:00.000Z"');
  });

  it('that comes in the middle of a run starts the harvest again', async () => {
    const folder = createFolder();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief'), record('b2', 'Asthma')));
    const source = sourceOf(folder.path, RECORDS);
    const resumeAt = (await pagesOf(source)).at(-1)?.resumeAt ?? null;

    const again = await pagesOf(source, { ...FULL, resumeAt });
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief'), record('b3', 'Sepsis')));
    const restarted = await pagesOf(source, { ...FULL, resumeAt });

    expect(idsOf(again)).toEqual([]);
    expect(idsOf(restarted)).toEqual(['b1', 'b3']);
  });

  it('that is replaced while it is read is not taken for whole', async () => {
    const folder = createFolder();
    const many = Array.from({ length: 300 }, (_, index) => record(`b${index}`, `Title ${index}`));
    folder.write('catalogue.mrc', marcFile(...many));
    const source = sourceOf(folder.path, RECORDS);
    const pages = source.pages(FULL, new AbortController().signal)[Symbol.asyncIterator]();

    await pages.next();
    folder.write('catalogue.mrc', marcFile(record('b1', 'Grief')));
    const rest = async (): Promise<void> => {
      while ((await pages.next()).done !== true);
    };

    await expect(rest()).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });
});
