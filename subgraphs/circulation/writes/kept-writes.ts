/**
 * Which writes were sent, and their outcomes, for a day: the same key gets the same answer, and nothing is sent twice. They
 * lead to a patron's account, so they are kept sealed, under keyed hashes.
 */
import { createHash } from 'node:crypto';
import { REFUSAL_CODES } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createKeyedHash } from '#platform/keyed-hash.ts';
import { createSealer, type Sealer } from '#platform/sealed-text.ts';
import type { Database } from '#store/tables.ts';
import { type Kysely, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { errorCode } from '#store/errors.ts';
import type { WriteKind } from './write.ts';

/** The part of an outcome that outlives its request: no title, no date. */
const outcomeShape = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('DONE'), localId: z.string().nullable() }),
  z.object({
    outcome: z.literal('REFUSED'),
    refusal: z.object({ code: z.enum(REFUSAL_CODES), message: z.string(), sourceCode: z.string().nullable() }),
  }),
]);
export type KeptOutcome = z.infer<typeof outcomeShape>;

const writeShape = z.object({
  /** Digest of everything that was asked for. */
  input: z.string(),
  /** When it was sent, milliseconds since the epoch. */
  sentAt: z.number(),
  /** What is needed to see later whether it happened (`write.ts`). */
  evidence: z.array(z.string()).readonly(),
  /** Null while unknown. */
  outcome: outcomeShape.nullable(),
});
export type KeptWrite = Readonly<z.infer<typeof writeShape>>;

/** A key is everything that makes a write the same one, as text. Rejects with STORE_UNAVAILABLE if the database does not answer: then nothing may be sent. */
export interface KeptWrites {
  find(key: string): Promise<KeptWrite | null>;
  /** Takes the key for a write that is about to be sent; false if another write has it. */
  claim(key: string, write: KeptWrite): Promise<boolean>;
  /** Keeps its outcome. */
  settle(key: string, write: KeptWrite): Promise<void>;
  /** Frees the key; does nothing if a later write has taken it since. */
  forget(key: string, write: KeptWrite): Promise<void>;
  /** Counts a write that was sent and not refused, by its system and hour alone: for whoever moves a library back. */
  count(system: SystemId, kind: WriteKind, outcome: 'DONE' | 'UNKNOWN'): Promise<void>;
}

const KEPT_FOR_MS = 24 * 3_600_000;
/** In memory; the oldest go first. */
const MAX_IN_MEMORY = 100_000;

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
    count: () => Promise.resolve(),
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
    count: (system, kind, outcome) => countWrite(db, { system, kind, outcome, at: now() }),
  };
}

/** Of those that are not too old; `secrets` as for {@link createStoredWrites}. */
export async function countWrites(db: Kysely<Database>, secrets: readonly string[], now: number) {
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
  // Alone: sent before this secret was known.
  return { current: own.length, acceptedAlone: alone.length };
}

function createKeeping(secret: string): Keeping {
  const hash = createKeyedHash(deriveKey(secret, 'write-keys'));
  return {
    nameOf: (text) => hash(text).toString('base64url'),
    sealer: createSealer(deriveKey(secret, 'writes')),
  };
}

/** The same for the same text, and shorter. */
export function digestOf(input: string): string {
  return createHash('sha256').update(input).digest('base64url');
}

type Db = Kysely<Database>;

const UNIQUE_VIOLATION = '23505';

/** What is kept of a write under one secret. */
interface SealedWrite {
  /** Keyed hash of what the write is. */
  readonly key: string;
  readonly sealed: string;
}

/** What is kept under any of the keys. What is older than `notBefore` is not there, here and below. */
async function findWrites(db: Db, keys: readonly string[], notBefore: Date): Promise<readonly SealedWrite[]> {
  const { rows } = await sql<SealedWrite>`
    SELECT key, sealed FROM kept_write WHERE key = ANY(${keys}::text[]) AND sent_at >= ${notBefore}::timestamptz`.execute(
    db,
  );
  return rows;
}

/** Takes all of the keys, or none; false where one is taken, by whatever process. Drops what is older, also of other accounts. */
async function claimWrite(db: Db, writes: readonly SealedWrite[], at: Date, notBefore: Date): Promise<boolean> {
  await sql`DELETE FROM kept_write WHERE sent_at < ${notBefore}::timestamptz`.execute(db);
  // In the same order everywhere: two who want the same keys must not wait for each other for ever.
  const rows = writes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  try {
    await db
      .insertInto('kept_write')
      .values(rows.map(({ key, sealed }) => ({ key, sent_at: at, sealed })))
      .execute();
    return true;
  } catch (error) {
    if (errorCode(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

async function settleWrite(db: Db, writes: readonly SealedWrite[]): Promise<void> {
  for (const { key, sealed } of writes)
    await sql`UPDATE kept_write SET sealed = ${sealed} WHERE key = ${key}`.execute(db);
}

/** Keeps a write under those of its keys where nothing is. */
async function addWrites(db: Db, writes: readonly SealedWrite[], at: Date): Promise<void> {
  await db
    .insertInto('kept_write')
    .values(writes.map(({ key, sealed }) => ({ key, sent_at: at, sealed })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

const HOUR_MS = 3_600_000;

interface SentWrite {
  readonly system: SystemId;
  readonly kind: WriteKind;
  readonly outcome: 'DONE' | 'UNKNOWN';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

async function countWrite(db: Db, { system, kind, outcome, at }: SentWrite): Promise<void> {
  const [done, unknown] = outcome === 'DONE' ? [1, 0] : [0, 1];
  await sql`
    INSERT INTO written_hour AS known (system, hour, kind, done, unknown)
    VALUES (${system}, ${new Date(at - (at % HOUR_MS))}, ${kind}, ${done}, ${unknown})
    ON CONFLICT (system, hour, kind) DO UPDATE
      SET done = known.done + excluded.done, unknown = known.unknown + excluded.unknown`.execute(db);
}

/** Removes the hours from before then, and gives how many. */
export async function forgetWrittenHours(db: Db, before: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('written_hour').where('hour', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}

/** When each was sent that is not too old. */
async function listWrites(db: Db, notBefore: Date): Promise<readonly (SealedWrite & { readonly at: Date })[]> {
  const query = db.selectFrom('kept_write').select(['key', 'sealed', 'sent_at as at']);
  return query.where('sent_at', '>=', notBefore).execute();
}

/** Only what was sent until that moment: a key may have been taken again. */
async function forgetWrite(db: Db, keys: readonly string[], at: Date): Promise<void> {
  await sql`DELETE FROM kept_write WHERE key = ANY(${keys}::text[]) AND sent_at <= ${at}::timestamptz`.execute(db);
}
