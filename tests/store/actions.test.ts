/** Who changed what: written with the change, changed by nobody, removed when its time is over. */
import { forgetActions, listActions, recordAction, type NewAction } from '#store/repositories/actions/actions.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const NOON = new Date('2026-11-27T12:00:00Z');
const DAY_MS = 86_400_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await forgetActions(database.db, new Date(NOON.getTime() + 1), NOON);
});
afterAll(() => database.close());

function write(entry: Partial<NewAction>): Promise<void> {
  return database.db.transaction().execute((tx) =>
    recordAction(tx, {
      at: NOON,
      action: 'KEY_REVOKED',
      actor: { by: 'operator-pseudonym', role: 'operator' },
      subject: '0123456789ab',
      note: null,
      ...entry,
    }),
  );
}

describe('an entry of who changed what', () => {
  it.each([
    ['changed', sql`UPDATE action SET actor = 'nobody'`],
    ['removed', sql`DELETE FROM action`],
    ['swept away with all others', sql`TRUNCATE action`],
  ])('is %s by nobody', async (_what, statement) => {
    await write({ note: 'as written' });

    await expect(statement.execute(database.db)).rejects.toThrow('action is written once');

    const [entry] = await listActions(database.db, { first: 1, after: null });
    expect(entry).toMatchObject({ note: 'as written', actor: { by: 'operator-pseudonym', role: 'operator' } });
  });

  it('is not there if the change that it belongs to is undone', async () => {
    const change = database.db.transaction().execute(async (tx) => {
      await recordAction(tx, { at: NOON, action: 'KEY_REVOKED', actor: null, subject: 'undone', note: null });
      throw new Error('the change failed');
    });

    await expect(change).rejects.toThrow('the change failed');
    const entries = await listActions(database.db, { first: 200, after: null });
    expect(entries.filter(({ subject }) => subject === 'undone')).toEqual([]);
  });

  it('is read in pages, the newest first', async () => {
    for (const subject of ['one', 'two', 'three']) await write({ subject });

    const first = await listActions(database.db, { first: 2, after: null });
    const second = await listActions(database.db, { first: 1, after: first[1]?.id ?? null });

    expect(first.map(({ subject }) => subject)).toEqual(['three', 'two']);
    expect(second.map(({ subject }) => subject)).toEqual(['one']);
  });

  it('is removed when its time is over, which leaves an entry that says so', async () => {
    await write({ at: new Date(NOON.getTime() - 731 * DAY_MS), subject: 'old' });
    await write({ subject: 'recent' });

    const forgotten = await forgetActions(database.db, new Date(NOON.getTime() - 730 * DAY_MS), NOON);

    const [newest, before] = await listActions(database.db, { first: 2, after: null });
    expect(forgotten).toBe(1);
    expect(newest).toMatchObject({ action: 'RETENTION', actor: null, note: '1 entries from before 2024-11-27' });
    expect(before?.subject).toBe('recent');
  });
});
