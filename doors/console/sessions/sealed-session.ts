/** The name of a session's row, and the seal of what is in it: both come from the session's id, which is in no table. */
import { createHash } from 'node:crypto';
import { deriveSessionKey } from '#platform/derived-key.ts';
import { createSealer, type Sealer } from '#platform/sealed-text.ts';

/** The texts of a row: one cannot stand in the place of another. */
type SessionPart = 'content' | 'signed in' | 'memory';

/** `id` is random and has 192 bits; `key` is its SHA-256. */
export function sealedSession(id: string) {
  const key = createHash('sha256').update(id).digest();
  // Made when it is needed: a row that is not there needs no seal.
  let sealer: Sealer | null = null;
  const own = (): Sealer => (sealer ??= createSealer(deriveSessionKey(id, 'console session')));
  return {
    key,
    seal: (value: unknown, part: SessionPart) => own().seal(JSON.stringify(value), part),
    /** Null if it was sealed for another session or another part, or was changed. */
    open(sealed: string, part: SessionPart): unknown {
      const text = own().open(sealed, part);
      return text === null ? null : (JSON.parse(text) as unknown);
    },
  };
}
