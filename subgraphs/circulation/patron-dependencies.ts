/** What accounts and writes need besides the library systems: keys and stored writes. It outlives a changed region file. */
import { createGrantVerifier, type GrantVerifier } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createSealedIds, type SealedIds } from './accounts/sealed-ids.ts';
import { createMemoryWrites, createStoredWrites, type KeptWrites } from './writes/kept-writes.ts';

export interface PatronDependencies {
  readonly ids: SealedIds;
  readonly verifyGrant: GrantVerifier;
  readonly kept: KeptWrites;
}

export interface PatronDependenciesOptions {
  /** The region's secret for patron data. */
  readonly secret: string;
  /** Other secrets under which ids, grants and writes are found: the next one, or the one before. */
  readonly accepted?: readonly string[];
  /** Null without a database: then writes are remembered no longer than the process lives. */
  readonly db: Kysely<Database> | null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Throws CONFIG_INVALID if the secret is too short. */
export function createPatronDependencies({
  secret,
  accepted = [],
  db,
  now,
}: PatronDependenciesOptions): PatronDependencies {
  const secrets = [secret, ...accepted];
  const grantKeys = secrets.map((each) => deriveKey(each, 'grants'));
  return {
    ids: createSealedIds(secret, accepted),
    verifyGrant: createGrantVerifier(grantKeys, now),
    kept: db === null ? createMemoryWrites(now) : createStoredWrites(db, secrets, now),
  };
}
