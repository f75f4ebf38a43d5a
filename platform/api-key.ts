/**
 * Keys by which programs sign in: `mk_<id>_<secret>`. The id may be shown and finds the key again; the secret is 256
 * random bits, so that a plain hash of the key keeps it safe: there is nothing to guess.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from './signed-context.ts';

/** A patron is a person, and signs in as one. */
export const KEY_ROLES = ['public', 'staff', 'migration', 'operator'] as const satisfies readonly Role[];
export type KeyRole = (typeof KEY_ROLES)[number];

/** A key as it is kept. */
export interface ApiKeyRecord {
  /** The readable part. */
  readonly id: string;
  /** SHA-256 of the whole key. */
  readonly hash: Uint8Array;
  readonly role: KeyRole;
  /** Ids of the libraries that a key of staff works for. */
  readonly libraries: readonly string[];
  /** Null where it does not end. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Null where there is no such key. */
export type FindApiKey = (id: string) => Promise<ApiKeyRecord | null>;

export interface NewApiKey {
  readonly id: string;
  readonly hash: Uint8Array;
  /** The key itself: shown to whoever asked for it, and kept nowhere. */
  readonly key: string;
}

const ID_BYTES = 6;
const SECRET_BYTES = 32;
const KEY = /^mk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

export function createApiKey(): NewApiKey {
  const id = randomBytes(ID_BYTES).toString('hex');
  const key = `mk_${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { id, key, hash: hashOf(key) };
}

/** What a key says of itself; null for a text that is no key. */
export function readApiKey(text: string): Pick<NewApiKey, 'id' | 'hash'> | null {
  const id = KEY.exec(text)?.[1];
  return id === undefined ? null : { id, hash: hashOf(text) };
}

function hashOf(key: string): Uint8Array {
  return createHash('sha256').update(key, 'utf8').digest();
}
