/** The statements of `system_policy` and `system_code`. */
import type { CodeList, CodeListName, LoanRules } from '#domain/policies.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type Kysely } from 'kysely';

export interface StoredPolicies {
  readonly system: number;
  /** The lists that the system told. */
  readonly codeLists: readonly CodeListName[];
  readonly codesAsOf: Date | null;
  /** Null if the system does not tell its rules. */
  readonly rules: LoanRules | null;
  readonly rulesAsOf: Date | null;
  readonly triedAt: Date;
  /** Why the newest reading failed; what is stored is older then. */
  readonly problem: string | null;
}

/** Takes the place of all that is stored of the system. */
export async function replacePolicies(
  db: Kysely<Database>,
  system: number,
  {
    lists,
    rules,
    asOf,
  }: { readonly lists: readonly CodeList[]; readonly rules: LoanRules | null; readonly asOf: Date },
): Promise<void> {
  const told = lists.map(({ list }) => list);
  const rows = lists.flatMap(({ list, codes }) => codes.map(({ code, label }) => ({ list, code, label })));
  const json = rules === null ? null : toJson(rules);
  await db.transaction().execute(async (transaction) => {
    // Its row is locked first: two that read at the same time follow each other.
    await sql`
      INSERT INTO system_policy (system, code_lists, codes_as_of, rules, rules_as_of, tried_at, problem)
      VALUES (${system}, ${told}::text[], ${asOf}::timestamptz, ${json}::json,
        ${json === null ? null : asOf}::timestamptz, ${asOf}::timestamptz, NULL)
      ON CONFLICT (system) DO UPDATE SET code_lists = excluded.code_lists, codes_as_of = excluded.codes_as_of,
        rules = excluded.rules, rules_as_of = excluded.rules_as_of, tried_at = excluded.tried_at, problem = NULL
    `.execute(transaction);
    await sql`DELETE FROM system_code WHERE system = ${system}`.execute(transaction);
    // A system that names a code twice means one: the last label counts, as in the lists that Mercia's own adapters tell.
    await sql`
      INSERT INTO system_code (system, list, code, label)
      SELECT DISTINCT ON (list, code) ${system}::smallint, list, code, label
      FROM ROWS FROM (json_to_recordset(${toJson(rows)}::json) AS (list text, code text, label text))
        WITH ORDINALITY AS told (list, code, label, place)
      ORDER BY list, code, place DESC`.execute(transaction);
  });
}

/** What is stored stays, with its time. */
export async function failPolicies(db: Kysely<Database>, system: number, problem: string, at: Date): Promise<void> {
  await sql`
    INSERT INTO system_policy (system, code_lists, tried_at, problem)
    VALUES (${system}, '{}', ${at}::timestamptz, ${problem})
    ON CONFLICT (system) DO UPDATE SET tried_at = excluded.tried_at, problem = excluded.problem`.execute(db);
}

/** A row for each of the systems of which it was ever tried. */
export async function findPolicies(
  db: Kysely<Database>,
  systems: readonly number[],
): Promise<readonly StoredPolicies[]> {
  const { rows } = await sql<StoredPolicies>`
    SELECT system, code_lists AS "codeLists", codes_as_of AS "codesAsOf", rules, rules_as_of AS "rulesAsOf",
      tried_at AS "triedAt", problem
    FROM system_policy WHERE system = ANY(${[...systems]}::smallint[]) ORDER BY system`.execute(db);
  return rows;
}

export async function findCodes(db: Kysely<Database>, systems: readonly number[]) {
  return db
    .selectFrom('system_code')
    .select(['system', 'list', 'code', 'label'])
    .where('system', 'in', [...systems])
    .orderBy('system')
    .orderBy('list')
    .orderBy('code')
    .execute();
}
