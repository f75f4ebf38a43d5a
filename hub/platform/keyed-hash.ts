import { createHmac, createSecretKey } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104) of a text. */
export type KeyedHash = (text: string) => Buffer;

/** The key is held as an object: Node takes several times as long over the bytes of a key as over a short text, each time. */
export function createKeyedHash(bytes: Buffer): KeyedHash {
  const key = createSecretKey(bytes);
  return (text) => createHmac('sha256', key).update(text).digest();
}
