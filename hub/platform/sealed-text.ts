/**
 * Short texts sealed so that nobody without the key can read, change or invent one: AES-256-GCM. `seal` gives another text
 * each time; `sealStably` gives the same text for the same input, as an id must be: its nonce is a keyed hash of what is
 * sealed (the construction of RFC 5297, with GCM), so the only thing that it tells is that two texts are equal.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { createKeyedHash } from './keyed-hash.ts';

export type Sealer = ReturnType<typeof createSealer>;

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The key has 32 bytes and is used for nothing else (`derived-key.ts`). What was sealed with a key that is `accepted` is opened,
 * too: the next one, or the one before, while keys are replaced.
 */
export function createSealer(bytes: Buffer, accepted: readonly Buffer[] = []) {
  const openers = [bytes, ...accepted].map(createOpener);
  // As an object, for the reason given in `keyed-hash.ts`.
  const key = createSecretKey(bytes);
  const nonceOf = createKeyedHash(createKeyedHash(bytes)('nonce'));

  function sealWith(nonce: Buffer, text: string, bound: string): string {
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(bound, 'utf8'));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  return {
    /** Base64url, without a colon. `bound` must be the same when it is opened: say, the id of the system. */
    sealStably(text: string, bound: string): string {
      const nonce = nonceOf(JSON.stringify([bound, text]));
      return sealWith(nonce.subarray(0, NONCE_BYTES), text, bound);
    },
    seal: (text: string, bound: string): string => sealWith(randomBytes(NONCE_BYTES), text, bound),
    /** Null for a text that was not sealed with this key and bound to the same, whoever sent it. */
    open(sealed: string, bound: string): string | null {
      for (const open of openers) {
        const text = open(sealed, bound);
        if (text !== null) return text;
      }
      return null;
    },
  };
}

function createOpener(keyBytes: Buffer): Sealer['open'] {
  const key = createSecretKey(keyBytes);
  return (sealed, bound) => {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(bound, 'utf8'))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  };
}
