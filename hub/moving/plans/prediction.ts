/** What the parts of a prediction share. */
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Plan } from './plan.ts';

/** What the parts of a prediction are given. */
export interface Prediction {
  readonly transaction: Transaction<Database>;
  readonly plan: Plan;
  /** As it stood when the snapshot was taken. */
  readonly region: Region;
}

/** A table of this transaction, measured. */
export async function makeTable(
  transaction: Transaction<Database>,
  name: string,
  rows: RawBuilder<unknown>,
): Promise<void> {
  await sql`CREATE TEMP TABLE ${sql.table(name)} ON COMMIT DROP AS ${rows}`.execute(transaction);
  await sql`ANALYZE ${sql.table(name)}`.execute(transaction);
}

/** Whether a thing of a class goes to the target, by the plan's `carry`. */
export function goes(carry: Plan['settings']['carry'], className: RawBuilder<unknown>): RawBuilder<boolean> {
  const wanted = {
    CARRIED: true,
    IN_TARGET: true,
    SUPPRESSED: carry.suppressed === 'CARRY',
    HIDDEN: carry.hidden === 'CARRY',
    OWNERLESS: carry.ownerless === 'CARRY',
    INTERLIBRARY: carry.interlibrary === 'CARRY',
  };
  const names = Object.entries(wanted).flatMap(([name, isWanted]) => (isWanted ? [name] : []));
  return sql<boolean>`${className} = ANY(${names}::text[])`;
}

/** Whether none of these libraries moves; false where there is no library, or the plan moves all of its systems. */
export function isOfOthers({ settings }: Plan, libraries: RawBuilder<unknown>): RawBuilder<boolean> {
  if (settings.libraries === null) return sql<boolean>`false`;
  return sql<boolean>`(cardinality(${libraries}) > 0 AND NOT ${libraries} && ${[...settings.libraries]}::text[])`;
}
