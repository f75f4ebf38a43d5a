/** What the router needs for accounts beyond its systems; it outlives the region of the moment. */
import { createGrantVerifier, type GrantVerifier } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createSealedIds, type SealedIds } from './accounts/sealed-ids.ts';
import { createMemoryWrites, createStoredWrites, createWriteKeys, type KeptWrites } from './writes/kept-writes.ts';

export interface PatronMeans {
  readonly ids: SealedIds;
  readonly verifyGrant: GrantVerifier;
  readonly kept: KeptWrites;
  /** Names a write, or an account, so that nobody can read from the name what it names. */
  readonly keyOf: (parts: readonly (string | null)[]) => string;
}

export interface PatronMeansOptions {
  /** The region's secret for patron data. */
  readonly secret: string;
  /** Null without a database: then what became of a write is known no longer than the process lives. */
  readonly db: Kysely<Database> | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Throws CONFIG_INVALID where the secret is too short. */
export function createPatronMeans({ secret, db, now }: PatronMeansOptions): PatronMeans {
  return {
    ids: createSealedIds(secret),
    verifyGrant: createGrantVerifier(deriveKey(secret, 'grants'), now),
    kept: db === null ? createMemoryWrites(now) : createStoredWrites(db, secret, now),
    keyOf: createWriteKeys(secret),
  };
}
