/** The name of a session's row, and the seal of what is in it: both come from the session's id, which is in no table. */
import { createHash } from 'node:crypto';
import { deriveSessionKey } from '#platform/derived-key.ts';
import { createSealer, type Sealer } from '#platform/sealed-text.ts';

export interface SealedSession {
  /** SHA-256 of the id. */
  readonly key: Buffer;
  seal(value: unknown, part: SessionPart): string;
  /** Null if it was sealed for another session or another part, or was changed. */
  open(sealed: string, part: SessionPart): unknown;
}

/** The texts of a row: one cannot stand in the place of another. */
export type SessionPart = 'content' | 'signed in' | 'memory';

/** `id` is random and has 192 bits. */
export function sealedSession(id: string): SealedSession {
  const key = createHash('sha256').update(id).digest();
  // Made when it is needed: a row that is not there needs no seal.
  let sealer: Sealer | null = null;
  const own = (): Sealer => (sealer ??= createSealer(deriveSessionKey(id, 'console session')));
  return {
    key,
    seal: (value, part) => own().seal(JSON.stringify(value), part),
    open(sealed, part) {
      const text = own().open(sealed, part);
      return text === null ? null : (JSON.parse(text) as unknown);
    },
  };
}
