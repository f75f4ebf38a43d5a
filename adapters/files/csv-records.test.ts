/** Records as comma-separated values, as small systems and their spreadsheets write them. All of them are invented. */
import { coverageOf } from '#domain/lending/coverage.ts';
import { createFolder, createAdapter, describeSystem, pagesOf, sourceOf } from './folder.fixture.ts';
import type { HarvestedDescription, HarvestedRecord, HarvestPage } from '#contract/adapter.ts';
import { isControlField, readMarcBytes, type MarcRecord } from '#marc/index.ts';
import { expect, it } from 'vitest';

const COLUMNS = {
  record: 'Title No',
  title: 'Title',
  subtitle: 'Subtitle',
  authors: 'Author',
  edition: 'Edition',
  place: 'Place',
  publisher: 'Publisher',
  year: 'Year',
  isbn: 'ISBN',
  subjects: 'Keywords',
  classMark: 'Class',
  format: 'Medium',
  notes: 'Notes',
};
const COPIES = {
  barcode: 'Accession',
  owner: 'Site',
  callNumber: 'Shelf',
  status: 'Status',
  due: 'Due',
  hidden: 'Hide',
};
const CSV = {
  columns: COLUMNS,
  copies: COPIES,
  subjectScheme: 'MESH',
  classScheme: 'NLM',
  formats: { Book: 'BOOK', 'E-book': 'EBOOK', Journal: 'JOURNAL' },
  dates: 'day-first',
};
const SETTINGS = {
  records: [{ source: 'catalogue.csv', csv: CSV }],
  statuses: { Available: 'AVAILABLE', 'On loan': 'ON_LOAN', 'Ref only': { use: 'REFERENCE' } },
};
const HEADER =
  'Title No,Title,Subtitle,Author,Edition,Place,Publisher,Year,ISBN,Keywords,Class,Medium,Notes,Accession,Site,Shelf,Status,Due,Hide,Borrower';

type Cells = Readonly<Record<string, string>>;

/** A file of these lines; columns that a line leaves out are empty. */
function csv(...lines: readonly Cells[]): string {
  const names = HEADER.split(',');
  const rows = lines.map((line) => names.map((name) => `"${(line[name] ?? '').replaceAll('"', '""')}"`).join(','));
  return [HEADER, ...rows, ''].join('\r\n');
}

async function harvest(contents: string | Uint8Array, settings: object = SETTINGS): Promise<readonly HarvestPage[]> {
  const folder = createFolder();
  folder.write('catalogue.csv', contents);
  return pagesOf(sourceOf(folder.path, settings));
}

