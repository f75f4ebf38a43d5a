/**
 * What begins a transaction, and what sets something in it, is sent with the statement that follows. Nobody waits for what the server
 * says of it: each answer that is waited for takes both sides more work than most statements do.
 */
import pg from 'pg';

const BEGINS = /^(?:begin|start transaction)\b/;
const SETS = 'SET LOCAL ';
const ENDS = /^(?:commit|rollback)$/;

export interface SentAhead {
  /** The answer to a statement that is not sent now: it goes ahead of the next one, or is not needed any more. Null for every other one. */
  hold(text: string): { readonly command: string; readonly rows: readonly never[] } | null;
  /** Sends what is held, in one piece with what is sent in the same turn. Rejects if the server refuses it. */
  send(): Promise<undefined>;
  forget(): void;
}

/** Of one connection; it must be in pipeline mode. */
export function createSentAhead(client: pg.ClientBase): SentAhead {
  let held: string[] = [];
  return {
    hold(text) {
      // A transaction that did nothing needs no server, nor does a setting for nothing.
      if (ENDS.test(text)) {
        const neverBegan = BEGINS.test(held[0] ?? '');
        held = [];
        return neverBegan ? { command: text.toUpperCase(), rows: [] } : null;
      }
      if (!BEGINS.test(text) && !text.startsWith(SETS)) return null;
      held.push(text);
      return { command: 'BEGIN', rows: [] };
    },
    send() {
      if (held.length === 0) return Promise.resolve(undefined);
      const { promise, resolve, reject } = Promise.withResolvers<undefined>();
      const query = new pg.Query(held.join('; '), (error) => {
        if (error instanceof Error) reject(error);
        else resolve(undefined);
      });
      held = [];
      const submit = query.submit.bind(query);
      query.submit = (connection) => {
        const { stream } = connection;
        stream.cork();
        process.nextTick(() => {
          stream.uncork();
        });
        submit(connection);
      };
      client.query(query);
      return promise;
    },
    forget() {
      held = [];
    },
  };
}

/** For connections in which nothing is sent ahead. */
export const NOTHING_AHEAD: SentAhead = {
  hold: () => null,
  send: () => Promise.resolve(undefined),
  forget: () => undefined,
};
