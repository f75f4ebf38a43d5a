/** Which program a key stands for. */
import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { readApiKey, toProgramSubject } from '#platform/api-key.ts';
import type { ApiKeyRecord, FindApiKey } from '#platform/api-key.ts';
import type { Caller } from '#platform/signed-context.ts';
import { refuse } from './refusal.ts';
import type { ReadCaller } from './tokens.ts';

export interface KeyReaderOptions {
  /** Null where this gateway has no database. */
  readonly find: FindApiKey | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A key that was revoked is refused after so long at the latest. */
export const KEY_CACHED_MS = 15_000;
const CACHED_KEYS = 1_000;

/** Looks keys up, and remembers for a moment what was found. */
export function createKeyReader({ find, now }: KeyReaderOptions): ReadCaller {
  const found = new LRUCache<string, { readonly record: Promise<ApiKeyRecord | null> }>({
    max: CACHED_KEYS,
    ttl: KEY_CACHED_MS,
    ttlResolution: 0,
    perf: { now },
  });

  function look(id: string, lookUp: FindApiKey): Promise<ApiKeyRecord | null> {
    const known = found.get(id);
    if (known !== undefined) return known.record;
    const record = lookUp(id);
    found.set(id, { record });
    record.catch(() => found.delete(id));
    return record;
  }

  return async (text) => {
    if (find === null) throw refuse('No key can be checked here: this gateway has no database (DATABASE_URL).');
    const key = readApiKey(text);
    if (key === null) throw refuse('The key cannot be read.');
    const record = await look(key.id, find);
    // One answer for both: a guess learns nothing of which ids there are.
    if (record === null || !timingSafeEqual(record.hash, key.hash)) throw refuse('There is no such key.');
    if (record.revokedAt !== null) throw refuse('The key was revoked.');
    if (record.expiresAt !== null && record.expiresAt.getTime() <= now()) throw refuse('The time of the key is over.');
    return toCaller(record);
  };
}

function toCaller({ id, role }: ApiKeyRecord): Caller {
  if (role === 'staff') throw refuse('Keys of staff are accepted no more: staff sign in as the persons that they are.');
  return role === 'public' ? { role, subject: null } : { role, subject: toProgramSubject(id) };
}
