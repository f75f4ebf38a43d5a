/** Region files of the last release are read: no key that it knew is refused. */
import { parseReleased } from '#schema/released.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { listRegionKeys } from '#tools/release/region-keys.ts';
import { expect, it } from 'vitest';

it('reads every key that the last release read', () => {
  const [heading = '', ...released] = readProjectFile('hub/region/released-keys.txt').trimEnd().split('\n');
  const { version } = parseReleased(readProjectFile('schema/released.graphql'));
  const known = new Set(listRegionKeys());

  expect(heading).toMatch(`# Keys of region files that ${version} reads`);
  expect(released.length).toBeGreaterThan(150);
  expect(released.filter((key) => !known.has(key))).toEqual([]);
});
