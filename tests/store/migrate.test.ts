import { withTestDatabase } from '#tests/support/database.ts';
import { describe, expect, it } from 'vitest';

describe('migrations', () => {
  const store = withTestDatabase();

  it('reads int8 as a number', async () => {
    const row = await store.db
      .insertInto('system')
      .values({ system_id: 'ash' })
      .returning('id')
      .executeTakeFirstOrThrow();

    expect(row.id).toBe(1);
  });
});
