/**
 * Which writes were sent, and their outcomes, for a day: the same key gets the same answer, and nothing is sent twice. They
 * lead to a patron's account, so they are kept sealed, under keyed hashes.
 */
import { createHash, createHmac, createSecretKey } from 'node:crypto';
import type { Refusal } from '#domain/accounts.ts';
import { REFUSAL_CODES } from '#domain/accounts.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createSealer, type Sealer } from '#platform/sealed-text.ts';
import {
  addWrites,
  claimWrite,
  findWrites,
  forgetWrite,
  listWrites,
  settleWrite,
  type SealedWrite,
} from './write-rows.ts';
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

/** A key is everything that makes a write the same one, as text. Rejects with STORE_UNAVAILABLE if the database does not answer: then nothing may be sent. */
export interface KeptWrites {
  find(key: string): Promise<KeptWrite | null>;
  /** Takes the key for a write that is about to be sent; false if another write has it. */
  claim(key: string, write: KeptWrite): Promise<boolean>;
  /** Keeps its outcome. */
  settle(key: string, write: KeptWrite): Promise<void>;
  /** Frees the key; does nothing if a later write has taken it since. */
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

function openWrite(row: SealedWrite, keepings: readonly Keeping[]): KeptWrite | null {
  const [opened] = keepings.flatMap(({ sealer }) => sealer.open(row.sealed, row.key) ?? []);
  return opened === undefined ? null : writeShape.parse(JSON.parse(opened));
}

/** A process that knows one secret alone leaves what is kept under the other as it was. */
function later(a: KeptWrite | null, b: KeptWrite): KeptWrite {
  if (a === null || b.sentAt > a.sentAt) return b;
  return b.sentAt === a.sentAt && a.outcome === null ? b : a;
}

/** One secret's way to keep writes. */
interface Keeping {
  /** What a write's row is called, so that its account cannot be read from the name. */
  readonly nameOf: (key: string) => string;
  readonly sealer: Sealer;
}

/**
 * `secrets` are the region's for patron data: more than one while they are replaced. A write is kept under each, so that processes
 * at different steps of that see the same write. `now` gives milliseconds since the epoch.
 */
export function createStoredWrites(db: Kysely<Database>, secrets: readonly string[], now: () => number): KeptWrites {
  const keepings = secrets.map(createKeeping);
  const namesOf = (key: string): readonly string[] => keepings.map(({ nameOf }) => nameOf(key));
  const seal = (key: string, write: KeptWrite): readonly SealedWrite[] =>
    keepings.map(({ nameOf, sealer }) => {
      const name = nameOf(key);
      return { key: name, sealed: sealer.seal(JSON.stringify(write), name) };
    });
  const notBefore = (): Date => new Date(now() - KEPT_FOR_MS);
  return {
    async find(key) {
      const rows = await findWrites(db, namesOf(key), notBefore());
      const write = rows.flatMap((row) => openWrite(row, keepings) ?? []).reduce<KeptWrite | null>(later, null);
      // Kept before the other secret was known: from now on it is found under that one, too.
      if (write !== null && rows.length < keepings.length)
        await addWrites(db, seal(key, write), new Date(write.sentAt));
      return write;
    },
    claim: (key, write) => claimWrite(db, seal(key, write), new Date(write.sentAt), notBefore()),
    settle: (key, write) => settleWrite(db, seal(key, write)),
    forget: (key, { sentAt }) => forgetWrite(db, namesOf(key), new Date(sentAt)),
  };
}

interface WritesBySecret {
  readonly current: number;
  /** Kept under the other secret alone: sent before this one was known. */
  readonly acceptedAlone: number;
}

/** Of those that are not too old; `secrets` as for {@link createStoredWrites}. */
export async function countWrites(
  db: Kysely<Database>,
  secrets: readonly string[],
  now: number,
): Promise<WritesBySecret> {
  const [current, ...accepted] = secrets.map((secret) => createKeeping(secret).sealer);
  const rows = await listWrites(db, new Date(now - KEPT_FOR_MS));
  const isSealedBy = (sealer: Sealer | undefined, row: SealedWrite): boolean =>
    sealer !== undefined && sealer.open(row.sealed, row.key) !== null;
  const own = rows.filter((row) => isSealedBy(current, row));
  // What is kept under both is of the same moment.
  const moments = new Set(own.map(({ at }) => at.getTime()));
  const alone = rows.filter(
    (row) => !moments.has(row.at.getTime()) && accepted.some((sealer) => isSealedBy(sealer, row)),
  );
  return { current: own.length, acceptedAlone: alone.length };
}

function createKeeping(secret: string): Keeping {
  const key = createSecretKey(deriveKey(secret, 'write-keys'));
  return {
    nameOf: (text) => createHmac('sha256', key).update(text).digest('base64url'),
    sealer: createSealer(deriveKey(secret, 'writes')),
  };
}

/** The same for the same text, and shorter. */
export function digestOf(input: string): string {
  return createHash('sha256').update(input).digest('base64url');
}
