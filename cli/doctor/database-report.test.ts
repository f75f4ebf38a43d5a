import { expect, it } from 'vitest';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { readFileSync } from 'node:fs';
import { CONNECTIONS, renderDatabase, reportDatabase } from './database-report.ts';

const store = withTestDatabase();
/** Of the server of tests: 40, of which three are kept for superusers. */
const GIVEN = 37;
const NEEDED = 95;

it('says that the server gives fewer connections than one process of each part takes', async () => {
  const report = await reportDatabase(databaseUrl(store));

  expect(report).toMatchObject({
    connections: GIVEN,
    needed: NEEDED,
    warning: expect.stringMatching(/raise max_connections/) as string,
  });
  expect(report === null ? '' : renderDatabase(report)).toContain(`${GIVEN} connections`);
});

it('says why the server cannot be asked, and nothing of the bundled one', async () => {
  expect(await reportDatabase('postgres://nobody@127.0.0.1:9/none')).toMatchObject({
    connections: null,
    warning: expect.stringMatching(/^database: no answer/) as string,
  });
  expect(await reportDatabase(undefined)).toBeNull();
});

it('counts as docs/operations.md does', () => {
  const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

  for (const [part, connections] of Object.entries(CONNECTIONS))
    expect(page).toMatch(new RegExp(String.raw`^\| ${part} +\| ${connections} +\|`, 'm'));
  expect(page).toContain(`together ${NEEDED}`);
});
