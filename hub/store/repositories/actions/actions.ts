/** What people change in Mercia: written once, with the change itself, and read in pages. */
import type { ActionKind } from '#domain/actions.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type Transaction } from 'kysely';

/** Who changes something. */
export interface Actor {
  /** Pseudonym of the person, or the id of the key: `subject` of a signed context. */
  readonly by: string;
  readonly role: string;
}

export interface NewAction {
  readonly at: Date;
  readonly action: ActionKind;
  /** Null at the command line, where nobody signs in. */
  readonly actor: Actor | null;
  /** What was changed: the id of a key or a system, two records. Never anything of a reader. */
  readonly subject: string;
  /** What its author says of it; null if nothing. */
  readonly note: string | null;
}

export interface Action extends NewAction {
  readonly id: number;
}

export interface ActionsPage {
  readonly first: number;
  /** The id of the last entry of the page before; null for the first page. */
  readonly after: number | null;
}

/** Writes down a change in the transaction that makes it: there is neither without the other. */
export async function recordAction(tx: Transaction<Database>, entry: NewAction): Promise<void> {
  const { at, action: kind, actor, subject, note } = entry;
  await tx
    .insertInto('action')
    .values({ at, kind, actor: actor?.by ?? null, role: actor?.role ?? null, subject, note })
    .execute();
}

/** Newest first. */
export async function listActions(db: Kysely<Database>, { first, after }: ActionsPage): Promise<readonly Action[]> {
  const newest = db.selectFrom('action').selectAll().orderBy('id', 'desc').limit(first);
  const rows = await (after === null ? newest : newest.where('id', '<', after)).execute();
  return rows.map(({ kind, actor, role, ...row }) => ({
    ...row,
    action: kind,
    actor: actor === null || role === null ? null : { by: actor, role },
  }));
}

/** Removes the entries from before then, leaving one that says how many; gives how many. */
export async function forgetActions(db: Kysely<Database>, before: Date, now: Date): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`
    SELECT forget_actions(${before}::timestamptz, ${now}::timestamptz) AS forgotten`.execute(db);
  return rows[0]?.forgotten ?? 0;
}
