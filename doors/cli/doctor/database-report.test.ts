import { expect, it } from 'vitest';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import { CONNECTIONS, judgeConnections, renderDatabase, reportDatabase } from './database-report.ts';

const store = withTestDatabase();
const NEEDED = 95;

it('says how many connections the server gives, less those that it keeps for superusers', async () => {
  const { rows } = await sql<{ all: number }>`SELECT current_setting('max_connections')::int AS all`.execute(store.db);
  const given = (rows[0]?.all ?? 0) - 3;

  const report = await reportDatabase({ databaseUrl: databaseUrl(store), databaseDirectUrl: undefined });

  expect(report).toEqual(judgeConnections(given));
  expect(report === null ? '' : renderDatabase(report)).toContain(`${given} connections`);
});

it('warns of fewer than one process of each part takes', () => {
  expect(judgeConnections(NEEDED - 1)).toEqual({
    connections: NEEDED - 1,
    needed: NEEDED,
    warning: expect.stringMatching(/raise max_connections/) as string,
  });
  expect(judgeConnections(NEEDED)).toMatchObject({ needed: NEEDED, warning: null });
});

it('says why the server cannot be asked, and nothing of the bundled one', async () => {
  const report = await reportDatabase({
    databaseUrl: 'postgres://nobody@127.0.0.1:9/none',
    databaseDirectUrl: undefined,
  });
  expect(report).toMatchObject({
    connections: null,
    warning: expect.stringMatching(/^database: no answer/) as string,
  });
  expect(report === null ? '' : renderDatabase(report)).toMatch(/^database\n {2}FAILS {2}database: no answer/);
  expect(await reportDatabase({ databaseUrl: undefined, databaseDirectUrl: undefined })).toBeNull();
});

it('counts as docs/operations.md does', () => {
  const page = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

  for (const [part, connections] of Object.entries(CONNECTIONS))
    expect(page).toMatch(new RegExp(String.raw`^\| ${part} +\| ${connections} +\|`, 'm'));
  expect(page).toContain(`together ${NEEDED}`);
});
