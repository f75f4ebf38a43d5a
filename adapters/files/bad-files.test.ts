/** Files that must not be taken in: the error names the file, the line or the record, and what to do. */
import { gzipSync } from 'node:zlib';
import { isMerciaError } from '#platform/errors.ts';
import { expect, it } from 'vitest';
import { writeMarcXml } from '#marc/index.ts';
import { createFolder, marcFile, pagesOf, record, sourceOf } from './folder.fixture.ts';

const catalogue = marcFile(record('b1', 'Grief'), record('b2', 'Asthma'));
const xml = (...ids: readonly string[]): string => ids.map((id) => writeMarcXml(record(id, 'Grief'))).join('\n');
const COLUMNS = { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH' };
const GOOD_LIST = 'BIB,BARCODE,BRANCH\nb1,1,A1\n';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function outcomeOf(settings: object, files: Files): Promise<unknown> {
  const folder = createFolder();
  for (const [name, contents] of Object.entries(files)) folder.write(name, contents);
  return pagesOf(sourceOf(folder.path, settings)).catch((error: unknown) => error);
}

async function problemOf(settings: object, files: Files): Promise<unknown> {
  const outcome = await outcomeOf(settings, files);
  return outcome instanceof Error ? outcome.message : outcome;
}

it.each<readonly [string, string | Uint8Array, RegExp]>([
  ['that is empty', '', /catalogue\.mrc: the file named in settings\.records\[0\]\.source is empty/],
  ['without a record', '<collection></collection>', /catalogue\.mrc: the file holds no MARC record; wait until/],
  ['cut inside a record', catalogue.subarray(0, -20), /catalogue\.mrc: the file ends inside a record; wait until/],
  ['cut between records of XML', `<collection>${xml('b1', 'b2')}`, /catalogue\.mrc: the file ends inside a record/],
  ['cut between records of JSON', '[{"leader":"00000nam a2200000 a 4500","fields":[{"001":"b1"}]},\n', /ends inside/],
  [
    'cut inside a record of XML',
    `<collection>${xml('b1', 'b2')}`.slice(0, -40),
    /catalogue\.mrc: the file ends inside a record/,
  ],
  [
    'cut inside a record of XML that nothing holds together',
    xml('b1', 'b2').slice(0, -40),
    /catalogue\.mrc: the file ends inside a record/,
  ],
  [
    'cut inside a record of lines of JSON',
    '{"leader":"00000nam a2200000 a 4500","fields":[{"001":"b1"}]}\n{"leader":"00000nam a2200000 a 4500","fields":[{"001":"b2"}',
    /catalogue\.mrc: the file ends inside a record/,
  ],
  [
    'of one bad record',
    '<collection><record><leader>x</leader><datafield/></record></collection>',
    /no record that can be read/,
  ],
  ['cut in gzip', gzipSync(catalogue).subarray(0, -12), /catalogue\.mrc: .* packed by gzip and damaged or cut/],
  ['in zip', 'PK\x03\x04 and more', /catalogue\.mrc: the file is no MARC\. It is compressed \(zip\): unpack it first/],
  ['as MARCMaker', '=LDR  00714cam a2200205 a 4500\n=001  1\n', /It is MARCMaker text \(\.mrk\).*ISO 2709/],
  ['that is a web page', '<!doctype html><html><title>Sign in</title></html>', /It is a web page/],
  ['in UTF-16', Buffer.from('\ufeff<collection/>', 'utf16le'), /It is UTF-16: write it as UTF-8/],
  [
    'without numbers',
    marcFile({ leader: '00000nam a2200000 a 4500', fields: record('', 'x').fields.slice(1) }),
    /settings\.recordId says where/,
  ],
])('refuses a MARC file %s', async (_, contents, words) => {
  const problem = await problemOf({ records: [{ source: 'catalogue.mrc' }] }, { 'catalogue.mrc': contents });

  expect(problem).toMatch(words);
  expect(problem).toContain('[hill-files]');
});

it.each<readonly [string, string | Uint8Array, RegExp]>([
  ['that is empty', '', /items\.csv: the file named in settings\.items\[0\]\.source is empty/],
  ['with a header alone', 'BIB,BARCODE,BRANCH\n', /items\.csv: the list has no line behind the first/],
  [
    'with a missing column',
    'BIB,CODE,BRANCH\nb1,1,A1\n',
    /items\.csv: line 1 has no column "BARCODE" among its 3; check that the file begins/,
  ],
  ['with a doubled header', 'BIB,BARCODE,BRANCH,BARCODE\nb1,1,A1,2\n', /line 1 has the column "BARCODE" twice/],
  ['with a short row', 'BIB,BARCODE,BRANCH\nb1,1,A1\nb2,2\n', /items\.csv: line 3 has 2 columns, the first line 3/],
  ['with a long row', 'BIB,BARCODE,BRANCH\nb1,1,A1,more\n', /items\.csv: line 2 has 4 columns, the first line 3/],
  [
    'with an open quote',
    'BIB,BARCODE,BRANCH\nb1,"1,A1\nb2,2,B1\n',
    /items\.csv: line \d: a quote is opened and never closed/,
  ],
  [
    'with a barcode in scientific form',
    'BIB,BARCODE,BRANCH\nb1,1,A1\nb1,2.1E+13,A1\n',
    /items\.csv: line 3 has no whole number in the column "BARCODE".*column as text/,
  ],
  [
    'with a record number in scientific form',
    'BIB,BARCODE,BRANCH\n1E+06,1,A1\n',
    /line 2 has no whole number in the column "BIB"/,
  ],
  [
    'of another system',
    'BIB,BARCODE,BRANCH\n77,1,A1\n78,2,A1\n',
    /none of the 2 lines of copies names a record.*columns\.record/,
  ],
])('refuses a list of copies %s', async (_, contents, words) => {
  const settings = {
    records: [{ source: 'catalogue.mrc' }],
    items: [{ source: 'items.csv', columns: COLUMNS }],
  };

  expect(await problemOf(settings, { 'catalogue.mrc': catalogue, 'items.csv': contents })).toMatch(words);
});

it('refuses a list of copies that was cut in its last cell, and takes one that never ends its last line', async () => {
  const files = { 'catalogue.mrc': catalogue, 'items.csv': 'BIB,BRANCH,BARCODE\nb1,A1,30001\nb2,A1,3000' };
  const of = (more: object) => ({
    records: [{ source: 'catalogue.mrc' }],
    items: [{ source: 'items.csv', columns: COLUMNS, ...more }],
  });

  expect(await problemOf(of({}), files)).toMatch(/line 3 does not end.*write lastLine: unended.*settings\.items/);
  expect(await outcomeOf(of({ lastLine: 'unended' }), files)).not.toBeInstanceOf(Error);
});

it.each<readonly [string, string]>([
  ['without its first line', 'b1,30001,Quillfeather\nb2,30002,Ousegrave\n'],
  ['with a word of somebody above its first line', 'Quillfeather;Zebulon\nBIB,BARCODE,BRANCH\nb1,1,A1\n'],
  ['with a quote left open', 'BIB,BARCODE,BRANCH\nb1,"Quillfeather,A1\n'],
  ['with too many cells in a line', 'BIB,BARCODE,BRANCH\nb1,1,A1,Quillfeather\n'],
  ['with a rounded number', 'BIB,BARCODE,BRANCH\nb1,4.7110815E+7,Quillfeather\n'],
  ["of nobody's records", 'BIB,BARCODE,BRANCH\nQuillfeather,1,A1\n'],
  ['with another last line', 'BIB,BARCODE,BRANCH\nb1,1,A1\nEND,9\nQuillfeather,1,A1\n'],
])('repeats nothing of a list of copies %s: everybody may read why it was refused', async (_, contents) => {
  const settings = {
    records: [{ source: 'catalogue.mrc' }],
    items: [{ source: 'items.csv', columns: COLUMNS, ...(contents.includes('END') && { trailer: 'END,{count}' }) }],
  };

  const fault = await outcomeOf(settings, { 'catalogue.mrc': catalogue, 'items.csv': contents });

  if (!isMerciaError(fault)) throw new Error('the list was taken in');
  expect(fault.publicMessage).toContain('items');
  expect(`${fault.message} ${fault.publicMessage}`).not.toMatch(/Quillfeather|Ousegrave|Zebulon|30001|4\.7/);
});

it('refuses a list of copies that is not in the set it is said to be in', async () => {
  const settings = {
    records: [{ source: 'catalogue.mrc' }],
    items: [{ source: 'items.csv', columns: COLUMNS, encoding: 'utf-8' }],
  };
  const list = Buffer.from([...Buffer.from(GOOD_LIST), 0xe9]);

  expect(await problemOf(settings, { 'catalogue.mrc': catalogue, 'items.csv': list })).toMatch(
    /items\.csv: line 3 is no UTF-8; .*write encoding: windows-1252 in its entry of settings\.items/,
  );
});

it('refuses a list in which one letter was cut, with its line: the others are not read as letters that nobody wrote', async () => {
  const settings = { records: [{ source: 'catalogue.mrc' }], items: [{ source: 'items.csv', columns: COLUMNS }] };
  const cut = Buffer.concat([
    Buffer.from('BIB,BARCODE,BRANCH\nb1,1,Müller\nb2,2,Qu'),
    Buffer.from([0xc3]),
    Buffer.from('\n'),
  ]);

  expect(await problemOf(settings, { 'catalogue.mrc': catalogue, 'items.csv': cut })).toMatch(
    /items\.csv: line 3 is no UTF-8/,
  );
});

it.each([
  ['BARCODE', 'b1,30001000000017.0,A1'],
  ['BIB', '101.0,30001000000017,A1'],
])('refuses a list whose column %s a program took for quantities', async (column, line) => {
  const settings = { records: [{ source: 'catalogue.mrc' }], items: [{ source: 'items.csv', columns: COLUMNS }] };
  const list = `${GOOD_LIST}${line}\n`;

  expect(await problemOf(settings, { 'catalogue.mrc': catalogue, 'items.csv': list })).toMatch(
    new RegExp(`items\\.csv: line 3 has no whole number in the column "${column}": a spreadsheet took it`),
  );
});

it('says which file is not there, and not where it looked', async () => {
  const problem = await problemOf({ records: [{ source: 'gone/catalogue.mrc' }] }, {});

  expect(problem).toMatch(/catalogue\.mrc: the file named in settings\.records\[0\]\.source cannot be read \(ENOENT\)/);
  expect(problem).not.toContain('gone/');
});

it.each<readonly [string, object, RegExp]>([
  ['another scheme', { records: [{ source: 'ftp://files.example.org/a.mrc' }] }, /begins with http/],
  [
    'a password',
    { records: [{ source: 'https://me:secret@files.example.org/a.mrc' }] },
    /no user name and no password/,
  ],
  ['no file', { records: [] }, /records/],
  [
    'copies twice',
    {
      records: [{ source: 'a' }],
      copies: { tag: '952', subfields: {} },
      items: [{ source: 'b', columns: { record: 'A' } }],
    },
    /copies or items, not both/,
  ],
])('refuses settings with %s', (_, settings, words) => {
  expect(() => sourceOf('.', settings)).toThrow(words);
});
