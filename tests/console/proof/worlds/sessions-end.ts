/** A session that ends because nobody uses it, and sessions whose database is gone. */
import { openDatabase } from '#store/database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/fresh-database.ts';
import type { Stage, World, Worlds } from './world.ts';

export interface Sessions extends Pick<Worlds, 'setLater' | 'loseSessions'> {
  readonly worlds: readonly World[];
}

export function createSessions({ open, onClose }: Stage): Sessions {
  let laterMs = 0;
  let kept: TestDatabase | null = null;
  const loseSessions = async (): Promise<void> => {
    const database = kept;
    kept = null;
    await database?.close();
  };
  const end = async (): Promise<void> => undefined;
  return {
    setLater(milliseconds) {
      laterMs = milliseconds;
    },
    loseSessions,
    worlds: [
      { name: 'a session ends', begin: async () => (await open({ now: () => Date.now() + laterMs })).url, end },
      {
        name: 'sessions gone',
        begin: async () => {
          kept = await createTestDatabase();
          onClose(loseSessions);
          const db = openDatabase({
            target: { connection: kept.connection },
            applicationName: 'sessions',
            poolSize: 2,
            statementTimeoutMs: 60_000,
          });
          onClose(() => db.destroy());
          return (await open({ signIn: { db } })).url;
        },
        end,
      },
    ],
  };
}
