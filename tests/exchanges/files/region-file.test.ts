/** The examples of files in the manual are ones that work. */
import { readFileSync } from 'node:fs';
import { filesSettings } from '#adapters/files/config.ts';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const manual = readFileSync(new URL('../../../docs/region-file.md', import.meta.url), 'utf8');
const section = manual.split('## `settings` of files')[1] ?? '';
const [first = '', second = ''] = [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);

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
