/** What is asked and done of ledgers that are there. */
import type { DeclaredChoice, DeclaredThing } from '#domain/ledger.ts';
import { badUserInput } from '#platform/errors.ts';
import { toJson } from '#store/to-json.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { FROM_LEDGERS, getLedger, LEDGER_COLUMNS, type Ledger } from './ledger.ts';

/** The newest first. */
export async function listLedgers(db: Kysely<Database>): Promise<readonly Ledger[]> {
  const { rows } = await sql<Ledger>`SELECT ${LEDGER_COLUMNS} ${FROM_LEDGERS} ORDER BY l.id DESC`.execute(db);
  return rows;
}

export async function dropLedger(db: Kysely<Database>, name: string): Promise<void> {
  await getLedger(db, name);
  await sql`DELETE FROM ledger WHERE name = ${name}`.execute(db);
}

/** Throws BAD_USER_INPUT if a ledger stands on the snapshot: its numbers could be traced no more. */
export async function assertInNoLedger(db: Kysely<Database>, snapshot: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT l.name FROM ledger l JOIN snapshot s ON s.id IN (l.source, l.target, l.before) WHERE s.name = ${snapshot}
    ORDER BY l.id LIMIT 1`.execute(db);
  const [ledger] = rows;
  if (ledger === undefined) return;
  throw badUserInput(
    `name: the ledger "${ledger.name}" stands on this snapshot; drop that first (mercia move ledger drop).`,
  );
}

/** What a team declares of one of the things that are not compared. */
export async function declareChoice(
  db: Kysely<Database>,
  name: string,
  { thing, choice }: { readonly thing: DeclaredThing; readonly choice: DeclaredChoice },
): Promise<Ledger> {
  // One statement: two people may declare at the same moment.
  await sql`UPDATE ledger SET choices = (choices::jsonb || ${toJson({ [thing]: choice })}::jsonb)::json WHERE name = ${name}`.execute(
    db,
  );
  return getLedger(db, name);
}
