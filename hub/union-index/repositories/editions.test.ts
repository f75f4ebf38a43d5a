import { withTestDatabase } from '#tests/support/database.ts';
import { describe, expect, it, vi } from 'vitest';
import { isLockWanted, lockEditions } from './editions.ts';

describe('the lock of the editions', () => {
  const store = withTestDatabase();

  it('tells its holder that somebody waits for it, and lets them in', async () => {
    let waiting: Promise<boolean> | undefined;
    await store.db.transaction().execute(async (holder) => {
      await lockEditions(holder);
      expect(await isLockWanted(holder)).toBe(false);

      waiting = store.db.transaction().execute(async (other) => {
        await lockEditions(other);
        return true;
      });

      await vi.waitFor(async () => {
        expect(await isLockWanted(holder)).toBe(true);
      });
    });

    expect(await waiting).toBe(true);
  });
});
