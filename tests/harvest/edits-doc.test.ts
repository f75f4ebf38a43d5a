import { readFileSync } from 'node:fs';
import { EDITS, unseenEdits } from '#adapters/koha/edits.ts';
import type { HarvestWay } from '#adapters/koha/harvest-way.ts';
import { expect, it } from 'vitest';

const WAYS: readonly (readonly [way: HarvestWay, withoutLogin: boolean])[] = [
  [{ kind: 'oai', itemsIncluded: true, loansIncluded: true }, false],
  [{ kind: 'oai', itemsIncluded: false, loansIncluded: true }, false],
  [{ kind: 'rest', itemsIncluded: true, loansIncluded: true }, false],
  [{ kind: 'oai', itemsIncluded: false, loansIncluded: true }, true],
];

it('docs/harvest.md says of every edit and every way what the code says', () => {
  const unseen = WAYS.map(([way, withoutLogin]) => unseenEdits(way, withoutLogin));
  const expected = EDITS.map((edit) => [
    edit.what,
    ...unseen.map((edits) => (edits.includes(edit) ? 'at night' : 'yes')),
  ]);

  const page = readFileSync(new URL('../../docs/harvest.md', import.meta.url), 'utf8');
  const from = page.indexOf('| edit');
  const rows = page
    .slice(from, page.indexOf('\n\n', from))
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  expect(rows).toEqual(expected);
});
