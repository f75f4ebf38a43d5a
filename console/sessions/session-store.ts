/** The store that `@fastify/session` asks, over the rows in PostgreSQL. */
import type { SessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import type { SessionRows } from './session-rows.ts';

export function createSessionStore(rows: SessionRows): SessionStore {
  return {
    get(id, callback) {
      rows.find(id).then(
        (found) => {
          if (found === null) callback(null, null);
          else callback(null, { ...(found.content as Session), facts: found.facts });
        },
        (error: unknown) => {
          callback(error);
        },
      );
    },
    set(id, session, callback) {
      settle(rows.writeContent(id, toContent(session)), callback);
    },
    destroy(id, callback) {
      settle(rows.delete(id), callback);
    },
  };
}

/** What is written: what pages put into the session, and not what stands in the row beside it. */
function toContent(session: Session): object {
  return Object.fromEntries(Object.entries(session).filter(([name]) => name !== 'facts'));
}

function settle(work: Promise<void>, callback: (error?: unknown) => void): void {
  work.then(
    () => {
      callback();
    },
    (error: unknown) => {
      callback(error);
    },
  );
}
