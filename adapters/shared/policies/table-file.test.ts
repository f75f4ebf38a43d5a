import type { SystemId } from '#domain/ids.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readTable } from './table-file.ts';

const signal = new AbortController().signal;
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function rowsOf(content: string | Uint8Array): Promise<readonly Readonly<Record<string, string>>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mercia-table-'));
  folders.push(folder);
  await writeFile(join(folder, 'table'), content);
  const system = { id: 'north' as SystemId, directory: folder };
  const options = { system, source: 'table', setting: 'settings.policies.rules', columns: ['code', 'label'] };
  return (await readTable(options, signal)).map(({ values }) => Object.fromEntries(values));
}

it.each([
  ['commas', 'code,label\nBK,"Book, three weeks"\n'],
  ['semicolons and a byte order mark', '\uFEFFCode;Label\r\nBK;Book, three weeks\r\n'],
  ['lines of separators behind the last one', 'code,label\nBK,"Book, three weeks"\n,\n,,\n'],
  ['tabs', 'code\tlabel\nBK\tBook, three weeks'],
  ['the rows of a report', '[{"code":"BK","label":"Book, three weeks","total":"1"}]'],
])('reads a table with %s', async (_, content) => {
  expect(await rowsOf(content)).toMatchObject([{ code: 'BK', label: 'Book, three weeks' }]);
});

it('reads what a spreadsheet wrote in Windows-1252', async () => {
  const content = Buffer.from('code,label\nPR,Pr\xeat\n', 'latin1');

  expect(await rowsOf(content)).toEqual([{ code: 'PR', label: 'Prêt' }]);
});

it.each([
  ['a column is missing', 'code,name\nBK,Book\n', 'has no column "label" among its 2'],
  ['a line is too short', 'code,label\nBK,Book\nDVD\n', 'line 3 has 1 columns, the first line 2'],
  ['a line is too short behind an empty one', 'code,label\n\nBK,Book\nDVD\n', 'line 4 has 1 columns'],
  ['there is nothing but a first line', 'code,label\n', 'has no rows'],
  ['a report was cut', '[{"code":"BK","label":"Book","total":11}]', 'gives 1 of 11 rows; raise the preference'],
  ['a report does not say how long it is', '[{"code":"BK","label":"Book"}]', 'has no column "total"'],
  ['a report does not name its columns', '[["BK","Book",1]]', 'ask for it with annotated=1'],
  ['a report is cut in the middle', '[{"code":"BK",', 'is no report'],
  ['it is a web page', '<html><body>Log in</body></html>', 'has no rows'],
])('refuses it if %s', async (_, content, words) => {
  await expect(rowsOf(content)).rejects.toMatchObject({
    code: 'LMS_BAD_RESPONSE',
    message: expect.stringContaining(words) as string,
  });
});
