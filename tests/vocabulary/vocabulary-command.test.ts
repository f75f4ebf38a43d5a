/** `mercia vocabulary` as an operator types it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createTestDatabase, databaseUrl, type TestDatabase } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia } from '#tests/support/mercia-process.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authority, descriptorFile, iso2709 } from './vocabulary-files.ts';

const folder = makeTemporaryFolder();
let demo: RunningDemo;
let database: TestDatabase;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function run(...args: readonly string[]): Promise<Ran> {
  const flags = ['--region', join(folder.path, 'region.yaml')];
  const mercia = runMercia(['vocabulary', ...args, ...flags], { ...demo.env, DATABASE_URL: databaseUrl(database) });
  const code = await mercia.ended;
  return { code, out: mercia.stdout(), err: mercia.stderr() };
}

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
}

beforeAll(async () => {
  [demo, database] = await Promise.all([
    startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 }),
    createTestDatabase(),
  ]);
  writeFileSync(join(folder.path, 'region.yaml'), demo.regionText);
});

afterAll(async () => {
  await Promise.all([demo.close(), database.close()]);
  folder.remove();
});

describe('mercia vocabulary', () => {
  it('loads, shows, lists and removes', async () => {
    const ours = file('ours.mrc', iso2709(authority('Eczema', ['Dermatitis', 'x'.repeat(300)])));
    const mesh = file(
      'desc2025.xml',
      descriptorFile({ name: 'Asthma', concepts: [['Bronchial Asthma']], trees: ['C08'] }),
    );

    expect((await run('list')).err).toContain('No vocabulary is loaded.');
    expect(await run('load', ours, '--name', 'Ours')).toMatchObject({
      code: 0,
      out: 'Ours: 1 headings with 2 terms are loaded, and searches use them.\n',
      err: expect.stringContaining('  record 1, field 450: longer than 250 characters\n') as string,
    });
    expect(JSON.parse((await run('load', mesh, '--json')).out)).toMatchObject({
      name: 'desc2025.xml',
      headings: 1,
      terms: 2,
    });
    expect((await run('list')).out).toMatch(
      /^NAME +HEADINGS +TERMS +LOADED +FILE\nOurs +1 +2 +\S+ +ours\.mrc\ndesc2025\.xml +1 +2 +\S+ +desc2025\.xml\n$/,
    );
    expect((await run('show', 'bronchial asthmas')).out).toBe(
      'Asthma  (desc2025.xml)\n  also called  Bronchial Asthma\n',
    );
    expect((await run('show', 'zebra')).err).toContain('No vocabulary has "zebra".');
    expect(await run('remove', 'Ours')).toMatchObject({ code: 0 });
    expect(await run('remove', 'Ours')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no vocabulary of this name') as string,
    });
  }, 120_000);

  it.each([
    ['a file that is not there', 'nowhere.mrc', null, /nowhere\.mrc: the file cannot be read\. Check its name/],
    ['a folder', '.', null, /this is no file\. Name the file of headings/],
    ['a web page', 'page.html', '<html></html>', /^page\.html: the file is a web page/m],
  ])(
    'says of %s what to do, and fails',
    async (_, name, text, message) => {
      const path = text === null ? join(folder.path, name) : file(name, text);
      const { code, err } = await run('load', path);

      expect(code).toBe(1);
      expect(err).toMatch(message);
      expect(err).not.toMatch(/\n\s+at /);
    },
    60_000,
  );
});
