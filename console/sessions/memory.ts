/** What pages keep in the session of whoever is signed in; the session as a whole is sealed with its id. */
import { hkdfSync } from 'node:crypto';
import { createSealer } from '#platform/sealed-text.ts';
import type { FastifyRequest } from 'fastify';
import type { SessionMemory } from '../pages/page.ts';

const KEY_BYTES = 32;

/** The key of what forms carry comes from the session's id, which is in no table and in no page. */
export function memoryOf(session: FastifyRequest['session']): SessionMemory {
  const key = Buffer.from(hkdfSync('sha256', session.sessionId, 'mercia', 'console forms', KEY_BYTES));
  return {
    sealer: createSealer(key),
    read: (name) => session.memory?.[name] ?? null,
    keep(name, text) {
      const { [name]: before, ...others } = session.memory ?? {};
      if (before === (text ?? undefined)) return;
      if (text !== null) session.memory = { ...others, [name]: text };
      else if (Object.keys(others).length > 0) session.memory = others;
      else delete session.memory;
    },
  };
}
