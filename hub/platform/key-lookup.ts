/** Looks up the keys of programs, and remembers for a moment what was found. */
import { timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { readApiKey, type ApiKeyRecord, type FindApiKey } from './api-key.ts';
import { refuse } from './refuse-credential.ts';
import { steadyNow } from './steady-clock.ts';

export interface KeyLookupOptions {
  /** Null where this process has no database. */
  readonly find: FindApiKey | null;
  readonly now: () => number;
  /** For how long a key is remembered: never set back, if not given. */
  readonly ticks?: () => number;
}

/** The record of a key that is valid now; rejects with UNAUTHENTICATED for any other text. */
export type LookUpKey = (text: string) => Promise<ApiKeyRecord>;

/** A key that was revoked is refused after so long at the latest. */
export const KEY_CACHED_MS = 15_000;
const CACHED_KEYS = 1_000;

export function createKeyLookup({ find, now, ticks = steadyNow }: KeyLookupOptions): LookUpKey {
  const found = new LRUCache<string, { readonly record: Promise<ApiKeyRecord | null> }>({
    max: CACHED_KEYS,
    ttl: KEY_CACHED_MS,
    ttlResolution: 0,
    perf: { now: ticks },
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
    if (find === null) throw refuse('No key can be checked here: this process has no database (DATABASE_URL).');
    const key = readApiKey(text);
    if (key === null) throw refuse('The key cannot be read.');
    const record = await look(key.id, find);
    // One answer for both: a guess learns nothing of which ids there are.
    if (record === null || !timingSafeEqual(record.hash, key.hash)) throw refuse('There is no such key.');
    if (record.revokedAt !== null) throw refuse('The key was revoked.');
    if (record.expiresAt !== null && record.expiresAt.getTime() <= now()) throw refuse('The time of the key is over.');
    return record;
  };
}