async function problemOf(contents: string | Uint8Array, settings: object = SETTINGS): Promise<string> {
  return harvest(contents, settings).then(
    (pages) => JSON.stringify(pages),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

function described(record: HarvestedRecord | undefined): HarvestedDescription {
  if (record?.deleted !== false) throw new Error('no description');
  return record;
}

async function only(line: Cells, settings: object = SETTINGS): Promise<HarvestedDescription> {
  const [page] = await harvest(csv({ 'Title No': '1', Title: 'Grief', ...line }), settings);
  return described(page?.records[0]);
}

/** `245 10 $a Grief $b a guide` */
function linesOf({ fields }: MarcRecord): readonly string[] {
  return fields.map((field) =>
    isControlField(field)
      ? `${field.tag} ${field.value}`
      : `${field.tag} ${field.ind1}${field.ind2} ${field.subfields.map(({ code, value }) => `$${code} ${value}`).join(' ')}`,
  );
}

it('makes a record and its copy of a line', async () => {
  const record = await only({
    Subtitle: 'a guide for wards',
    Author: 'Smith, J.; Brown, K. (ed.); et al.',
    Edition: '2nd ed.',
    Place: 'London',
    Publisher: 'Invented Press',
    Year: '[2019?]',
    ISBN: '0-19-852663-6 (pbk) : £32.50',
    Keywords: 'Grief; Nursing',
    Class: 'WM 55',
    Medium: 'Book',
    Notes: 'Gift; see shelf',
    Accession: '000123',
    Site: 'A1',
    Shelf: 'WM 55 SMI',
    Status: 'On loan',
    Due: '03/12/2026',
  });

  expect(record.marc.leader.slice(6, 8)).toBe('am');
  expect(linesOf(record.marc)).toEqual([
    '001 1',
    `008 ${'|'.repeat(40)}`,
    '020    $a 0198526636 $q pbk $c £32.50',
    '060  4 $a WM 55',
    '100 1  $a Smith, J.',
    '245 10 $a Grief $b a guide for wards',
    '250    $a 2nd ed.',
    '264  1 $a London $b Invented Press $c [2019?]',
    '500    $a Gift; see shelf',
    '650  2 $a Grief',
    '650  2 $a Nursing',
    '700 1  $a Brown, K. $e editor',
  ]);
  expect(record.repairs).toEqual([]);
  expect(record.items).toMatchObject([
    { localId: '1/000123', barcode: '000123', ownerCode: 'A1', callNumber: 'WM 55 SMI', status: 'ON_LOAN' },
  ]);
  expect(record.holdings).toMatchObject([
    { library: 'alder', copies: 1, facts: { items: [{ status: 'ON_LOAN', due: { on: '2026-12-03' } }] } },
  ]);
});

it('gives no field for an empty column', async () => {
  expect(linesOf((await only({})).marc)).toEqual(['001 1', `008 ${'|'.repeat(40)}`, '245 00 $a Grief']);
});

it.each<readonly [Cells, readonly string[]]>([
  [{ Year: '2019' }, [`008 ${'|'.repeat(6)}s2019    ${'|'.repeat(25)}`, '264  1 $c 2019']],
  [{ Year: 'n.d.' }, ['264  1 $c n.d.']],
  [{ ISBN: '9780198526636; 0198526636 hbk' }, ['020    $a 9780198526636', '020    $a 0198526636 $c hbk']],
  [{ ISBN: '9780198526630' }, ['020    $z 9780198526630']],
  [{ ISBN: 'none' }, ['020    $z none']],
  [{ Author: 'World of Wards' }, ['100 0  $a World of Wards', '245 10 $a Grief']],
  [{ Author: 'Brown, K., editor' }, ['245 00 $a Grief', '700 1  $a Brown, K. $e editor']],
  [{ Medium: 'E-book' }, ['007 cr']],
])('reads %o as %o', async (line, fields) => {
  expect(linesOf((await only(line)).marc)).toEqual(expect.arrayContaining([...fields]));
});

it('takes each line for a copy where records have all the columns of copies', async () => {
  const columns = { record: 'Barcode', title: 'Title', classMark: 'Shelf' };
  const copies = { barcode: 'Barcode', callNumber: 'Shelf' };
  const settings = { owner: 'A1', records: [{ source: 'catalogue.csv', csv: { columns, copies } }] };

  const [page] = await harvest('Barcode,Title,Shelf\n01,Grief,WM 100\n02,Asthma,\n', settings);

  expect(page?.records.map((record) => described(record).items.map(({ barcode }) => barcode))).toEqual([
    ['01'],
    ['02'],
  ]);
});

it.each([
  ['Harris, Ed', ['100 1  $a Harris, Ed']],
  ['Ed', ['100 0  $a Ed']],
  ['Brown, K., ed', ['700 1  $a Brown, K. $e editor']],
  ['Brown, K. (Ed)', ['700 1  $a Brown, K. $e editor']],
])('tells a forename from an editor: %s', async (author, fields) => {
  const [page] = await harvest(csv({ 'Title No': '1', Title: 'Grief', Author: author }));

  expect(linesOf(described(page?.records[0]).marc).filter((line) => /^[17]00/.test(line))).toEqual(fields);
});

it('keeps both numbers of a journal that stand in one cell', async () => {
  const csvOf = { columns: { record: 'No', title: 'Title', issn: 'ISSN' } };
  const settings = { owner: 'A1', records: [{ source: 'catalogue.csv', csv: csvOf }] };

  const [page] = await harvest('No,Title,ISSN\n1,Nature,0028-0836 / 1476-4687\n', settings);

  expect(linesOf(described(page?.records[0]).marc)).toEqual(
    expect.arrayContaining(['022    $a 0028-0836', '022    $a 1476-4687']),
  );
});

it('gathers the lines of a record wherever they stand, and says in what they disagree', async () => {
  const lines = csv(
    { 'Title No': '1', Title: 'Grief', Keywords: 'Grief', Accession: '11', Site: 'A1' },
    { 'Title No': '2', Title: 'Asthma', Accession: '21', Site: 'A1' },
    { 'Title No': '1', Title: 'Grief, 2nd printing', Keywords: 'Nursing', Accession: '12', Site: 'B1' },
    { 'Title No': '1', Title: 'Grief', Accession: '11', Site: 'A1' },
  );
  const [page] = await harvest(lines);
  const [second, first] = (page?.records ?? []).map(described);

  expect(second?.localId).toBe('2');
  expect(first?.items.map(({ barcode }) => barcode)).toEqual(['11', '12']);
  expect(linesOf(first!.marc)).toContain('245 00 $a Grief');
  expect(linesOf(first!.marc).filter((line) => line.startsWith('650'))).toEqual([
    '650  2 $a Grief',
    '650  2 $a Nursing',
  ]);
  expect(first?.repairs).toEqual(['lines of one record disagree: "Title" has 2 values, the first counts']);
  expect(page?.expectedCopies).toBe(3);
});

it('keeps what the columns said, and nothing of columns that nobody named', async () => {
  const record = await only({ ISBN: 'none', Accession: '11', Site: 'A1', Borrower: 'Mr Nobody' });
  const [read] = readMarcBytes(record.raw, { format: record.format });
  if (read?.kind !== 'record') throw new Error('cannot be read again');

  expect(linesOf(read.record)).toContain('CSV    $n Title No $v 1 $n Title $v Grief $n ISBN $v none');
  expect(linesOf(record.marc).join()).not.toContain('CSV');
  expect(JSON.stringify(record) + Buffer.from(record.raw).toString()).not.toContain('Nobody');
});

it('hides by a column, and reads the same again from what it stored', async () => {
  const folder = createFolder();
  const settings = {
    records: [{ source: 'catalogue.csv', csv: { ...CSV, fields: { '942$n': 'Notes' } } }],
    suppression: { record: { '942$n': ['Hidden'] } },
  };
  folder.write(
    'catalogue.csv',
    csv(
      { 'Title No': '1', Title: 'Grief', Notes: 'Hidden', Accession: '11', Site: 'A1' },
      { 'Title No': '2', Title: 'Asthma', Accession: '21', Site: 'A1', Hide: 'Y' },
      { 'Title No': '2', Title: 'Asthma', Accession: '22', Site: 'B1' },
    ),
  );
  const source = sourceOf(folder.path, settings);
  const records = (await pagesOf(source)).flatMap((page) => page.records.map(described));

  expect(records.map(({ visibility, items }) => [visibility, items.map((item) => item.visibility)])).toEqual([
    ['SUPPRESSED', ['PUBLIC']],
    ['PUBLIC', ['SUPPRESSED', 'PUBLIC']],
  ]);
  for (const record of records) {
    const { marc, holdings, ...kept } = record;
    const again = source.rules.readAgain({ ...kept, holdings });
    expect(again).toMatchObject({ marc, visibility: record.visibility, items: record.items });
  }
});

it('lists a line without a number as a reject, and takes nothing for deleted while there is one', async () => {
  const pages = await harvest(csv({ 'Title No': '1', Title: 'Grief' }, { Title: 'Nobody knows' }));

  expect(pages.flatMap(({ rejects }) => rejects)).toMatchObject([
    {
      localId: 'catalogue.csv, line 3',
      place: 'catalogue.csv, line 3',
      reason: 'the line names no record in the column "Title No"',
      format: 'unknown',
    },
  ]);
  expect(pages.at(-1)?.allLocalIds).toBeNull();
});

it.each<readonly [string, Cells, RegExp]>([
  ['a rounded ISBN', { ISBN: '9.78E+12' }, /line 3.*"ISBN": a spreadsheet took a number/],
  ['an edition that became a date', { Edition: '02-Mar' }, /"Edition": a spreadsheet took it for a date/],
  ['a shelf that became a date', { Shelf: 'Jan-12' }, /"Shelf": a spreadsheet took it for a date/],
  ['a year that became a date', { Year: '01/01/2019' }, /"Year": a spreadsheet took it for a date/],
  ['a year that became an amount', { Year: '43466' }, /"Year": a spreadsheet took the number for an amount/],
  ['an error of a spreadsheet', { Title: '#N/A' }, /"Title": an error of a spreadsheet/],
  ['a day turned round', { Due: '12/25/2026' }, /"Due" has a day that is not written day-first; check csv\.dates/],
])('lists a record with %s as a reject by its line, and does not take it for deleted', async (_, cells, words) => {
  const pages = await harvest(
    csv({ 'Title No': '1', Title: 'Grief' }, { 'Title No': '2', Title: 'Asthma', Accession: '21', ...cells }),
  );
  const [reject] = pages.flatMap(({ rejects }) => rejects);

  expect(`${reject?.place}: ${reject?.reason}`).toMatch(words);
  expect(reject?.localId).toBe('2');
  expect(pages.flatMap(({ records }) => records.map(({ localId }) => localId))).toEqual(['1']);
  expect([...(pages.at(-1)?.allLocalIds ?? [])]).toEqual(['1', '2']);
});

const GOOD = csv({ 'Title No': '1', Title: 'Grief' });

it.each<readonly [string, string | Uint8Array, RegExp]>([
  [
    'without the column',
    GOOD.replace('Title No', 'Nr'),
    /catalogue\.csv: line 1 has no column "Title No" among its 20/,
  ],
  ['with a doubled column', GOOD.replace('Subtitle', 'Title'), /line 1 has the column "Title" twice/],
  ['with a short line', `${GOOD}2,Asthma\r\n`, /catalogue\.csv: line 3 has 2 columns, the first line 20/],
  ['with an open quote', `${GOOD}2,"Asthma\r\n`, /catalogue\.csv: line \d: a quote is opened and never closed/],
  ['with a header alone', `${HEADER}\r\n`, /catalogue\.csv: the file has no line behind the first/],
  ['without a record', csv({ Title: 'Grief' }), /catalogue\.csv: the file holds no record that can be read/],
  [
    'with rounded numbers',
    csv({ 'Title No': '1E+06', Title: 'x' }),
    /line 2 has no whole number in the column "Title No"/,
  ],
  [
    'with barcodes as amounts',
    csv({ 'Title No': '1', Accession: '30001.0' }),
    /line 2 has no whole number in the column "Accession"/,
  ],
  ['that is empty', '', /catalogue\.csv: the file named in settings\.records\[0\]\.source is empty/],
])('refuses a file %s', async (_, contents, words) => {
  expect(await problemOf(contents)).toMatch(words);
});

it.each<readonly [string, string, RegExp]>([
  ['cut before its last line', '', /has no last line as "END,\{count\}", so it was cut/],
  ['with fewer lines than the last one says', 'END,3', /line 4 says 3 lines, and there are 2/],
  ['with a line behind the last one', 'END,2\r\n3,x', /line 5 stands behind the last line/],
])('refuses a file %s', async (_, last, words) => {
  const settings = { records: [{ source: 'catalogue.csv', csv: { ...CSV, trailer: 'END,{count}' } }] };
  const lines = csv({ 'Title No': '1', Title: 'Grief' }, { 'Title No': '2', Title: 'Asthma' });

  expect(await problemOf(`${lines}END,2\r\n`, settings)).toContain('"localId":"2"');
  expect(await problemOf(`${lines}${last}`, settings)).toMatch(words);
});

it('refuses a file that was cut in its last cell, and takes one that never ends its last line', async () => {
  const lines = csv({ 'Title No': '1', Title: 'Grief' }, { 'Title No': '2', Title: 'Asthma' }).trimEnd();
  const settings = { records: [{ source: 'catalogue.csv', csv: { ...CSV, lastLine: 'unended' } }] };

  expect(await problemOf(lines)).toMatch(/line 3 does not end.*write lastLine: unended.*settings\.records/);
  expect(await problemOf(lines, settings)).toContain('"localId":"2"');
});

it.each<readonly [string, (text: string) => Uint8Array]>([
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['Windows-1252', (text) => Buffer.from(text, 'latin1')],
  ['semicolons', (text) => Buffer.from(text.replaceAll(',', ';'))],
])('finds out about %s by itself', async (_, encoded) => {
  const [page] = await harvest(encoded(csv({ 'Title No': '1', Title: 'Gri\u00e8f\u0007today' })));

  expect(linesOf(described(page?.records[0]).marc)).toContain('245 00 $a Gri\u00e8f today');
});

it('finds out by the very last byte that a file is in Windows-1252', async () => {
  const csvOf = { columns: { record: 'No', title: 'Title' }, encoding: 'auto', lastLine: 'unended' };
  const settings = { owner: 'A1', records: [{ source: 'catalogue.csv', csv: csvOf }] };

  const [page] = await harvest(Buffer.from('No,Title\r\n1,caf\xe9', 'latin1'), settings);

  expect(linesOf(described(page?.records[0]).marc)).toContain('245 00 $a café');
});

it('goes on behind an interrupted page', async () => {
  const folder = createFolder();
  const ids = Array.from({ length: 250 }, (_, index) => ({ 'Title No': `${index}`, Title: `Title ${index}` }));
  folder.write('catalogue.csv', csv(...ids));
  const source = sourceOf(folder.path, SETTINGS);
  const [first] = await pagesOf(source);
  const rest = await pagesOf(source, { run: { kind: 'full' }, resumeAt: first?.resumeAt ?? null });

  expect(first?.records).toHaveLength(100);
  expect(rest.flatMap(({ records }) => records)).toHaveLength(150);
});

it('tells doctor what is in the file and which words for material nobody explained', async () => {
  const folder = createFolder();
  folder.write('catalogue.csv', csv({ 'Title No': '1', Title: 'Grief', Medium: 'DVD', Accession: '1', Site: 'A1' }));
  const adapter = createAdapter(describeSystem(folder.path, SETTINGS));
  const found = await adapter.probe(new AbortController().signal);

  expect(found.steps.map(({ what, ok, detail }) => [what, ok, detail])).toEqual([
    ['catalogue.csv', true, expect.stringContaining('in all 1 records, 1 copies')],
  ]);
  expect(found.unmapped).toEqual([
    { list: 'format', code: 'DVD', label: null, where: 'settings.records[0].csv.formats' },
  ]);
});

it.each<readonly [string, object, RegExp]>([
  ['without a column for the title', { columns: { record: 'No' } }, /columns/],
  ['with copies twice', { ...CSV }, /not both/],
  ['with a place that is none', { columns: { record: 'No', title: 'T' }, fields: { '001': 'X' } }, /csv\.fields\.001/],
])('refuses settings %s', (_, csvSettings, words) => {
  const settings = { records: [{ source: 'a.csv', csv: csvSettings }], copies: { tag: '952', subfields: {} } };
  expect(() => sourceOf('.', settings)).toThrow(words);
});

const RUNS = {
  owner: 'Library',
  statement: 'Held',
  from: 'From',
  to: 'To',
  fromVolume: 'Vol',
  toVolume: 'Last',
  note: 'Note',
};
const JOURNAL_COLUMNS = { record: 'ISSN', issn: 'ISSN', title: 'Journal' };
const journalsBy = (runs: object, columns: object = JOURNAL_COLUMNS) => ({
  records: [{ source: 'catalogue.csv', csv: { columns, runs } }],
});

/** `library basis copies: statement / note; …` */
function heldOf({ holdings }: HarvestedDescription): readonly string[] {
  return holdings.map(
    ({ library, basis, copies, statements }) =>
      `${library} ${basis} ${copies}: ${statements.map(({ text, note }) => [text, note ?? []].flat().join(' / ')).join('; ')}`,
  );
}

it('takes what a list of journals states, by words or from one end to the other, library by library', async () => {
  const pages = await harvest(
    [
      'ISSN,Journal,Library,Held,From,To,Vol,Last,Note',
      '0140-6736,The Lancet,A1,v.300-360 (1972-2002),,,,,In the store',
      '0140-6736,The Lancet,B1,,1995,,,,',
      '0959-8138,BMJ,A1,,1990,1999,v.300,319,lacks v.305',
      '0959-8138,BMJ,B1,odd issues,,,,,',
      '0959-8138,BMJ,C9,2001-,,,,,',
      '0959-8138,BMJ,A2,,,1960,,,',
      '1474-547X,Nursing,A2,,,,,,',
      '1234-5679,Nobody,,,,,,,',
      '',
    ].join('\n'),
    journalsBy(RUNS),
  );

  const told = pages.flatMap(({ records }) => records).map(described);
  // Serials, though no column says so: only serials are matched by their ISSN.
  expect(new Set(told.map(({ marc }) => marc.leader.slice(6, 8)))).toEqual(new Set(['as']));
  expect(told.map((record) => [record.localId, ...heldOf(record)])).toEqual([
    ['0140-6736', 'alder STATEMENT null: v.300-360 (1972-2002) / In the store', 'birch STATEMENT null: 1995-'],
    [
      '0959-8138',
      'alder STATEMENT null: v.300-319 (1990-1999) / lacks v.305; -1960',
      'birch STATEMENT null: odd issues',
    ],
    // Held, and nobody says which years.
    ['1474-547X', 'alder RECORD_ONLY null: '],
    ['1234-5679'],
  ]);
});

it.each<readonly [string, readonly string[], readonly string[]]>([
  ['which years', ['A1,,', 'A1,1990,1999'], ['1990-1999']],
  ['which years, in another house of the library', ['A2,,', 'A1,1990,1999'], ['1990-1999']],
  ['more than a note', ['A1,,,In the store', 'A1,1990,1999'], ['1990-1999']],
])('does not take what one line states for all, if another does not say %s', async (_what, lines, runs) => {
  const header = 'ISSN,Journal,Library,From,To,Note';
  const rows = lines.map((line) => `0140-6736,The Lancet,${line}${line.split(',').length < 4 ? ',' : ''}`);
  const settings = journalsBy({ owner: 'Library', from: 'From', to: 'To', note: 'Note' });
  const [page] = await harvest([header, ...rows, ''].join('\n'), settings);
  const [holding, ...others] = described(page?.records[0]).holdings;
  const texts = holding?.statements.map(({ text }) => text) ?? [];

  expect(others).toEqual([]);
  expect(texts).toEqual(['Also held: which part is not told', ...runs]);
  expect(coverageOf(holding?.statements ?? [], { year: 2005, volume: null }, 2026)).toBe('UNKNOWN');
});

it('knows whose a run is that names no owner, or refuses it', async () => {
  const contents = 'ISSN,Journal,From\n0140-6736,The Lancet,1990\n0959-8138,BMJ,\n';
  const settings = journalsBy({ from: 'From' });
  const blank =
    'ISSN,Journal,Library,From\n0140-6736,The Lancet,A1,1990\n0140-6736,The Lancet,,1960\n0959-8138,BMJ,A1,1990\n';
  const withOwner = journalsBy({ owner: 'Library', from: 'From' });
  const [standing] = await harvest(contents, { ...settings, owner: 'B1' });
  const [rejected] = await harvest(blank, withOwner);
  const [filled] = await harvest(blank, { ...withOwner, owner: 'B1' });

  expect(standing?.records.map((record) => heldOf(described(record)))).toEqual([
    ['birch STATEMENT null: 1990-'],
    ['birch RECORD_ONLY null: '],
  ]);
  expect(await problemOf(contents, settings)).toContain('settings.records[0].csv.runs.owner: is needed where');
  expect(rejected?.rejects.map(({ place, reason }) => [place, reason])).toEqual([
    ['catalogue.csv, line 3', 'the line says what is held and not by whom; fill the column "Library", or set owner'],
  ]);
  expect(rejected?.records.map((record) => heldOf(described(record)))).toEqual([['alder STATEMENT null: 1990-']]);
  expect(filled?.records.map((record) => heldOf(described(record)))).toEqual([
    ['alder STATEMENT null: 1990-', 'birch STATEMENT null: 1960-'],
    ['alder STATEMENT null: 1990-'],
  ]);
});

it('takes what has copies for no journal, and nobody for its owner but who has a copy, unless it states a run', async () => {
  const copies = { barcode: 'Accession', owner: 'Library' };
  const csvSettings = { columns: { ...JOURNAL_COLUMNS, record: 'No' }, runs: { from: 'From' }, copies };
  const settings = { records: [{ source: 'catalogue.csv', csv: csvSettings }], owner: 'A1' };
  const rows = ['0140-6736,The Lancet,,,1990', ',Grief,1,B1,', '1474-547X,Nursing,,,2011-12-01'];
  const [page] = await harvest(
    ['No,ISSN,Journal,Accession,Library,From', ...rows.map((row, index) => `${index},${row}`), ''].join('\n'),
    settings,
  );

  expect(page?.records.map(described).map((each) => [each.marc.leader.slice(6, 8), ...heldOf(each)])).toEqual([
    ['as', 'alder STATEMENT null: 1990-'],
    ['  ', 'birch ITEMS 1: '],
    ['as', 'alder STATEMENT null: 2011-12-01-'],
  ]);
});

it('takes an address in a list of journals for no proof that they are read online', async () => {
  const journals = journalsBy({ owner: 'Library', from: 'From' }, { ...JOURNAL_COLUMNS, url: 'Address' });
  const settings = { records: [...journals.records], copies: { tag: '952', subfields: { barcode: 'p', owner: 'a' } } };
  const rows = ['0140-6736,The Lancet,A1,1990,https://a.example', '0959-8138,BMJ,A1,,https://b.example'];
  const [page] = await harvest(['ISSN,Journal,Library,From,Address', ...rows, ''].join('\n'), settings);

  expect(page?.records.map((record) => heldOf(described(record)))).toEqual([
    ['alder STATEMENT null: 1990-'],
    ['alder RECORD_ONLY null: '],
  ]);
});

it.each([
  ['From', '01.03.1997'],
  ['To', '31/12/2005'],
  ['Vol', '01-Feb'],
  ['From', '35490'],
  ['Vol', '12.0'],
])('refuses the line of a list of journals with %s %s, which a spreadsheet has turned', async (column, cell) => {
  const names = ['From', 'To', 'Vol'];
  const row = `0140-6736,The Lancet,A1,${names.map((name) => (name === column ? cell : '')).join(',')}`;
  const settings = journalsBy({ owner: 'Library', from: 'From', to: 'To', fromVolume: 'Vol' });
  const fine = '0959-8138,BMJ,A1,1990,1999,3';
  const [page] = await harvest(['ISSN,Journal,Library,From,To,Vol', row, fine, ''].join('\n'), settings);

  expect(page?.rejects.map(({ reason }) => reason.split(':')[0])).toEqual([`the column "${column}"`]);
  expect(page?.records).toHaveLength(1);
});
