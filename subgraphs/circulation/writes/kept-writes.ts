/**
 * Which writes were sent, and their outcomes, for a day: the same key gets the same answer, and nothing is sent twice. They
 * lead to a patron's account, so they are kept sealed, under keyed hashes.
 */
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import type { Refusal } from '#domain/accounts.ts';
import { REFUSAL_CODES } from '#domain/accounts.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createSealer } from '#platform/sealed-text.ts';
import { claimWrite, findWrite, forgetWrite, settleWrite } from '#store/repositories/kept-writes.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Evidence } from './write.ts';

/** The part of an outcome that outlives its request: no title, no date. */
export type KeptOutcome =
  | { readonly outcome: 'DONE'; readonly localId: string | null }
  | { readonly outcome: 'REFUSED'; readonly refusal: Refusal };

export interface KeptWrite {
  /** Digest of everything that was asked for. */
  readonly input: string;
  /** When it was sent, milliseconds since the epoch. */
  readonly sentAt: number;
  readonly evidence: Evidence;
  /** Null while unknown. */
  readonly outcome: KeptOutcome | null;
}

/** Rejects with STORE_UNAVAILABLE if the database does not answer: then nothing may be sent. */
export interface KeptWrites {
  find(key: string): Promise<KeptWrite | null>;
  /** Takes the key for a write that is about to be sent; false if another write has it. */
  claim(key: string, write: KeptWrite): Promise<boolean>;
  /** Keeps its outcome. */
  settle(key: string, write: KeptWrite): Promise<void>;
  /** Frees the key; does nothing if another write has taken it since. */
  forget(key: string, write: KeptWrite): Promise<void>;
}

const KEPT_FOR_MS = 24 * 3_600_000;
/** In memory; the oldest go first. */
const MAX_IN_MEMORY = 100_000;

const writeShape = z.object({
  input: z.string(),
  sentAt: z.number(),
  evidence: z.array(z.string()),
  outcome: z
    .discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('DONE'), localId: z.string().nullable() }),
      z.object({
        outcome: z.literal('REFUSED'),
        refusal: z.object({ code: z.enum(REFUSAL_CODES), message: z.string(), sourceCode: z.string().nullable() }),
      }),
    ])
    .nullable(),
});

/** Without a database they last as long as the process. */
export function createMemoryWrites(now: () => number): KeptWrites {
  const writes = new LRUCache<string, KeptWrite>({ max: MAX_IN_MEMORY });
  const find = (key: string): KeptWrite | null => {
    const kept = writes.get(key);
    return kept === undefined || kept.sentAt < now() - KEPT_FOR_MS ? null : kept;
  };
  return {
    find: async (key) => find(key),
    async claim(key, write) {
      if (find(key) !== null) return false;
      writes.set(key, write);
      return true;
    },
    async settle(key, write) {
      writes.set(key, write);
    },
    async forget(key, { sentAt }) {
      if (writes.peek(key)?.sentAt === sentAt) writes.delete(key);
    },
  };
}

/** `secret` is the region's secret for patron data; `now` gives milliseconds since the epoch. */
export function createStoredWrites(db: Kysely<Database>, secret: string, now: () => number): KeptWrites {
  const sealer = createSealer(deriveKey(secret, 'writes'));
  const seal = (key: string, write: KeptWrite): string => sealer.seal(JSON.stringify(write), key);
  const notBefore = (): Date => new Date(now() - KEPT_FOR_MS);
  return {
    async find(key) {
      const sealed = await findWrite(db, key, notBefore());
      const opened = sealed === null ? null : sealer.open(sealed, key);
      return opened === null ? null : writeShape.parse(JSON.parse(opened));
    },
    claim: (key, write) => claimWrite(db, { key, at: new Date(write.sentAt), sealed: seal(key, write) }, notBefore()),
    settle: (key, write) => settleWrite(db, key, seal(key, write)),
    forget: (key, { sentAt }) => forgetWrite(db, key, new Date(sentAt)),
  };
}

/** Names a write so that its account cannot be read from the name. */
export function createWriteKeys(secret: string): (parts: readonly (string | null)[]) => string {
  const key = createSecretKey(deriveKey(secret, 'write-keys'));
  return (parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
}

/** The same for the same text, and shorter. */
export function digestOf(input: string): string {
  return createHash('sha256').update(input).digest('base64url');
}
