/** Accounts of several systems that share a name with a birth date, or an e-mail address, as tokens. */
import type { Tx } from '#store/tables.ts';
import { sql, type RawBuilder } from 'kysely';

/** More accounts than that share a mailbox or a made-up birth date; they are no one person's. */
const ACCOUNTS_MAX = 10;
/** Two systems whose readers come together take turns. */
const LOCK = 41;

/**
 * Groups all readers again. One group for each set of accounts, whatever it is that they share. Its key is a hash of their
 * tokens: it gives none of them away, stands in no order of theirs, and is the same as long as they are.
 */
export async function refreshReaderGroups(transaction: Tx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(transaction);
  await sql`DELETE FROM reader_group`.execute(transaction);
  await sql`
    WITH shared AS (${sharing('name_birth', 'NAME_AND_BIRTH_DATE')} UNION ALL ${sharing('email', 'EMAIL')})
    INSERT INTO reader_group (key, evidence, systems, tokens)
    SELECT encode(sha256(array_to_string(systems::text[] || tokens, ' ')::bytea), 'hex'),
      array_agg(evidence ORDER BY evidence DESC), systems, tokens
    FROM shared GROUP BY systems, tokens`.execute(transaction);
}

function sharing(column: 'name_birth' | 'email', evidence: string): RawBuilder<unknown> {
  const shared = sql.ref(column);
  return sql`
    SELECT ${evidence}::text AS evidence, array_agg(system ORDER BY system, reader_token) AS systems,
      array_agg(reader_token ORDER BY system, reader_token) AS tokens
    FROM reader WHERE ${shared} IS NOT NULL GROUP BY ${shared}
    HAVING count(DISTINCT system) > 1 AND count(*) <= ${ACCOUNTS_MAX}`;
}
