/** Who signed which evidence. A signature holds for one digest: whoever makes other evidence asks for others. */
import { SIGNING_ROLES, type SigningRole } from '#domain/evidence.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { assertIsPerson, type Person } from '../people.ts';

export interface Signature {
  readonly digest: string;
  readonly role: SigningRole;
  /** For the role `LIBRARY`; null for the others. */
  readonly library: string | null;
  /** The name of whoever holds the role, as they gave it. */
  readonly holder: string;
  /** A pseudonym of who was signed in. */
  readonly subject: string;
  readonly signedAt: Date;
}

export interface NewSignature extends Omit<Signature, 'subject' | 'signedAt'> {
  readonly snapshot: string;
  readonly ledger: string | null;
  readonly plan: string | null;
  readonly by: Person;
  readonly at: Date;
}

const LONGEST_NAME = 100;

/**
 * Throws BAD_USER_INPUT, naming the field, and FORBIDDEN for a key. Whoever signs twice has signed once more; in two roles nobody signs,
 * not even at the same moment.
 */
export async function insertSignature(db: Kysely<Database>, region: Region, signature: NewSignature): Promise<void> {
  const { by, at, ...row } = signature;
  const holder = row.holder.trim();
  if (holder.length < 1 || holder.length > LONGEST_NAME) {
    throw badUserInput(`holder: the name of whoever holds the role, 1 to ${LONGEST_NAME} characters.`);
  }
  if ((row.role === 'LIBRARY') !== (row.library !== null)) {
    throw badUserInput('library: name it for the role LIBRARY, and for no other.');
  }
  await db.transaction().execute(async (tx) => {
    await assertIsPerson(tx, region, 'signEvidence: signatures are', { by, at });
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`evidence ${row.digest}`}, 0))`.execute(tx);
    const other = (await listSignatures(tx, row.digest)).find(
      ({ subject, role }) => by.names.includes(subject) && role !== row.role,
    );
    if (other !== undefined) {
      throw badUserInput(
        `role: whoever is signed in has signed this evidence as ${other.role}; each role is signed by another person, who signs in as they are.`,
      );
    }
    await tx
      .insertInto('move_signature')
      .values({ ...row, holder, subject: by.by, signed_at: at })
      .execute();
  });
}

/** In the order in which they were given. */
export async function listSignatures(db: Kysely<Database>, digest: string): Promise<readonly Signature[]> {
  return db
    .selectFrom('move_signature')
    .select(['digest', 'role', 'library', 'holder', 'subject', 'signed_at as signedAt'])
    .where('digest', '=', digest)
    .orderBy('id')
    .execute();
}

/** Of the evidence of a snapshot and a ledger that was signed last. */
export async function findLastSigned(
  db: Kysely<Database>,
  { snapshot, ledger }: { readonly snapshot: string; readonly ledger: string | null },
): Promise<{ readonly digest: string; readonly plan: string | null } | null> {
  const last = await db
    .selectFrom('move_signature')
    .select(['digest', 'plan'])
    .where('snapshot', '=', snapshot)
    .where('ledger', ledger === null ? 'is' : '=', ledger)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? null;
}

/** Of one library's; of the other roles whoever signed. */
export async function missingRoles(
  db: Kysely<Database>,
  digest: string,
  library: string,
): Promise<readonly SigningRole[]> {
  const signatures = await listSignatures(db, digest);
  const has = (role: SigningRole): boolean =>
    signatures.some((one) => one.role === role && (role !== 'LIBRARY' || one.library === library));
  return SIGNING_ROLES.filter((role) => !has(role));
}
