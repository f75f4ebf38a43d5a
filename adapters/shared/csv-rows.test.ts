import { cpuMsSince } from '#tests/support/cpu-time.ts';
import { describe, expect, it } from 'vitest';
import { readCsvRows, type CsvFile, type CsvRow } from './csv-rows.ts';

const FILE: CsvFile = {
  system: 'hill',
  name: 'items.csv',
  setting: 'settings.items',
  delimiter: 'auto',
  trailer: null,
};
const MILLION = 1_000_000;

/** As a file is read. */
async function* inParts(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function read(text: string): Promise<readonly CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsvRows(FILE, ['BIB'], inParts(text), 'utf-8')) rows.push(row);
  return rows;
}

describe('a list that is no list', () => {
  it.each([
    ['has two million columns', `BIB${',a'.repeat(2 * MILLION)}\n1\n`, 'line 1 does not end within 65536 characters'],
    ['has two million columns without names', `BIB${','.repeat(2 * MILLION)}\n1\n`, 'line 1 does not end within 65536'],
    ['begins with nothing but blanks', ' '.repeat(4 * MILLION), 'line 1 does not end within 65536 characters'],
    ['has thirty thousand columns', `BIB${',a'.repeat(30_000)}\n1\n`, 'line 1 has 30001 columns, and at most 2000 are'],
    [
      'has them behind a break in quotes',
      `BIB,"a\n"${','.repeat(900_000)}\n1\n`,
      'line 1 has 900002 columns, and at most 2000',
    ],
    ['has a line of three million columns', `BIB,A\n1${','.repeat(3 * MILLION)}\n`, 'line 2 is longer than a million'],
  ])('is refused at its place, and soon: %s', async (_, text, words) => {
    const before = process.cpuUsage();

    await expect(read(text)).rejects.toThrow(`[hill] items.csv: ${words}`);

    expect(cpuMsSince(before)).toBeLessThan(1_000);
  });

  it('is none of these: lines that end as they did on old computers, and a header as long as may be', async () => {
    const header = `BIB${Array.from({ length: 1_999 }, (_, n) => `,column ${n} of them`).join('')}`;
    const lines = await read(`BIB,A\r${'1,2\r'.repeat(MILLION / 2)}`);

    expect(lines).toHaveLength(MILLION / 2);
    expect(await read(`${header}\n1${','.repeat(1_999)}\n`)).toEqual([{ line: 2, values: ['1'] }]);
  });
});

it('sees the end of lines that end in a carriage return alone, also where a value has a line feed', async () => {
  const file: CsvFile = { ...FILE, lastLine: 'ended' };
  const rows: string[] = [];
  for await (const { values } of readCsvRows(file, ['A'], inParts('BIB,A\r1,"x\ny"\r'), 'utf-8')) rows.push(...values);

  expect(rows).toEqual(['x y']);
});

it('sees that a line that ends in two characters was cut between them', async () => {
  const file: CsvFile = { ...FILE, lastLine: 'ended' };
  const read = async (): Promise<void> => {
    for await (const _ of readCsvRows(file, ['A'], inParts('BIB,A\r\n1,x\r\n2,y\r'), 'utf-8'));
  };

  await expect(read()).rejects.toThrow('may have been cut');
});
