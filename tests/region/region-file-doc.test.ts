import { ITEM_STATUSES, ITEM_USES } from '#domain/facts.ts';
import { expect, it } from 'vitest';
import { readProjectFile } from '#tests/support/project-files.ts';

it('docs/region-file.md lists every status and every use that a code can be given', () => {
  const row =
    readProjectFile('docs/region-file.md')
      .split('\n')
      .find((line) => line.startsWith('| `AVAILABLE`')) ?? '';
  const listed = row.split('|').map((cell) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, word = '']) => word).sort());

  expect(listed).toEqual([[], [...ITEM_STATUSES].sort(), [...ITEM_USES].sort(), []]);
});

it('docs/region-file.md says no key of a section twice', () => {
  const twice = readProjectFile('docs/region-file.md')
    .split(/^#+ /m)
    .flatMap((section) => {
      const keys = Array.from(section.matchAll(/^\| (`[^|]+?) *\|/gm), ([, key = '']) => key);
      return keys.filter((key, at) => keys.indexOf(key) !== at);
    });

  expect(twice).toEqual([]);
});
