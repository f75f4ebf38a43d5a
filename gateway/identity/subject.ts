/** The pseudonyms of this region. */
import { createHmac } from 'node:crypto';
import { deriveKey, nameSecret } from '#platform/derived-key.ts';
import type { Caller } from '#platform/signed-context.ts';

/** 144 bits: no two persons share one, and it is 24 characters of base64url. */
const SUBJECT_BYTES = 18;

/** Keys for pseudonyms, by the names of their secrets. */
export interface SubjectKeys {
  readonly current: Buffer;
  /** With the current one; empty where no other is accepted. */
  readonly all: ReadonlyMap<string, Buffer>;
}

export type Subjects = Pick<Caller, 'subjects'> & { readonly subject: string };

/** Null without a secret; the first of several is the current one. Throws CONFIG_INVALID for one that is too short. */
export function deriveSubjectKeys([secret, ...accepted]: readonly string[]): SubjectKeys | null {
  if (secret === undefined) return null;
  const secrets = accepted.length === 0 ? [] : [secret, ...accepted];
  return {
    current: deriveKey(secret, 'subjects'),
    all: new Map(secrets.map((each) => [nameSecret(each), deriveKey(each, 'subjects')])),
  };
}

/** What one person at one issuer is called; while secrets are replaced, under each of them. */
export function toSubjects({ current, all }: SubjectKeys, issuer: string, sub: string): Subjects {
  const subject = toSubject(current, issuer, sub);
  if (all.size === 0) return { subject };
  return { subject, subjects: Object.fromEntries([...all].map(([name, key]) => [name, toSubject(key, issuer, sub)])) };
}

/**
 * One person at one issuer, the same at each sign-in: a keyed hash, so that what an issuer calls somebody stands in no
 * context, log or table. `key` is derived for `subjects`.
 */
function toSubject(key: Buffer, issuer: string, sub: string): string {
  const hash = createHmac('sha256', key)
    .update(JSON.stringify([issuer, sub]))
    .digest();
  return hash.subarray(0, SUBJECT_BYTES).toString('base64url');
}
