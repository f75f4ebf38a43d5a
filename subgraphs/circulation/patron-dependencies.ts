/** What accounts and writes need besides the library systems: keys and stored writes. It outlives a changed region file. */
import { createGrantVerifier, type GrantVerifier } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createSealedIds, type SealedIds } from './accounts/sealed-ids.ts';
import { createMemoryWrites, createStoredWrites, createWriteKeys, type KeptWrites } from './writes/kept-writes.ts';

export interface PatronDependencies {
  readonly ids: SealedIds;
  readonly verifyGrant: GrantVerifier;
  readonly kept: KeptWrites;
  /** Names a write, or an account, so that nobody can read from the name what it names. */
  readonly keyOf: (parts: readonly (string | null)[]) => string;
}

export interface PatronDependenciesOptions {
  /** The region's secret for patron data. */
  readonly secret: string;
  /** Null without a database: then writes are remembered no longer than the process lives. */
  readonly db: Kysely<Database> | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Throws CONFIG_INVALID if the secret is too short. */
export function createPatronDependencies({ secret, db, now }: PatronDependenciesOptions): PatronDependencies {
  return {
    ids: createSealedIds(secret),
    verifyGrant: createGrantVerifier(deriveKey(secret, 'grants'), now),
    kept: db === null ? createMemoryWrites(now) : createStoredWrites(db, secret, now),
    keyOf: createWriteKeys(secret),
  };
}
