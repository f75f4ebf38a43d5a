/** `mercia vocabulary` as an operator types it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDemoCommands } from '#tests/support/demo-commands.ts';
import { describe, expect, it } from 'vitest';
import { authority, descriptorFile, iso2709 } from './vocabulary-files.ts';

const mercia = withDemoCommands();

const run = (...args: readonly string[]) => mercia.run(['vocabulary', ...args]);

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(mercia.folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('mercia vocabulary', () => {
  it('loads, shows, lists and removes', async () => {
    const ours = file('ours.mrc', iso2709(authority('Eczema', ['Dermatitis', 'x'.repeat(300)])));
    const mesh = file(
      'desc2025.xml',
      descriptorFile({ name: 'Asthma', concepts: [['Bronchial Asthma']], trees: ['C08'] }),
    );

    expect((await run('list')).stderr).toContain('No vocabulary is loaded.');
    expect(await run('load', ours, '--name', 'Ours')).toMatchObject({
      code: 0,
      stdout: 'Ours: 1 headings with 2 terms are loaded, and searches use them.\n',
      stderr: expect.stringContaining('  record 1, field 450: longer than 250 characters\n') as string,
    });
    expect(JSON.parse((await run('load', mesh, '--json')).stdout)).toMatchObject({
      name: 'desc2025.xml',
      headings: 1,
      terms: 2,
    });
    expect((await run('list')).stdout).toMatch(
      /^NAME +HEADINGS +TERMS +LOADED +FILE\nOurs +1 +2 +\S+ +ours\.mrc\ndesc2025\.xml +1 +2 +\S+ +desc2025\.xml\n$/,
    );
    expect((await run('show', 'bronchial asthmas')).stdout).toBe(
      'Asthma  (desc2025.xml)\n  also called  Bronchial Asthma\n',
    );
    expect((await run('show', 'zebra')).stderr).toContain('No vocabulary has "zebra".');
    expect(await run('remove', 'Ours')).toMatchObject({ code: 0 });
    expect(await run('remove', 'Ours')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no vocabulary of this name') as string,
    });
  }, 120_000);

  it.each([
    ['a file that is not there', 'nowhere.mrc', null, /nowhere\.mrc: the file cannot be read\. Check its name/],
    ['a folder', '.', null, /this is no file\. Name the file of headings/],
    ['a web page', 'page.html', '<html></html>', /^page\.html: the file is a web page/m],
  ])(
    'says of %s what to do, and fails',
    async (_, name, text, message) => {
      const path = text === null ? join(mercia.folder, name) : file(name, text);
      const { code, stderr } = await run('load', path);

      expect(code).toBe(1);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/\n\s+at /);
    },
    60_000,
  );
});
