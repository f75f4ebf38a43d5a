/**
 * What pages keep in the session of whoever is signed in. It stands in a column of its own, sealed: requests of one session at the
 * same time change it in turn, and none writes back what stood there when it came.
 */
import { deriveSessionKey } from '#platform/derived-key.ts';
import { createSealer } from '#platform/sealed-text.ts';
import type { FastifyRequest } from 'fastify';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '#store/tables.ts';
import type { SessionMemory } from '../pages/page.ts';
import { sealedSession } from './sealed-session.ts';

type Kept = Readonly<Record<string, string>>;

/** Everything rejects with STORE_UNAVAILABLE if the database does not answer. */
export function createMemories(db: Kysely<Database>): (session: FastifyRequest['session']) => SessionMemory {
  return ({ sessionId }) => {
    const session = sealedSession(sessionId);
    const find = async (from: Kysely<Database> | Transaction<Database>, lock: boolean): Promise<Kept> => {
      const rows = from.selectFrom('console_session').select('memory').where('key', '=', session.key);
      const row = await (lock ? rows.forUpdate() : rows).executeTakeFirst();
      const memory = row?.memory ?? null;
      return memory === null ? {} : ((session.open(memory, 'memory') as Kept | null) ?? {});
    };
    return {
      // The key comes from the session's id, which is in no table and in no page.
      sealer: createSealer(deriveSessionKey(sessionId, 'console forms')),
      read: async (name) => (await find(db, false))[name] ?? null,
      change: (name, change) =>
        db.transaction().execute(async (transaction) => {
          const kept = await find(transaction, true);
          const before = kept[name] ?? null;
          const after = change(before);
          if (after === before) return;
          const rest = Object.entries(kept).filter(([one]) => one !== name);
          const all = Object.fromEntries(after === null ? rest : [...rest, [name, after]]);
          const memory = Object.keys(all).length === 0 ? null : session.seal(all, 'memory');
          await transaction.updateTable('console_session').set({ memory }).where('key', '=', session.key).execute();
        }),
    };
  };
}
