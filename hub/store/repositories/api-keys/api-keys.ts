/** The stored API keys of programs: hashes, never the keys themselves. */
import { toProgramSubject, type ApiKeyRecord } from '#platform/api-key.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

export interface KeptApiKey extends ApiKeyRecord {
  /** What it is for, as its creator wrote. */
  readonly name: string;
  readonly createdAt: Date;
}

export async function insertApiKey(db: Kysely<Database>, key: KeptApiKey): Promise<void> {
  await db
    .insertInto('api_key')
    .values({
      id: key.id,
      hash: Buffer.from(key.hash),
      name: key.name,
      role: key.role,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
      revoked_at: key.revokedAt,
      service: key.service,
      budget_ms: key.budgetMs,
    })
    .execute();
}

/** Null if there is no such key; one that was revoked is still found. */
export async function findApiKey(db: Kysely<Database>, id: string): Promise<KeptApiKey | null> {
  const row = await db.selectFrom('api_key').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toKept(row);
}

/** Every key, the oldest first: there are as many as there are programs. */
export async function listApiKeys(db: Kysely<Database>): Promise<readonly KeptApiKey[]> {
  const rows = await db.selectFrom('api_key').select(COLUMNS).orderBy('created_at').orderBy('id').execute();
  return rows.map(toKept);
}

/** Says whose key signed; a person is called by their pseudonym, as they are written down. */
export async function sayWhoSigned(db: Kysely<Database>): Promise<(subject: string | null) => string | null> {
  const names = new Map((await listApiKeys(db)).map(({ id, name }) => [toProgramSubject(id), `the key “${name}”`]));
  return (subject) => (subject === null ? null : (names.get(subject) ?? subject));
}

/** False if there is no such key, or it was revoked before. */
export async function revokeApiKey(db: Kysely<Database>, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const COLUMNS = [
  'id',
  'hash',
  'name',
  'role',
  'created_at',
  'expires_at',
  'revoked_at',
  'service',
  'budget_ms',
] as const;

interface Row {
  readonly id: string;
  readonly hash: Buffer;
  readonly name: string;
  readonly role: KeptApiKey['role'];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly service: KeptApiKey['service'];
  readonly budget_ms: number | null;
}

function toKept({ id, hash, name, role, service, ...row }: Row): KeptApiKey {
  const { created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt, budget_ms: budgetMs } = row;
  return { id, hash, name, role, service, createdAt, expiresAt, revokedAt, budgetMs };
}
