/** Rules that a team adds to a ledger: each explains differences of one class and one field, by what they were and became. */
import type { LedgerClass } from '#domain/ledger.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { getWholeLedger, readSides, type LedgerSides } from './ledger.ts';
import { findBuiltIn } from './rules.ts';
import { countVerdicts, digestOfExplained, type Tx } from './worksheet.ts';

export interface RuleToAdd {
  readonly name: string;
  readonly class: LedgerClass;
  /** As the differences name it, such as `590` or `call number`. */
  readonly field: string;
  /** What the source has, with `*` for any text; null if it may be anything, nothing included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly says: string;
  readonly by: string;
  readonly at: Date;
}

const NAME = /^[a-z][a-z0-9-]{2,59}$/;
const LONGEST = 500;
/** Letters and digits that must stand in one of the two patterns: a rule without them says of nothing what it is about. */
const LEAST_SAID = 1;
/** In a class with fewer differences of the field, a rule that explains all of them may be meant so. */
const FEW = 5;

/** Throws BAD_USER_INPUT, and changes nothing, for a rule that would explain whatever is wrong. */
export async function addRule(db: Kysely<Database>, ledger: string, rule: RuleToAdd): Promise<void> {
  const { number } = await getWholeLedger(db, ledger);
  const { name, class: cls, field, from, to, says, by, at } = rule;
  if (!NAME.test(name) || findBuiltIn(name) !== null)
    throw badUserInput(
      'name: 3 to 60 small letters, digits and hyphens, and not the name of a rule that every ledger has.',
    );
  if (field.trim() === '' || field.includes('*'))
    throw badUserInput('field: name one field, as the list of differences does.');
  if (says.trim().length < 10 || says.length > LONGEST)
    throw badUserInput(`says: one sentence that somebody can sign, 10 to ${LONGEST} characters.`);
  if ([from, to].some((pattern) => (pattern ?? '').length > LONGEST))
    throw badUserInput(`from, to: at most ${LONGEST} characters.`);
  if (said(from) < LEAST_SAID && said(to) < LEAST_SAID) throw badUserInput(EVERYTHING);
  await db.transaction().execute(async (tx) => {
    if ((await forgottenClasses(tx, number)).includes(cls)) throw badUserInput(`class: ${LEFT}`);
    const { rows } = await sql<{ of: number; explained: number }>`
      SELECT count(*)::int AS of, count(*) FILTER (WHERE ${matches({ from, to })})::int AS explained
      FROM ledger_difference d WHERE ledger = ${number} AND class = ${cls} AND field = ${field} AND rule IS NULL`.execute(
      tx,
    );
    const { of = 0, explained = 0 } = rows[0] ?? {};
    // One pair of plain values is narrow, unless it is so of every row that there is.
    const isPlain = from !== null && to !== null && !from.includes('*') && !to.includes('*');
    if (!isPlain && of >= FEW && explained === of && (await differ(tx, { number, cls, field })))
      throw badUserInput(EVERYTHING);
    if (of >= FEW && explained > 0 && (await isWholeClass(tx, { number, cls, field }, matches({ from, to }))))
      throw badUserInput(EVERYTHING);
    const { numAffectedRows } = await sql`
      INSERT INTO ledger_rule (ledger, name, class, field, from_pattern, to_pattern, says, made_by, made_at)
      VALUES (${number}, ${name}, ${cls}, ${field}, ${from}, ${to}, ${says}, ${by}, ${at}) ON CONFLICT DO NOTHING`.execute(
      tx,
    );
    if (numAffectedRows === 0n) throw badUserInput(`name: the ledger has a rule "${name}" already; drop that first.`);
    await applyAgain(tx, number);
  });
}

const LEFT =
  'rows of its class left this ledger with an agreement, so what is left cannot be judged once more. Make the ledger again.';

const EVERYTHING =
  'from, to: this rule matches everything, and a ledger that everything explains proves nothing. Say what the field was or became: ' +
  'write the values, or the part of them that is the same, such as "Local note *".';

function said(pattern: string | null): number {
  return (pattern ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '').length;
}

/** Whether there are several values that a rule for all of them would take together. */
async function differ(
  tx: Tx,
  { number, cls, field }: { readonly number: number; readonly cls: LedgerClass; readonly field: string },
): Promise<boolean> {
  const { rows } = await sql<{ several: boolean }>`
    SELECT count(DISTINCT (from_value, to_value)) > 1 AS several FROM ledger_difference
    WHERE ledger = ${number} AND class = ${cls} AND field = ${field} AND rule IS NULL`.execute(tx);
  return rows[0]?.several === true;
}

/** Whether it would take a difference of each row of the class. */
async function isWholeClass(
  tx: Tx,
  { number, cls, field }: { readonly number: number; readonly cls: LedgerClass; readonly field: string },
  matching: RawBuilder<boolean>,
): Promise<boolean> {
  const { rows } = await sql<{ whole: boolean }>`
    SELECT count(DISTINCT d.number) >= (SELECT sum(c.rows) FROM ledger_count c WHERE c.ledger = ${number} AND c.class = ${cls}) AS whole
    FROM ledger_difference d WHERE d.ledger = ${number} AND d.class = ${cls} AND d.field = ${field} AND d.rule IS NULL AND ${matching}`.execute(
    tx,
  );
  return rows[0]?.whole === true;
}

/** Of `BK (should be BOOK)` the value alone, too: a rule that was written for it goes on explaining. */
function matches({ from, to }: Pick<RuleToAdd, 'from' | 'to'>): RawBuilder<boolean> {
  const like = (value: RawBuilder<unknown>, pattern: string | null): RawBuilder<unknown> =>
    pattern === null ? sql`true` : sql`coalesce(${value}, '') LIKE ${toLike(pattern)}`;
  const was = sql`regexp_replace(d.from_value, ' \\(should be .*\\)$', '')`;
  return sql<boolean>`((${like(sql`d.from_value`, from)} OR ${like(was, from)}) AND ${like(sql`d.to_value`, to)})`;
}

function toLike(pattern: string): string {
  return pattern.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}

/** Its differences are unexplained again. Throws BAD_USER_INPUT for a rule that every ledger has. */
export async function dropRule(db: Kysely<Database>, ledger: string, name: string): Promise<void> {
  const { number } = await getWholeLedger(db, ledger);
  if (findBuiltIn(name) !== null)
    throw badUserInput('rule: this rule is of every ledger; leave it unsigned if it is not right.');
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ class: LedgerClass; rows: number }>`
      DELETE FROM ledger_rule WHERE ledger = ${number} AND name = ${name} RETURNING class, rows`.execute(tx);
    const [dropped] = rows;
    if (dropped === undefined) throw badUserInput('rule: the ledger has no rule of this name.');
    // What it explained would stay explained, by a rule that nobody can see or sign any more.
    if (dropped.rows > 0 && (await forgottenClasses(tx, number)).includes(dropped.class))
      throw badUserInput(`rule: ${LEFT}`);
    await sql`DELETE FROM ledger_signature WHERE ledger = ${number} AND rule = ${name}`.execute(tx);
    await applyAgain(tx, number);
  });
}

