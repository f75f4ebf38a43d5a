/**
 * Keys by which programs sign in: `mk_<id>_<secret>`. The id may be shown and finds the key again; the secret is 256
 * random bits, so that a plain hash of the key keeps it safe: there is nothing to guess.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from './signed-context.ts';

/** Patrons and staff are persons, and sign in as such: no program reads an account. */
export const KEY_ROLES = ['public', 'migration', 'operator'] as const satisfies readonly Role[];
export type KeyRole = (typeof KEY_ROLES)[number];
/** Keys of staff were made once; none is accepted any more. */
export type KeptKeyRole = KeyRole | 'staff';

/** The services beside the graph that a key may open, each alone. */
export const KEY_SERVICES = ['rtac', 'daia'] as const;
export type KeyService = (typeof KEY_SERVICES)[number];

export interface ApiKeyRecord {
  /** The readable part. */
  readonly id: string;
  /** SHA-256 of the whole key. */
  readonly hash: Uint8Array;
  readonly role: KeptKeyRole;
  /** Null if it does not end. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** The one service that it opens; null if it is a key of the graph. */
  readonly service: KeyService | null;
  /** What a request with it may take, in milliseconds; null if that is as for everybody. */
  readonly budgetMs: number | null;
}

/** Null if there is no such key. */
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

const PROGRAM = 'key.';

/** How a program is called in contexts and in the audit: by its key. A dot stands in no person's pseudonym. */
export function toProgramSubject(keyId: string): string {
  return `${PROGRAM}${keyId}`;
}

/** Whether it is a program that is called so. */
export function isProgram(subject: string): boolean {
  return keyIdOf(subject) !== null;
}

/** The id of the program's key; null for a person. */
export function keyIdOf(subject: string): string | null {
  return subject.startsWith(PROGRAM) ? subject.slice(PROGRAM.length) : null;
}
