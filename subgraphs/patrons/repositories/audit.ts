/** What staff did with accounts: written once, read in pages, forgotten by the library that it concerns. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface NewAuditEntry {
  readonly at: Date;
  readonly action: Database['account_audit']['action'];
  readonly actor: string;
  readonly actorLibraries: readonly string[];
  readonly account: string | null;
  readonly patron: string | null;
  readonly library: string | null;
  readonly purpose: string | null;
  readonly note: string | null;
  readonly refusal: string | null;
}

export interface AuditEntry extends NewAuditEntry {
  readonly id: number;
}

export interface AuditPageOf {
  readonly first: number;
  /** The id of the last entry of the page before. */
  readonly after: number | null;
  /** Everything that the account is called; null for all accounts. */
  readonly accounts: readonly string[] | null;
  readonly library: string | null;
}

const COLUMNS = [
  'id',
  'at',
  'action',
  'actor',
  'actor_libraries as actorLibraries',
  'account',
  'patron',
  'library',
  'purpose',
  'note',
  'refusal',
] as const;

export async function insertAuditEntry(db: Kysely<Database>, entry: NewAuditEntry): Promise<void> {
  const { actorLibraries, ...row } = entry;
  await db
    .insertInto('account_audit')
    .values({ ...row, actor_libraries: [...actorLibraries] })
    .execute();
}

/** Newest first. */
export function listAudit(db: Kysely<Database>, page: AuditPageOf): Promise<readonly AuditEntry[]> {
  let query = db.selectFrom('account_audit').select(COLUMNS).orderBy('id', 'desc').limit(page.first);
  if (page.after !== null) query = query.where('id', '<', page.after);
  if (page.accounts !== null) query = query.where('account', 'in', page.accounts);
  if (page.library !== null) query = query.where('library', '=', page.library);
  return query.execute();
}

/** Everything that concerns a patron, by all that patron and accounts are called: what was done with their links, and looks at any of these accounts. Oldest first. */
export function listAuditOfPatron(
  db: Kysely<Database>,
  patrons: readonly string[],
  accounts: readonly string[],
): Promise<readonly AuditEntry[]> {
  return db
    .selectFrom('account_audit')
    .select(COLUMNS)
    .where((where) =>
      where.or([where('patron', 'in', patrons), ...(accounts.length === 0 ? [] : [where('account', 'in', accounts)])]),
    )
    .orderBy('id')
    .execute();
}

/** Libraries that the audit has entries of; null stands among them where some name none. */
export async function listAuditedLibraries(db: Kysely<Database>): Promise<readonly (string | null)[]> {
  const rows = await db.selectFrom('account_audit').select('library').distinct().execute();
  return rows.map(({ library }) => library);
}

/** Removes a library's entries from before then, leaving one that says how many; gives how many. */
export async function forgetAudit(
  db: Kysely<Database>,
  library: string | null,
  before: Date,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`
    SELECT forget_account_audit(${library}::text, ${before}::timestamptz, ${now}::timestamptz) AS forgotten`.execute(
    db,
  );
  return rows[0]?.forgotten ?? 0;
}
