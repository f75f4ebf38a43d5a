import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Column, Rows } from './cells.ts';
import { writeCsv } from './write-csv.ts';

async function write(columns: readonly Column[], rows: Rows): Promise<string> {
  const stream = new PassThrough();
  const [written] = await Promise.all([text(stream), writeCsv(stream, columns, rows)]);
  return written;
}

const TEXT = { header: 'Barcode', kind: 'text' } as const;
const NUMBER = { header: 'Loans', kind: 'number' } as const;

describe('writeCsv', () => {
  it('writes UTF-8 with its mark and lines ended by CR LF', async () => {
    const stream = new PassThrough();
    const written = writeCsv(
      stream,
      [TEXT, NUMBER],
      [
        ['é', 1],
        ['b', null],
      ],
    );
    const chunks = await stream.toArray();
    await written;

    expect(Buffer.concat(chunks as Buffer[]).toString('latin1')).toBe(
      '\xef\xbb\xbfBarcode,Loans\r\n\xc3\xa9,1\r\nb,\r\n',
    );
  });

  it('puts a quote before what a spreadsheet would calculate, and not before a number', async () => {
    const texts = ['=cmd', '+1', '-1', '@x', ' =1', "'=1", '＝1', "d'or"];
    const lines = (await write([TEXT, NUMBER], [...texts.map((value) => [value, -5]), [-7, '-5']]))
      .trim()
      .split('\r\n');

    expect(lines.slice(1)).toEqual([
      "'=cmd,-5",
      "'+1,-5",
      "'-1,-5",
      "'@x,-5",
      "' =1,-5",
      "''=1,-5",
      "'＝1,-5",
      "d'or,-5",
      "-7,'-5",
    ]);
  });

  it('puts into quotes what would end a value or a row, or be trimmed', async () => {
    const rows = [['a,b'], ['a"b'], ['a\r\nb'], [' a ']];

    expect(await write([TEXT], rows)).toBe('Barcode\r\n"a,b"\r\n"a""b"\r\n"a\nb"\r\n" a "\r\n');
  });

  it('gives a link two columns, so that neither text nor address is lost', async () => {
    const rows = [[{ text: 'b1', url: 'https://library.example/1' }], [null], ['b2']];

    expect(await write([{ header: 'Record', kind: 'link' }], rows)).toBe(
      'Record,Record address\r\nb1,https://library.example/1\r\n,\r\nb2,\r\n',
    );
  });

  it('takes rows as they come, and rejects with what they throw', async () => {
    async function* rows(): AsyncGenerator<readonly string[]> {
      yield ['0001'];
      throw new Error('the rows failed');
    }
    const stream = new PassThrough();
    stream.resume();

    await expect(writeCsv(stream, [TEXT], rows())).rejects.toThrow('the rows failed');
  });
});
