/** `mercia mapping` as somebody uses it: the target's codes in, suggestions, a sheet out, corrected, and in again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

let region: ComparedRegion;
let folder: TemporaryFolder;

beforeAll(async () => {
  region = await startComparedRegion({ first: true });
  folder = makeTemporaryFolder();
});
afterAll(async () => {
  folder.remove();
  await region.close();
});

async function mercia(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  const token = await region.graph.tokenOf('migration');
  const ran = await runHere(['mapping', ...args], { MERCIA_URL: region.graph.url, MERCIA_TOKEN: token });
  return { code: ran.code, out: ran.stdout + ran.stderr };
}

it('takes what is right and refuses the rest with its line', async () => {
  const targets = join(folder.path, 'target.csv');
  writeFileSync(
    targets,
    'List;Code;Label\nItem type;BK;Book\nItem type;bk ;Books\nShelf;X;Y\nItem type;SHORT;Short loan\n',
  );
  const entered = await mercia('import', targets, '--targets');
  expect(entered.code).toBe(1);
  expect(entered.out).toContain('2 rows were taken, 2 refused.');
  expect(entered.out).toMatch(/^3 +Code +the code stands in line 2 already/m);
  expect(entered.out).toMatch(/^4 +List /m);
  expect((await mercia('refused', 'target.csv')).out).toMatch(/^target\.csv +3 .*\ntarget\.csv +4 /m);

  expect((await mercia('suggest')).out).toMatch(/^\d+ codes have a suggestion/);

  const sheet = join(folder.path, 'mapping.csv');
  expect((await mercia('export', sheet, '--list', 'item_type')).code).toBe(0);
  const lines = readFileSync(sheet, 'utf8').split('\r\n');
  const changed = lines.findIndex((line) => /,\d+,,,UNMAPPED,/.test(line));
  expect(changed).toBeGreaterThan(0);
  const corrected = lines.map((line, place) =>
    place === changed ? line.replace(/,(\d+),,,UNMAPPED,/, ',$1,bk,,UNMAPPED,') : line,
  );
  writeFileSync(join(folder.path, 'back.csv'), corrected.join('\r\n'));
  const back = await mercia('import', join(folder.path, 'back.csv'));
  expect(back.out).toContain(`${lines.length - 2} rows were taken, 0 refused.`);
  expect(back.code).toBe(0);

  const again = join(folder.path, 'again.csv');
  await mercia('export', again, '--list', 'ITEM_TYPE', '--state', 'decided');
  const decided = readFileSync(again, 'utf8').split('\r\n').slice(1, -1);
  expect(decided).toHaveLength(1);
  const [upToTheCode = ''] = /^[^,]*,[^,]*,[^,]*,/.exec(lines[changed] ?? '') ?? [];
  expect(decided[0]?.startsWith(upToTheCode)).toBe(true);
  expect(decided[0]).toContain(',BK,Book,DECIDED,');
});
