import { runHere } from '#tests/support/run-here.ts';
import { expect, it } from 'vitest';

const ROWS = ['compare', 'rows', '--of', 'ITEMS'];
const TABLE = ['compare', 'table', '--of', 'ITEMS', '--by', 'LIBRARY'];

it.each([
  [[...ROWS, '--library', 'alder'], '--library belongs to reports. Of one alone here: --where LIBRARY=ID.\n'],
  [[...TABLE, '--system', 'hill'], '--system belongs to reports. Of one alone here: --where SYSTEM=ID.\n'],
  [[...ROWS, '--with', 'first'], '--with belongs to reports: rows and tables are of one snapshot.\n'],
  [[...TABLE, '--option', 'years=5'], '--option belongs to reports: here, --where NAME=VALUE says which are meant.\n'],
  [[...ROWS, '--table', 'items'], '--table belongs to reports: here, there is one table.\n'],
])('refuses %j, which would be of all libraries', async (args, problem) => {
  expect(await runHere(args)).toEqual({ code: 1, stdout: '', stderr: problem });
});
