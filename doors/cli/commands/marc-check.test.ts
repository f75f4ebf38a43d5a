import { writeIso2709, writeMarcXml } from '#marc/index.ts';
import { tarOf } from '#tests/support/archives.ts';
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MarcCheckFlags, type MarcCheckTotals, type MarcFileReport, runMarcCheck } from './marc-check.ts';

const RECORD = {
  leader: '00000nam a2200000 a 4500',
  fields: [
    { tag: '001', value: '1' },
    { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: 'Emma' }] },
  ],
};

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(files: readonly string[], flags: MarcCheckFlags = {}, stdin = ''): Promise<Run> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await runMarcCheck(files, flags, { stdout, stderr, stdin: Readable.from([stdin]) });
  stdout.end();
  stderr.end();
  return { code, out: await text(stdout), err: await text(stderr) };
}

async function runJson(
  files: readonly string[],
  flags: MarcCheckFlags = {},
  stdin = '',
): Promise<{ readonly code: number; readonly reports: readonly MarcFileReport[]; readonly totals: MarcCheckTotals }> {
  const { code, out } = await run(files, { ...flags, json: true }, stdin);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { code, reports: lines.slice(0, -1) as MarcFileReport[], totals: lines.at(-1) as MarcCheckTotals };
}

describe('mercia marc check', () => {
  let folder = '';
  const file = (name: string): string => join(folder, name);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'marc-check-'));
    const good = writeIso2709(RECORD);
    const latin1 = `<?xml version="1.0" encoding="ISO-8859-1"?>${writeMarcXml(RECORD).replace('Emma', 'Émma')}`;
    const longer = Buffer.from(good);
    longer.write('00099', 0);
    writeFileSync(file('good.mrc'), Buffer.concat([good, good]));
    writeFileSync(file('odd.mrc'), Buffer.concat([good, longer, good.subarray(0, 40)]));
    writeFileSync(file('good.xml'), `<collection>${writeMarcXml(RECORD)}</collection>`);
    writeFileSync(
      file('oai.xml'),
      `<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header/><metadata>${writeMarcXml(RECORD)}</metadata></record></ListRecords></OAI-PMH>`,
    );
    writeFileSync(
      file('dc.xml'),
      '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata><oai_dc:dc/></metadata></record></ListRecords></OAI-PMH>',
    );
    writeFileSync(file('notes.txt'), 'no MARC here\n');
    writeFileSync(file('empty.mrc'), '');
    writeFileSync(file('packed.mrc.gz'), gzipSync(good));
    writeFileSync(file('export.tar'), tarOf('export.xml', Buffer.from(writeMarcXml(RECORD))));
    writeFileSync(file('latin1.xml'), Buffer.from(latin1, 'latin1'));
    writeFileSync(file('wide.xml'), Buffer.from(`\ufeff${writeMarcXml(RECORD)}`, 'utf16le'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('prints one line a file and a last line of totals with --json', async () => {
    const { code, reports, totals } = await runJson([file('good.mrc'), file('odd.mrc'), file('good.xml')]);

    expect(code).toBe(0);
    expect(reports).toMatchObject([
      { file: file('good.mrc'), format: 'iso2709', found: 2, read: 2, repaired: 0, rejected: 0, bytesUnaccounted: 0 },
      { file: file('odd.mrc'), format: 'iso2709', found: 3, read: 2, repaired: 1, rejected: 1, bytesUnaccounted: 0 },
      { file: file('good.xml'), format: 'marcxml', found: 1, read: 1, repaired: 0, rejected: 0, bytesUnaccounted: 0 },
    ]);
    expect(reports[1]).toMatchObject({ repairs: { 'record length': 1 }, rejects: [{ record: 3, length: 40 }] });
    expect(totals).toMatchObject({
      total: true,
      files: 3,
      found: 6,
      read: 5,
      repaired: 1,
      rejected: 1,
      bytesUnaccounted: 0,
    });
  });

  it('calls a file without MARC none and says what it seems to be', async () => {
    const { code, reports } = await runJson([file('notes.txt'), file('dc.xml'), file('empty.mrc'), file('oai.xml')]);

    expect(code).toBe(0);
    expect(reports.map(({ format, found, note }) => [format, found, note])).toEqual([
      ['none', 0, null],
      ['none', 0, 'OAI-PMH with Dublin Core only'],
      ['none', 0, 'empty'],
      ['oai-pmh/marcxml', 1, null],
    ]);
  });

  it('says what to do about a file that is packed or in UTF-16, and exits 2', async () => {
    const { code, reports, totals } = await runJson([file('packed.mrc.gz'), file('wide.xml'), file('good.mrc')]);

    expect(code).toBe(2);
    expect(totals).toMatchObject({ files: 3, refused: 2, unreadable: 0, read: 2 });

    expect(reports).toMatchObject([
      { format: 'none', note: 'compressed (gzip): unpack it first' },
      { format: 'none', note: 'UTF-16: write it as UTF-8 first' },
      { read: 2, note: null },
    ]);
  });

  it('refuses an archive rather than finding nothing in it', async () => {
    const { code, out } = await run([file('export.tar')]);

    expect(code).toBe(2);
    expect(out).toMatch(/none \(an archive \(tar\): unpack it first\) +.*export\.tar$/m);
    expect(out).toMatch(/1 files, 0 cannot be opened, 1 refused/);
  });

  it('exits 1 with --strict when a file holds no record', async () => {
    expect((await run([file('empty.mrc')])).code).toBe(0);
    expect((await run([file('empty.mrc')], { strict: true })).code).toBe(1);
  });

  it('exits 1 with --strict when a record was rejected, and 0 without', async () => {
    expect((await run([file('odd.mrc')])).code).toBe(0);
    expect((await run([file('odd.mrc')], { strict: true })).code).toBe(1);
    expect((await run([file('good.mrc')], { strict: true })).code).toBe(0);
  });

  it('exits 2 when a file cannot be opened, and still reads the others', async () => {
    const { code, reports, totals } = await runJson([file('absent.mrc'), folder, file('good.mrc')], { strict: true });

    expect(code).toBe(2);
    expect(reports).toMatchObject([
      { error: 'no such file', found: 0 },
      { error: 'a folder, not a file' },
      { read: 2 },
    ]);
    expect(totals).toMatchObject({ files: 3, unreadable: 2, read: 2 });
  });

  it('takes a list that begins with a byte order mark, and moves no cursor by what a file is called', async () => {
    writeFileSync(file('marked.txt'), `\ufeff${file('good.mrc')}\r\n`);
    const { reports } = await runJson([], { filesFrom: file('marked.txt') });
    const { out, err } = await run([file('odd\u202e.mrc')]);

    expect(reports).toMatchObject([{ file: file('good.mrc'), found: 2 }]);
    expect([out, err].join('')).not.toContain('\u202e');
    expect(out).toContain('no such file');
  });

  it('says how many rejects --json lists', async () => {
    const cut = Buffer.concat([Buffer.from(writeIso2709(RECORD)).subarray(0, 40), Buffer.from([0x1d])]);
    writeFileSync(file('many.mrc'), Buffer.concat(Array.from({ length: 30 }, () => cut)));
    const { out } = await run([file('many.mrc')]);

    expect(out).toMatch(/and \d+ more \(--json lists up to 1,000\)/);
  });

  it('takes file names from standard input and from a file, beside those named', async () => {
    writeFileSync(file('list.txt'), `${file('good.xml')}\r\n\n`);

    const fromInput = await runJson(
      [file('good.mrc')],
      { filesFrom: '-' },
      `${file('odd.mrc')}\n${file('good.xml')}\n`,
    );
    const fromFile = await runJson([], { filesFrom: file('list.txt') });
    const fromNowhere = await run([], { filesFrom: file('absent.txt') });

    expect(fromInput.reports.map((report) => report.found)).toEqual([2, 3, 1]);
    expect(fromFile.reports.map((report) => report.file)).toEqual([file('good.xml')]);
    expect(fromNowhere).toMatchObject({
      code: 2,
      err: expect.stringMatching(/absent.txt cannot be read: no such file/) as string,
    });
  });

  it('says so when no file is named', async () => {
    const { code, err } = await run([]);

    expect(code).toBe(2);
    expect(err).toMatch(/no files named/);
  });

  it('prints a table, the repairs, and each reject with its place and reason', async () => {
    const { out } = await run([file('good.mrc'), file('odd.mrc'), file('absent.mrc'), file('latin1.xml')]);

    expect(out).toMatch(/^found +read +repaired +rejected +unaccounted +format +file$/m);
    expect(out).toMatch(/^3 +2 +1 +1 +0 +iso2709 +.*odd\.mrc$/m);
    expect(out).toMatch(/no such file +.*absent\.mrc$/m);
    expect(out).toMatch(/^ +1 +record length$/m);
    expect(out).toMatch(/^ +1 +windows-1252$/m);
    expect(out).toMatch(/^ {2}record 3, byte \d+: .+$/m);
  });
});
