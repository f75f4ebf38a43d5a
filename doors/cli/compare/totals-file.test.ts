import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readTotalsFile } from './totals-file.ts';

function fileWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mercia-totals-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

it('reads a line for each count, with columns for what was counted', async () => {
  const file = fileWith(
    'counts.csv',
    'library;class;count;ITEM_TYPE;counted on\nalder;RECORDS;12;;2026-05-31\nalder;items;34;;2026-05-31\nalder;ITEMS;5;007;2026-05-31\nelm;LOANS;;;\n',
  );

  expect(await readTotalsFile(file)).toEqual([
    {
      library: 'alder',
      countedOn: '2026-05-31',
      note: null,
      totals: [
        { class: 'RECORDS', where: [], value: 12 },
        { class: 'ITEMS', where: [], value: 34 },
        { class: 'ITEMS', where: [{ dimension: 'ITEM_TYPE', in: ['007'] }], value: 5 },
      ],
    },
    { library: 'elm', countedOn: null, note: null, totals: [{ class: 'LOANS', where: [], value: null }] },
  ]);
});

it('reads what a count has in it and who sees to the rest, and leaves out what a cell does not say', async () => {
  const head = 'library,class,count,includes,rest owner,rest note';
  const lines =
    'alder,ITEMS,34,hidden on_hidden_records,Cataloguing,\nalder,RECORDS,12,none,,\nalder,STATEMENTS,3,,,\n';

  expect((await readTotalsFile(fileWith('counts.csv', `${head}\n${lines}`)))[0]?.totals).toEqual([
    { class: 'ITEMS', where: [], value: 34, includes: ['HIDDEN', 'ON_HIDDEN_RECORDS'], restOwner: 'Cataloguing' },
    { class: 'RECORDS', where: [], value: 12, includes: [] },
    { class: 'STATEMENTS', where: [], value: 3 },
  ]);
  const wrong = fileWith('counts.csv', `${head}\nalder,ITEMS,34,lost,,\n`);
  await expect(readTotalsFile(wrong)).rejects.toThrow('Line 2: "includes" names none, or some of INTERLIBRARY');
});

it('reads YAML of one library or of several', async () => {
  const one = `library: alder
countedOn: '2026-05-31'
totals:
  - { class: ITEMS, where: { ITEM_TYPE: [STL, REF] }, count: 7 }
`;
  const expected = {
    library: 'alder',
    countedOn: '2026-05-31',
    note: null,
    totals: [{ class: 'ITEMS', where: [{ dimension: 'ITEM_TYPE', in: ['STL', 'REF'] }], value: 7 }],
  };

  expect(await readTotalsFile(fileWith('counts.yaml', one))).toEqual([expected]);
  expect(await readTotalsFile(fileWith('counts.yml', `- ${one.replaceAll('\n', '\n  ')}`))).toEqual([expected]);
});

it('takes nothing of a file with a line that is wrong, and names each', async () => {
  const file = fileWith('counts.csv', 'library,class,count\nalder,ITEMS,12\nalder,SHELVES,1\nalder,RECORDS,many\n');

  await expect(readTotalsFile(file)).rejects.toThrow(/nothing was entered\.\n.*Line 4[^]*Line 3: the class/);
  await expect(readTotalsFile(fileWith('counts.csv', 'library,count\nalder,12\n'))).rejects.toThrow('class');
  await expect(readTotalsFile(fileWith('counts.yaml', 'library: alder\ntotals: []\n'))).rejects.toThrow('totals');
});

it.each(['12.5', '-3', '2147483648'])('takes nothing of a file with the count %s, which is none', async (count) => {
  const lines = fileWith('counts.csv', `library,class,count\nalder,ITEMS,480\nelm,ITEMS,${count}\n`);
  await expect(readTotalsFile(lines)).rejects.toThrow(/nothing was entered\.\nLine 3: the count is no whole number/);

  const yaml = `library: alder\ntotals:\n  - { class: ITEMS, count: ${count} }\n`;
  await expect(readTotalsFile(fileWith('counts.yaml', yaml))).rejects.toThrow('nothing was entered');
});
