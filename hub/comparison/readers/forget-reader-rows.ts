/**
 * Rows about readers leave the snapshots: when their library's agreement of today no longer lets them be kept, and when they are
 * too old. How many there were stays, and so do the counts that were made of them (`count-readers.ts`).
 */
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { Database } from '#store/tables.ts';
import { createAgreements, FORGET_FACTS_OF_A_MOVE, HAS_FACTS_OF_A_MOVE } from '#union-index/index.ts';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';

const LISTS = [
  { name: 'LOANS', list: 'OPEN_LOANS', table: 'snapshot_loan' },
  { name: 'HOLDS', list: 'OPEN_HOLDS', table: 'snapshot_hold' },
  { name: 'READERS', list: 'READERS', table: 'snapshot_reader' },
  { name: 'CHARGES', list: 'OPEN_CHARGES', table: 'snapshot_charge' },
] as const satisfies readonly { name: string; list: LoanList; table: string }[];

/** What plans have made of the rows: it goes with them. */
const PLANNED: Readonly<Record<string, { readonly table: string; readonly isOf: RawBuilder<boolean> }>> = {
  snapshot_loan: { table: 'planned_loan', isOf: sql`row.item = p.item` },
  snapshot_hold: { table: 'planned_hold', isOf: sql`row.id = p.hold` },
  snapshot_reader: { table: 'planned_reader', isOf: sql`row.reader_token = p.reader_token` },
};

export interface ReaderRowsRule {
  /** The region file of now, whatever it was when the snapshots were taken. */
  readonly region: Region;
  readonly now: Date;
  /** How many days after its harvest a list may be kept. */
  readonly days: number;
}

export async function forgetReaderRows(db: Kysely<Database>, rule: ReaderRowsRule): Promise<number> {
  const kept = await db
    .selectFrom('snapshot_reader_list as l')
    .innerJoin('system', 'system.id', 'l.system')
    .select(['l.snapshot', 'l.system', 'l.library', 'l.list', 'l.as_of', 'system.system_id as systemId'])
    .where('l.gone_at', 'is', null)
    .execute();
  let gone = 0;
  for (const row of kept) {
    const found = LISTS.find(({ name }) => name === row.list);
    const why = found === undefined ? null : whyGone(row, found.list, rule);
    if (found === undefined || why === null) continue;
    gone += await db
      .transaction()
      .execute((transaction) => deleteRows(transaction, { ...row, table: found.table, why, at: rule.now }));
  }
  await forgetFactsOfAMove(db, rule.region);
  return gone;
}

interface KeptList {
  readonly snapshot: number;
  readonly system: number;
  /** Empty for the rows of which nobody knows the library. */
  readonly library: string;
  readonly list: string;
}

function whyGone(
  {
    systemId,
    library,
    as_of: asOf,
  }: { readonly systemId: string; readonly library: string; readonly as_of: Date | null },
  list: LoanList,
  { region, now, days }: ReaderRowsRule,
): string | null {
  const agreements = createAgreements(region, systemId as SystemId).keptOf(list);
  const isAgreed = library === '' ? agreements?.unknown : agreements?.libraries.some((id) => id === library);
  if (isAgreed !== true) return 'no agreement of today lets them be kept';
  if (asOf !== null && now.getTime() - asOf.getTime() > days * 86_400_000) return `they were older than ${days} days`;
  return null;
}

async function deleteRows(
  transaction: Transaction<Database>,
  {
    snapshot,
    system,
    library,
    list,
    table,
    why,
    at,
  }: KeptList & { readonly table: string; readonly why: string; readonly at: Date },
): Promise<number> {
  // A plan that is being predicted from these rows comes first: what it makes of them goes then too.
  await sql`SELECT FROM snapshot WHERE id = ${snapshot} FOR NO KEY UPDATE`.execute(transaction);
  const { numAffectedRows } = await sql`
    DELETE FROM ${sql.table(table)} WHERE snapshot = ${snapshot} AND system = ${system}
      AND coalesce(library, '') = ${library}`.execute(transaction);
  const planned = PLANNED[table];
  if (planned !== undefined) {
    await sql`
      DELETE FROM ${sql.table(planned.table)} p USING move_plan m
      WHERE m.id = p.plan AND m.snapshot = ${snapshot} AND p.system = ${system}
        AND NOT EXISTS (SELECT FROM ${sql.table(table)} row
          WHERE row.snapshot = ${snapshot} AND row.system = p.system AND ${planned.isOf})`.execute(transaction);
  }
  await transaction
    .updateTable('snapshot_reader_list')
    .set({ gone_at: at, gone_why: why })
    .where('snapshot', '=', snapshot)
    .where('system', '=', system)
    .where('library', '=', library)
    .where('list', '=', list)
    .execute();
  return Number(numAffectedRows ?? 0);
}

/** Cards and what else only a move needs have a purpose of their own: they may have to go where the reader's row stays. */
async function forgetFactsOfAMove(db: Kysely<Database>, region: Region): Promise<void> {
  for (const { id } of region.systems) {
    const kept = createAgreements(region, id).ofAMove;
    await sql`
      UPDATE snapshot_reader r SET ${FORGET_FACTS_OF_A_MOVE}
      FROM system s WHERE s.id = r.system AND s.system_id = ${id} AND ${HAS_FACTS_OF_A_MOVE}
        AND NOT coalesce(r.library = ANY(${[...(kept?.libraries ?? [])]}::text[]), ${kept?.unknown ?? false})`.execute(
      db,
    );
  }
}