/** The classes of which rows left with an agreement. */
async function forgottenClasses(tx: Tx, number: number): Promise<readonly LedgerClass[]> {
  const { rows } = await sql<{ class: LedgerClass }>`
    SELECT class FROM ledger_untold WHERE ledger = ${number} AND by_side = 'FORGOTTEN'`.execute(tx);
  return rows.map((one) => one.class);
}

async function applyAgain(tx: Tx, number: number): Promise<void> {
  const sides = await readSides(tx, number);
  if (sides !== null) await applyCustomRules(tx, sides);
}

/** Each difference by the first rule that matches it, in the order of their making; then what that makes of rows and counts. */
export async function applyCustomRules(tx: Tx, { number, settings }: LedgerSides): Promise<void> {
  // What left with an agreement is in no row: to count what is left would say that nothing was wrong.
  const forgotten = await forgottenClasses(tx, number);
  const { rows: rules } = await sql<{
    name: string;
    class: LedgerClass;
    field: string;
    from: string | null;
    to: string | null;
  }>`
    SELECT name, class, field, from_pattern AS "from", to_pattern AS "to" FROM ledger_rule
    WHERE ledger = ${number} AND field IS NOT NULL AND NOT class = ANY(${forgotten}::text[]) ORDER BY made_at, name`.execute(
    tx,
  );
  const { rows: touched } = await sql<{ class: LedgerClass }>`
    SELECT DISTINCT class FROM ledger_difference WHERE ledger = ${number} AND rule IS NOT NULL
      AND NOT class = ANY(${forgotten}::text[])`.execute(tx);
  await sql`UPDATE ledger_difference SET rule = NULL WHERE ledger = ${number} AND rule IS NOT NULL AND NOT class = ANY(${forgotten}::text[])`.execute(
    tx,
  );
  for (const { name, class: cls, field, from, to } of rules) {
    await sql`UPDATE ledger_difference d SET rule = ${name}
      WHERE ledger = ${number} AND class = ${cls} AND field = ${field} AND rule IS NULL AND ${matches({ from, to })}`.execute(
      tx,
    );
    await sql`
      UPDATE ledger_rule SET rows = x.rows, sample = x.sample, digest = x.digest FROM (
        SELECT count(DISTINCT number)::int AS rows, ${digestOfExplained(name)} AS digest, coalesce(json_agg(json_build_object('key', key, 'field', field, 'libraries', libraries, 'from', from_value, 'to', to_value)
          ORDER BY draw) FILTER (WHERE nth <= ${settings.sampleSize}), '[]') AS sample
        FROM (SELECT d.*, r.key, r.libraries, r.draw, row_number() OVER (ORDER BY r.draw, d.place) AS nth
          FROM ledger_difference d JOIN (SELECT number, key, libraries, md5(${`${String(settings.seed)} `} || key || number) AS draw FROM ledger_row
            WHERE ledger = ${number} AND class = ${cls}) r ON r.number = d.number
          WHERE d.ledger = ${number} AND d.class = ${cls} AND d.rule = ${name}) d) x
      WHERE ledger = ${number} AND name = ${name}`.execute(tx);
  }
  for (const cls of new Set([...touched, ...rules].map((one) => one.class))) {
    await sql`
      UPDATE ledger_row r SET verdict = CASE WHEN d.unexplained THEN 'UNEXPLAINED'
          WHEN d.gone THEN 'DROPPED_BY_RULE' WHEN r.untold <> '{}' THEN 'NOT_PROVABLE' ELSE 'CHANGED_BY_RULE' END
      FROM (SELECT number, bool_or(rule IS NULL) AS unexplained, bool_or(what = 'MISSING' AND field LIKE '(%') AS gone FROM ledger_difference
        WHERE ledger = ${number} AND class = ${cls} GROUP BY number) d
      WHERE r.ledger = ${number} AND r.class = ${cls} AND r.number = d.number`.execute(tx);
    await countVerdicts(tx, number, cls);
  }
}
