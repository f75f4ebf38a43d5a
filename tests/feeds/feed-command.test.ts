/** Commands that read and write the database alone, where nothing of the systems is known: the machine of the part `feeds` has no credentials of theirs. */
import { withTestDatabase } from '#tests/support/database.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { runHere } from '#tests/support/run-here.ts';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { publish } from './support/feed-log.ts';

const store = withTestDatabase();

beforeAll(() => publish(store.db, [{ identifier: 'demo-1' }]));

async function mercia(...args: readonly string[]): Promise<{ code: unknown; out: string; notes: string }> {
  const { code, stdout, stderr } = await runHere([...args, '--region', 'lab/demo/region.yaml'], {
    DATABASE_URL: databaseUrl(store),
  });
  return { code, out: stdout, notes: stderr };
}

it.each([
  ['feed status', /^Position 1 of /],
  ['loans status --system koha-a', /SYSTEM +LIST/],
  ['policies status --system koha-a', /^SYSTEM[^]*\nkoha-a +never/],
  ['hidden --system koha-a', /^$/],
  ['vocabulary list', /^$/],
  ['rulings list', /RECORD/],
])('mercia %s needs no credentials of systems', async (command, said) => {
  const { code, out, notes } = await mercia(...command.split(' '));
  expect([code, notes]).toEqual([0, expect.not.stringContaining('environment variables')]);
  expect(out).toMatch(said);
});

it('mercia feed release needs none, and a system that the file does not have is refused', async () => {
  const released = await mercia('feed', 'release', '--all');
  const unknown = await mercia('loans', 'status', '--system', 'nowhere');
  expect([released.code, released.notes]).toEqual([1, expect.stringContaining('Nothing of that is held')]);
  expect([unknown.code, unknown.notes]).toEqual([1, expect.stringContaining('nowhere')]);
});

it('mercia feed status says how many editions cannot be written, though it lists ten', async () => {
  await sql`
    INSERT INTO feed_held (edition, problem) SELECT number, 'it is too long' FROM generate_series(1, 12) number`.execute(
    store.db,
  );
  const { out } = await mercia('feed', 'status');
  expect(out.match(/cannot be written: it is too long/g)).toHaveLength(10);
  expect(out).toContain('and 2 more editions cannot be written.\n');
});
