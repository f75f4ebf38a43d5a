/** What docs/comparing.md shows of the demonstration is what its commands and queries give. */
import { projectRoot } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { comparable, fillPage } from '#tools/comparing/page.ts';
import { startDemo } from '#tools/comparing/worlds.ts';
import { join } from 'node:path';
import { formatPage } from '#platform/format-page.ts';
import { expect, it } from 'vitest';

it('docs/comparing.md shows what the demonstration gives', async () => {
  const page = readProjectFile('docs/comparing.md');
  const path = join(projectRoot, 'docs', 'comparing.md');
  const demo = await startDemo();
  try {
    const filled = await fillPage(page, { demo });
    const again = await formatPage(path, filled);

    expect(comparable(again)).toBe(comparable(page));
  } finally {
    await demo.close();
  }
}, 600_000);
