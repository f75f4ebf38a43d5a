/** The store that `@fastify/session` asks, over the rows in PostgreSQL. */
import { withinTime } from '#platform/deadline.ts';
import { MerciaError } from '#platform/errors.ts';
import type { SessionStore } from '@fastify/session';
import type { Session } from 'fastify';
import type { SessionRows } from './session-rows.ts';

/** A page waits no longer for its session: what everybody may see is shown without it. */
const PATIENCE_MS = 2_000;

export function inTime<T>(work: Promise<T>): Promise<T> {
  return withinTime(work, PATIENCE_MS, () => {
    throw new MerciaError('STORE_UNAVAILABLE', `database: no answer within ${PATIENCE_MS} ms`);
  });
}

export function createSessionStore(rows: SessionRows): SessionStore {
  return {
    get(id, callback) {
      inTime(rows.find(id)).then(
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
      settle(inTime(rows.writeContent(id, toContent(session))), callback);
    },
    destroy(id, callback) {
      settle(inTime(rows.delete(id)), callback);
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
