import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { holdsRecord } from './holds-record.ts';

function folder(): string {
  const made = makeTemporaryFolder();
  onTestFinished(() => {
    made.remove();
  });
  return made.path;
}

// An error that nobody listens to would fail this file, and in a hub it ends the process.
it('rejects, and fails nothing else, if the file is gone or cannot be read', async () => {
  const path = folder();
  mkdirSync(join(path, 'a-folder.xml'));

  await expect(holdsRecord(join(path, 'gone.xml'), ['hill.b4'])).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(holdsRecord(join(path, 'a-folder.xml'), ['hill.b4'])).rejects.toMatchObject({ code: 'EISDIR' });
  // Errors of streams are told in a later turn.
  await new Promise((done) => setImmediate(done));
});

it('finds a name in front of the place where a packed file is cut off', async () => {
  const path = join(folder(), 'all.xml.gz');
  const packed = gzipSync(`hill.b4 ${'telephone '.repeat(1_000)}`);

  writeFileSync(path, packed.subarray(0, -8));

  expect(await holdsRecord(path, ['hill.b4'])).toBe(true);
  await expect(holdsRecord(path, ['hill.b5'])).rejects.toMatchObject({ code: 'Z_BUF_ERROR' });
});

it.each([
  ['<controlfield tag="001">koha.17</controlfield>', true],
  ['<subfield code="a">(koha)17</subfield>', true],
  ['<controlfield tag="001">north-koha.17</controlfield>', false],
  ['<subfield code="a">(north-koha)17</subfield>', false],
  ['<controlfield tag="001">koha.170</controlfield>', false],
  ['\u001ekoha.17\u001e', true],
  ['\u001e  \u001fakoha.17\u001e', true],
  ['\u001e  \u001fa(koha)17\u001e', true],
  ['koha.17', true],
])('of %j says that it tells of koha.17: %s', async (text, isHeld) => {
  const path = join(folder(), 'all.xml');

  writeFileSync(path, text);

  expect(await holdsRecord(path, ['koha.17', '(koha)17'])).toBe(isHeld);
});

it('finds a name as XML and JSON have it', async () => {
  const path = join(folder(), 'all.xml');

  writeFileSync(path, '<controlfield tag="001">koha.R&amp;D&lt;1&gt;</controlfield>');

  expect(await holdsRecord(path, ['koha.R&D<1>'])).toBe(true);
  expect(await holdsRecord(path, ['koha.R&D<2>'])).toBe(false);
  writeFileSync(path, JSON.stringify({ '001': 'koha.a"b' }));
  expect(await holdsRecord(path, ['koha.a"b'])).toBe(true);
});

// Files are read in pieces of 65,536 bytes.
it.each([
  ['koha.17', 'koha.17', true],
  ['koha.1723', 'koha.17', false],
  ['north-koha.17 ', 'koha.17', false],
])('judges %j by what follows it, wherever a piece of the file ends', async (written, name, isHeld) => {
  const path = join(folder(), 'all.xml');

  for (let cut = 0; cut <= written.length; cut += 1) {
    writeFileSync(path, `${' '.repeat(65_536 - cut)}${written}<${' '.repeat(66_000)}`);

    expect(await holdsRecord(path, [name]), String(cut)).toBe(isHeld);
  }
});
