/** The lists of codes of the target system, as people enter them. */
import { ITEM_STATUSES, ITEM_USES } from '#domain/facts.ts';
import type { TargetCode, TargetList } from '#domain/mappings.ts';
import { CODE_LISTS, type CodeListName } from '#domain/policies.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { plainCode } from '../codes/pair-codes.ts';
import type { FileRow, RowProblem } from './refused-rows.ts';

/** A code to enter. Of a file with its line, so that what is wrong can be said of it. */
export interface EnteredTargetCode extends FileRow, TargetCode {
  readonly list: CodeListName;
}

/** Every list, in a fixed order; one that nobody entered has no codes. */
export async function readTargetLists(db: Kysely<Database>): Promise<readonly TargetList[]> {
  const lists = await db.selectFrom('target_list').selectAll().execute();
  const codes = await db.selectFrom('target_code').selectAll().orderBy('list').orderBy('plain').execute();
  return CODE_LISTS.map((list) => ({
    list,
    greatestLength: lists.find((one) => one.list === list)?.greatest_length ?? null,
    codes: codes
      .filter((code) => code.list === list)
      .map(({ code, label, meaning }): TargetCode => ({ code, label, meaning })),
  }));
}

/** Throws BAD_USER_INPUT for a length that is none. Codes that are longer stay, and what is mapped to them is warned of. */
export async function setGreatestLength(
  db: Kysely<Database>,
  list: CodeListName,
  greatestLength: number | null,
): Promise<void> {
  if (greatestLength !== null && (!Number.isInteger(greatestLength) || greatestLength < 1)) {
    throw badUserInput('greatestLength: a whole number of characters, 1 or more.');
  }
  await db
    .insertInto('target_list')
    .values({ list, greatest_length: greatestLength })
    .onConflict((conflict) => conflict.column('list').doUpdateSet({ greatest_length: greatestLength }))
    .execute();
}

/**
 * Adds codes, or changes label and meaning of those that are there. A code that is wrong is refused with the reason, the
 * rest is taken. A code of another spelling takes the place of the one that differs by case and blanks alone.
 */
export async function enterTargetCodes(
  db: Kysely<Database>,
  entered: readonly EnteredTargetCode[],
): Promise<{ readonly taken: number; readonly refused: readonly RowProblem<EnteredTargetCode>[] }> {
  const lists = await readTargetLists(db);
  const refused: RowProblem<EnteredTargetCode>[] = [];
  const good = new Map<string, EnteredTargetCode>();
  for (const row of entered) {
    const key = `${row.list} ${plainCode(row.code)}`;
    const problem = problemOf(row, lists, good.get(key));
    if (problem === null) good.set(key, row);
    else refused.push({ row, ...problem });
  }
  const rows = [...good.values()];
  for (const list of new Set(rows.map((row) => row.list))) {
    await db
      .insertInto('target_list')
      .values({ list, greatest_length: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const { list, code, label, meaning } of rows) {
    const values = { code: code.trimEnd(), label, meaning };
    await db
      .insertInto('target_code')
      .values({ list, plain: plainCode(code), ...values })
      .onConflict((conflict) => conflict.columns(['list', 'plain']).doUpdateSet(values))
      .execute();
  }
  return { taken: rows.length, refused };
}

/** Takes codes away; what is mapped to them stays, with a warning. Gives how many there were. */
export async function removeTargetCodes(
  db: Kysely<Database>,
  list: CodeListName,
  codes: readonly string[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    DELETE FROM target_code WHERE list = ${list} AND plain = ANY(${codes.map(plainCode)}::text[])`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What a code of a list can stand for, in Mercia's own words; nothing for lists that it has no words for. */
export function meaningsOf(list: CodeListName): readonly string[] {
  if (list === 'STATUS') return ITEM_STATUSES;
  return list === 'ITEM_TYPE' ? ITEM_USES : [];
}

/** In characters, as people count them. */
export function lengthOf(code: string): number {
  return Array.from(code).length;
}

function problemOf(
  { list, code, meaning }: EnteredTargetCode,
  lists: readonly TargetList[],
  before: EnteredTargetCode | undefined,
): { readonly column: string; readonly problem: string } | null {
  if (plainCode(code) === '') return { column: 'Code', problem: 'there is no code; enter one' };
  if (before !== undefined) {
    const place = before.line === null ? 'stands here twice' : `stands in line ${before.line} already`;
    return { column: 'Code', problem: `the code ${place}; case and blanks at the ends are no difference` };
  }
  const greatest = lists.find((one) => one.list === list)?.greatestLength ?? null;
  const length = lengthOf(code.trimEnd());
  if (greatest !== null && length > greatest) {
    return { column: 'Code', problem: `the code has ${length} characters, the target takes ${greatest}; shorten it` };
  }
  const known = meaningsOf(list);
  if (meaning !== null && !known.includes(meaning)) {
    const there = known.length === 0 ? 'codes of this list have none' : `use one of ${known.join(', ')}`;
    return { column: 'Meaning', problem: `there is no such meaning; ${there}` };
  }
  return null;
}
