/** The run sheet of a move: the steps that are evidence, done on the demonstration as somebody types them. */
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';
import { makeTemporaryFolder, runMercia, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const LIBRARY = 'severnhythe';
let region: ComparedRegion;
let folder: TemporaryFolder;

beforeAll(async () => {
  folder = makeTemporaryFolder();
  region = await startComparedRegion({ lists: true });
  await region.takeSnapshot('night');
}, 120_000);
afterAll(async () => {
  await region.close();
  folder.remove();
});

async function mercia(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly out: string; readonly notes: string }> {
  const token = await region.graph.tokenOf('migration');
  const run = runMercia(args, { MERCIA_URL: region.graph.url, MERCIA_TOKEN: token });
  const code = await run.ended;
  return { code, out: run.stdout(), notes: run.stderr() };
}

const at = (name: string): string => join(folder.path, name);

it('is done from volumes to signatures, and says no-go while anything is not told', async () => {
  expect((await mercia('move', 'volumetrics', '--to', at('volumes.html'))).code).toBe(0);
  expect((await mercia('move', 'sample', '--library', LIBRARY, '--to', at('sample.csv'))).code).toBe(0);
  const [head = '', ...rows] = readFileSync(at('sample.csv'), 'utf8').trim().split('\r\n');
  expect(head).toMatch(/,Key,Result,Note$/);
  // Every row is right but the last, of which nobody has written anything.
  const ticked = rows.map((row, place) => (place === rows.length - 1 ? row : row.replace(/,,$/, ',right,')));
  writeFileSync(at('back.csv'), [head, ...ticked].join('\r\n'));
  const back = await mercia('move', 'sample', '--library', LIBRARY, '--results', at('back.csv'));
  expect(back.out).toBe(`${rows.length - 1} rows are entered, 1 are still to do, 0 were refused.\n`);

  expect((await mercia('move', 'evidence', '--to', at('pack'))).code).toBe(0);
  const evidence = at('pack/evidence.json');
  expect((await mercia('move', 'sign', evidence, '--role', 'systems', '--holder', 'A. Librarian')).code).toBe(0);
  expect((await mercia('move', 'evidence', '--check', evidence)).out).toMatch(
    /^All \d+ numbers and rows are the same; 1 /,
  );
  const gates = await mercia('move', 'go-no-go', '--library', LIBRARY, '--to', at('go.html'));
  expect(gates.out).toMatch(/^No-go as it stands: \d of 11 gates are met/);
  expect(readFileSync(at('go.html'), 'utf8')).toContain('nobody has asked; then another person confirms');

  writeFileSync(evidence, readFileSync(evidence, 'utf8').replace('"night"', '"Night"'));
  const altered = await mercia('move', 'evidence', '--check', evidence);
  expect(altered.code).toBe(1);
});
