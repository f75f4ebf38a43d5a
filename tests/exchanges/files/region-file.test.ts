/** The examples of files in the manual are ones that work. */
import { readFileSync } from 'node:fs';
import { filesSettings } from '#adapters/files/config.ts';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const manual = readFileSync(new URL('../../../docs/region-file.md', import.meta.url), 'utf8');
const section = manual.split('## `settings` of files')[1] ?? '';
const blocksOf = (text: string): readonly string[] =>
  [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
const [first = '', second = ''] = blocksOf(section);

it('reads the settings that the manual shows, and names every key', () => {
  const { systems } = parse(first) as { readonly systems: readonly { readonly settings: unknown }[] };
  const read = filesSettings.parse(systems[0]?.settings);

  expect(read).toMatchObject({
    records: [{ format: 'auto' }, { source: 'https://files.example.org/hill/journals.xml.gz' }],
    items: [{ columns: { record: 'BIB_NUMBER', status: ['STATUS'] }, delimiter: 'auto', encoding: 'auto' }],
    statuses: { '-': { status: 'AVAILABLE', use: null }, o: { status: 'AVAILABLE', use: 'REFERENCE' } },
    itemTypes: { REF: { use: 'REFERENCE' } },
  });
  expect(filesSettings.parse(read)).toEqual(read);
  for (const key of Object.keys(filesSettings.shape)) expect(section).toContain(`\`${key}\``);
});

it('reads the copies in records as the manual shows them', () => {
  const given = { records: [{ source: 'catalogue.mrc' }], ...(parse(second) as object) };

  expect(filesSettings.parse(given).copies?.subfields).toMatchObject({ barcode: 'i', status: ['k'] });
});

it('reads the lists of journals that the manual shows, in print and online', () => {
  const online = blocksOf(section).find((block) => block.includes('kbart:')) ?? '';
  const { systems } = parse(online) as { readonly systems: readonly { readonly settings: unknown }[] };
  const lists = readFileSync(new URL('../../../docs/csv-records.md', import.meta.url), 'utf8');
  const journals = blocksOf(lists.split('## A list of journals')[1] ?? '')[0] ?? '';

  expect(filesSettings.parse(systems[0]?.settings).records).toMatchObject([{ kbart: { owners: ['MAIN', 'VALE'] } }]);
  expect(filesSettings.parse(parse(journals)).records).toMatchObject([
    { csv: { runs: { owner: 'Library', statement: 'Held', toVolume: 'Last vol' } }, kbart: null },
  ]);
  expect(
    filesSettings.safeParse({ records: [{ source: 'a', kbart: {}, csv: { columns: { record: 'A', title: 'B' } } }] })
      .success,
  ).toBe(false);
});
