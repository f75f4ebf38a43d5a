/** What the pages tell people to write into Mercia's own folder, with readers' data in it, goes neither into git nor to a builder of the image. */
import { readProjectFile } from '#tests/support/project-files.ts';
import { expect, it } from 'vitest';

const BACKUPS = /mercia backup ([\w-]+)\//g;
const DATA_FOLDERS = /--data ([\w.-]+)(?=\s)/g;

function named(pattern: RegExp, ...pages: readonly string[]): readonly string[] {
  return pages.flatMap((page) => [...readProjectFile(page).matchAll(pattern)].map(([, name = '']) => name));
}

const folders = new Set([...named(BACKUPS, 'docs/upgrading.md'), ...named(DATA_FOLDERS, 'docs/pilot.md'), '.mercia']);

it('the pages name folders', () => {
  expect([...folders].toSorted()).toEqual(['.mercia', 'backups', 'pilot-data']);
});

it.each([
  ['.gitignore', (folder: string) => `/${folder}/`, '*.unfinished-*'],
  ['.dockerignore', (folder: string) => folder, '**/*.unfinished-*'],
])('%s has them, and what a backup leaves that is killed', (file, toLine, unfinished) => {
  const lines = readProjectFile(file).split('\n');

  expect(lines).toEqual(expect.arrayContaining([...[...folders].map(toLine), unfinished]));
});
