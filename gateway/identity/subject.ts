/** The pseudonyms of this region. */
import { deriveKey, nameSecret } from '#platform/derived-key.ts';
import { createKeyedHash, type KeyedHash } from '#platform/keyed-hash.ts';
import type { Caller } from '#platform/signed-context.ts';

/** 144 bits: no two persons share one, and it is 24 characters of base64url. */
const SUBJECT_BYTES = 18;

/** Hashes for pseudonyms, each with a key of its own, by the names of their secrets. */
export interface SubjectKeys {
  readonly current: KeyedHash;
  /** With the current one; empty where no other is accepted. */
  readonly all: ReadonlyMap<string, KeyedHash>;
}

export type Subjects = Pick<Caller, 'subjects'> & { readonly subject: string };

/** Null without a secret; the first of several is the current one. Throws CONFIG_INVALID for one that is too short. */
export function deriveSubjectKeys([secret, ...accepted]: readonly string[]): SubjectKeys | null {
  if (secret === undefined) return null;
  const secrets = accepted.length === 0 ? [] : [secret, ...accepted];
  return {
    current: hashOf(secret),
    all: new Map(secrets.map((each) => [nameSecret(each), hashOf(each)])),
  };
}

/** What one person at one issuer is called; while secrets are replaced, under each of them. */
export function toSubjects({ current, all }: SubjectKeys, issuer: string, sub: string): Subjects {
  const subject = toSubject(current, issuer, sub);
  if (all.size === 0) return { subject };
  return {
    subject,
    subjects: Object.fromEntries([...all].map(([name, hash]) => [name, toSubject(hash, issuer, sub)])),
  };
}

/**
 * One person at one issuer, the same at each sign-in: a keyed hash, so that what an issuer calls somebody stands in no
 * context, log or table.
 */
function toSubject(hash: KeyedHash, issuer: string, sub: string): string {
  return hash(JSON.stringify([issuer, sub]))
    .subarray(0, SUBJECT_BYTES)
    .toString('base64url');
}

function hashOf(secret: string): KeyedHash {
  return createKeyedHash(deriveKey(secret, 'subjects'));
}
