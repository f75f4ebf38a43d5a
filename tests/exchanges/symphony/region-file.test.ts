/** The example of a Symphony in the manual is one that works. */
import { readFileSync } from 'node:fs';
import { symphonySettings } from '#adapters/symphony/config.ts';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

it('reads the settings that the manual shows', () => {
  const manual = readFileSync(new URL('../../../docs/region-file.md', import.meta.url), 'utf8');
  const section = manual.split('## `settings` of a Symphony')[1] ?? '';
  const block = /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
  const { systems } = parse(block) as { readonly systems: readonly { readonly settings: unknown }[] };

  expect(symphonySettings.parse(systems[0]?.settings)).toMatchObject({
    path: '/vale_ilsws',
    locations: {
      REF: { use: 'REFERENCE', name: 'Reading room', status: null, hidden: false },
      CHECKEDOUT: { status: 'ON_LOAN' },
    },
    reserveRules: { '2HOUR': 'HOURLY' },
    libraries: { HILL: { locations: { DESK: { use: 'SHORT_LOAN' } } } },
  });
  for (const key of Object.keys(symphonySettings.shape)) expect(section).toContain(`| \`${key}\``);
});
