import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = makeTemporaryFolder();
afterAll(() => {
  folder.remove();
});

it.each([
  ['an empty list', ''],
  ['a list of blank lines', '\n  \r\n\n'],
])('says that nothing was taken back by %s', async (_, text) => {
  const list = join(folder.path, 'ids.txt');
  writeFileSync(list, text);

  const { code, stdout, stderr } = await runHere(['take-back', '--list', list, '--reason', 'Incident 12']);

  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: `No record is named in ${list}: nothing was taken back.\n`,
  });
});

it('says that nothing was taken back where a reason is given and no record', async () => {
  const { code, stderr } = await runHere(['take-back', '--reason', 'Incident 12']);

  expect({ code, stderr }).toEqual({ code: 1, stderr: 'No record is named: nothing was taken back.\n' });
});

it('says in a sentence that a list is not there', async () => {
  const list = join(folder.path, 'nowhere.txt');

  const { code, stderr } = await runHere(['take-back', '--list', list, '--reason', 'Incident 12']);

  expect({ code, stderr }).toEqual({ code: 1, stderr: `The list ${list} cannot be read.\n` });
});
