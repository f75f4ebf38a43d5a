/**
 * Keys for one use each, derived from a secret of the region by HKDF (RFC 5869): what is sealed for one use cannot be opened,
 * forged or compared with the key of another. Uses of the hub's own parts are of `MERCIA_PATRON_SECRET`.
 */
import { hkdfSync } from 'node:crypto';
import { MerciaError } from './errors.ts';

export type KeyUse =
  /** Local parts of the ids of accounts, loans and holds. */
  | 'ids'
  /** Account links at rest. */
  | 'links'
  /** Names of accounts, patrons and cards in the tables of links. */
  | 'link-keys'
  /** Grants that `patrons` gives and the circulation router reads. */
  | 'grants'
  /** Tokens of readers in harvested loans. */
  | 'readers'
  /** The same tokens as each role is shown them. */
  | 'reader-views'
  /** Outcomes of writes that are kept for their idempotency keys. */
  | 'writes'
  /** Names of writes in that memory. */
  | 'write-keys'
  /** Subjects of identity providers. */
  | 'subjects'
  /** Names of the secrets themselves, where two are accepted. */
  | 'secret-names';

const MIN_SECRET_BYTES = 32;
const KEY_BYTES = 32;
const NAME_BYTES = 6;

/** 32 bytes. Throws CONFIG_INVALID for a secret that is too short. */
export function deriveKey(secret: string, use: KeyUse): Buffer {
  return derive(secret, use);
}

/** What a secret is called where more than one is accepted; it says nothing of the secret. */
export function nameSecret(secret: string): string {
  return deriveKey(secret, 'secret-names').subarray(0, NAME_BYTES).toString('base64url');
}

/** 32 bytes, of the id of a session of the pages, which is random and in no table: for the row of the session, or for its forms. */
export function deriveSessionKey(sessionId: string, use: 'console session' | 'console forms'): Buffer {
  return expand(sessionId, use);
}

const KEY_TEXT = /^[A-Za-z0-9_-]{43}$/;

/** What an adapter server is known by: its host and port, and its path where it has one, as the hub's address says them. */
export function adapterServerName(address: string): string {
  const { host, pathname } = new URL(address);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}

/** The key of one adapter server that its context is checked with, derived from `MERCIA_CONTEXT_SECRET`. */
export function deriveServerContextKey(contextSecret: string, address: string): string {
  return derive(contextSecret, `adapter-server context ${adapterServerName(address)}`).toString('base64url');
}

/** The key of one adapter server that readers are sealed with, derived from `MERCIA_PATRON_SECRET`. */
export function deriveServerReaderKey(patronSecret: string, address: string): string {
  return derive(patronSecret, `adapter-server readers ${adapterServerName(address)}`).toString('base64url');
}

/** The key of the names of callers, of the parts that ask the graph for others; derived from `MERCIA_CONTEXT_SECRET`. */
export function deriveCallerKey(contextSecret: string): Buffer {
  return derive(contextSecret, 'end callers');
}

/** Whether a text could be a key of an adapter server. */
export function isKeyText(text: string): boolean {
  return KEY_TEXT.test(text);
}

export function readKeyText(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

function derive(secret: string, use: string): Buffer {
  if (Buffer.byteLength(secret, 'utf8') < MIN_SECRET_BYTES) {
    throw new MerciaError('CONFIG_INVALID', `a secret of the region needs ${MIN_SECRET_BYTES} bytes or more`);
  }
  return expand(secret, use);
}

function expand(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'mercia', use, KEY_BYTES));
}
