import { Buffer } from 'node:buffer';
import { bzip2Head, tarOf } from '#tests/support/archives.ts';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkMarc, writeIso2709, writeMarcXml } from './index.ts';

const RECORD = {
  leader: '00000nam a2200000 a 4500',
  fields: [
    { tag: '001', value: '1' },
    { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'Emma' }] },
  ],
};
const MRC = Buffer.from(writeIso2709(RECORD));
const XML = Buffer.from(writeMarcXml(RECORD));

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

const check = (bytes: Uint8Array) => checkMarc(once(bytes));

describe('a file that holds records in a form that is not read', () => {
  it.each([
    ['tar around ISO 2709', tarOf('export.mrc', MRC), 'an archive (tar): unpack it first'],
    ['tar around MARCXML', tarOf('export.xml', XML), 'an archive (tar): unpack it first'],
    ['tar of before POSIX', tarOf('export.mrc', MRC, { posix: false }), 'an archive (tar): unpack it first'],
    ['gzip', gzipSync(MRC), 'compressed (gzip): unpack it first'],
    ['gzip in gzip', gzipSync(gzipSync(MRC)), 'compressed (gzip): unpack it first'],
    ['a compressed tar', gzipSync(tarOf('export.mrc', MRC)), 'compressed (gzip): unpack it first'],
    ['zip', Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), MRC]), 'compressed (zip): unpack it first'],
    ['bzip2', bzip2Head(), 'compressed (bzip2): unpack it first'],
    ['UTF-16', Buffer.from(`\ufeff${XML.toString()}`, 'utf16le'), 'UTF-16: write it as UTF-8 first'],
    ['UTF-16 without a mark', Buffer.from(XML.toString(), 'utf16le'), 'UTF-16: write it as UTF-8 first'],
    [
      'UTF-16, big end first',
      Buffer.from(`\ufeff${XML.toString()}`, 'utf16le').swap16(),
      'UTF-16: write it as UTF-8 first',
    ],
    [
      'MARCMaker',
      Buffer.from('=LDR  00714cam a2200205 a 4500\r\n=001  1\r\n=245  10$aEmma\r\n'),
      'MARCMaker text (.mrk), not MARC itself: turn it into ISO 2709 first',
    ],
    [
      'lines of a MARC printer',
      Buffer.from('00714cam a2200205 a 4500\n001 1\n245 10 $a Emma\n'),
      'MARC printed as lines, not MARC itself: export it as ISO 2709 or MARCXML',
    ],
    [
      'Aleph sequential',
      Buffer.from('000000002 LDR   L ^^^^^nam^a22002411a^4500\n000000002 001   L 000000002\n'),
      'Aleph sequential, not MARC itself: export it as ISO 2709 or MARCXML',
    ],
    [
      'PICA',
      Buffer.from('003@ \u001f0010000011\u001e021A \u001faEmma\u001e\n'),
      'PICA, not MARC: export it as MARC 21',
    ],
    ['PICA in lines', Buffer.from('003@ $0010000011\n021A $aEmma\n'), 'PICA, not MARC: export it as MARC 21'],
    [
      'PICA in JSON',
      Buffer.from('[["003@","","0","010000011"],["021A","","a","Emma"]]'),
      'PICA, not MARC: export it as MARC 21',
    ],
    [
      'MODS',
      Buffer.from('<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Emma</title></titleInfo></mods>'),
      'MODS, not MARC: export it as MARC 21',
    ],
    [
      'a web page',
      Buffer.from('\n<!DOCTYPE html>\n<html><head><title>503</title></head></html>'),
      'a web page (HTML), perhaps an error page: fetch the file again',
    ],
  ])('is refused with what it is: %s', async (_, bytes, note) => {
    expect(await check(bytes)).toMatchObject({ format: 'none', found: 0, refused: true, note, bytesUnaccounted: 0 });
  });

  it('is named, record by record, where it is the form of an editor', async () => {
    const quick = {
      leader: '00714cam\\a2200205\\a\\4500',
      fields: [
        { tag: '001', content: 'in1', isProtected: true },
        { tag: '008', content: { Type: 'a', Ctry: 'xxk' } },
        { tag: '245', content: '$a Emma $c Austen', indicators: ['1', '0'] },
      ],
    };

    expect((await check(Buffer.from(JSON.stringify([quick])))).rejects).toMatchObject([
      { reason: expect.stringMatching(/^quickMARC, the form of FOLIO's editor: .*export/) as string },
    ]);
  });
});

describe('a file without records', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['white space', Buffer.from('\n \n'), 'empty'],
    ['JSON of another kind', Buffer.from('{"id": 1, "title": "Emma"}'), 'JSON without MARC'],
    ['XML of another kind', Buffer.from('<?xml version="1.0"?><schema/>'), 'XML without MARC (schema)'],
    ['text', Buffer.from('no MARC here\n'), null],
  ])('is told apart from one that is not read: %s', async (_, bytes, note) => {
    expect(await check(bytes)).toMatchObject({ format: 'none', found: 0, refused: false, note });
  });
});

describe('a file of MARC', () => {
  it.each([
    ['a byte order mark', Buffer.concat([Buffer.from('\ufeff'), MRC]), 'iso2709'],
    ['a byte order mark before XML', Buffer.concat([Buffer.from('\ufeff'), XML]), 'marcxml'],
    [
      'a record that names a web page',
      Buffer.from(writeMarcXml({ ...RECORD, fields: [{ tag: '001', value: '<html>' }] })),
      'marcxml',
    ],
  ])('is read with %s', async (_, bytes, format) => {
    expect(await check(bytes)).toMatchObject({ format, read: 1, rejected: 0, refused: false, note: null });
  });

  it('says what its text was read as', async () => {
    const latin1 = Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?>${XML.toString().replace('Emma', 'Émma')}`,
      'latin1',
    );

    expect((await check(latin1)).charsets).toEqual({ 'windows-1252': 1 });
    expect((await check(MRC)).charsets).toEqual({ ascii: 1 });
  });
});
