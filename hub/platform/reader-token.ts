/**
 * Tokens that stand for readers in what Mercia keeps of loans, made with a key that is derived from the region's secret for
 * `readers`. Of a name, an e-mail address, a card or a day nobody without that key can go back; of an account the holder of the key can, for those who may
 * look at it. An adapter server has no such key: what leaves it is sealed with its own, and becomes a token at the hub.
 */
import { createHash } from 'node:crypto';
import { createKeyedHash } from './keyed-hash.ts';
import { createSealer } from './sealed-text.ts';

export type ReaderTokenKind = 'account' | 'name-birth' | 'email' | 'card' | 'expiry';
export type ReaderTokenOf = (kind: ReaderTokenKind, text: string) => string;

/** Tokens of one system's readers; `key` has 32 bytes and is used for nothing else. */
export function createReaderTokens(key: Buffer, system: string): ReaderTokenOf {
  const keep = createTokenKeeper(key, system);
  return (kind, text) => keep(kind, toTold(kind, text));
}

/**
 * What an adapter server tells of its system's readers: sealed with its own key, another text each time. Only the hub can
 * open it, and what it finds there is no name, address or card, but their hashes.
 */
export function createSealedReaders(serverKey: Buffer, system: string): ReaderTokenOf {
  const sealer = createSealer(serverKey);
  return (kind, text) => sealer.seal(toTold(kind, text), boundOf(kind, system));
}

/** Tokens of what an adapter server sealed; null for what was sealed with another key, or says something else. */
export type OpenSealedReader = (kind: ReaderTokenKind, sealed: string) => string | null;

/**
 * `serverKeys` are the adapter server's, more than one while they are replaced; `key` is the region's, as for
 * {@link createReaderTokens}, whose tokens come from here.
 */
export function createSealedReaderOpener(
  [serverKey, ...accepted]: readonly [Buffer, ...Buffer[]],
  key: Buffer,
  system: string,
): OpenSealedReader {
  const sealer = createSealer(serverKey, accepted);
  const keep = createTokenKeeper(key, system);
  return (kind, sealed) => {
    const told = sealer.open(sealed, boundOf(kind, system));
    return told === null ? null : keep(kind, told);
  };
}

/** The system's own key of the account that a token stands for; null for what is no token of that system and one of the keys. */
export function openAccountToken(keys: Buffer | readonly Buffer[], system: string, token: string): string | null {
  const [key, ...accepted] = [keys].flat();
  return key === undefined ? null : createSealer(key, accepted).open(token, system);
}

/** What an adapter server would tell of it: the account's own key, else a hash. */
function toTold(kind: ReaderTokenKind, text: string): string {
  if (kind === 'account') return text;
  return createHash('sha256')
    .update(JSON.stringify([kind, text]))
    .digest('base64url');
}

/** A token for one purpose is none for another, and one of a system none of the next. */
function boundOf(kind: ReaderTokenKind, system: string): string {
  return JSON.stringify([system, kind]);
}

function createTokenKeeper(key: Buffer, system: string): ReaderTokenOf {
  const sealer = createSealer(key);
  const hash = createKeyedHash(createKeyedHash(key)('identity'));
  return (kind, told) => {
    // Two systems may both have a reader 17: the token of an account is of its system.
    if (kind === 'account') return sealer.sealStably(told, system);
    return hash(JSON.stringify([kind, told])).toString('base64url');
  };
}

/**
 * Tokens as one role is shown them: the same reader has the same token in all that a role sees, and none that it could
 * lay beside what is stored, or what another role was given. `key` is derived for `reader-views`.
 */
export function createTokenViews(key: Buffer): (role: string, token: string) => string {
  const hash = createKeyedHash(key);
  return (role, token) => hash(JSON.stringify([role, token])).toString('base64url');
}
