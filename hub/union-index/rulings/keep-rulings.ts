import type { RecordId } from '#domain/ids.ts';
import { recordAction, type Actor } from '#store/repositories/actions/actions.ts';
import { unmatchRuled } from '../repositories/unmatched.ts';
import { deleteRuling, insertRuling, listRulings, upsertRuling, type RulingRow } from '../repositories/rulings.ts';
import type { Database, Tx } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { toActionNote, toRuledPair, toRuling, type Ruling } from './ruling.ts';

/**
 * Keeps rulings, in the place of older ones of the same pairs, and gives how many were not older than what stood. All or
 * none. Their records wait to be matched; `Ingest.matchWaiting` makes it so.
 */
export async function keepRulings(db: Kysely<Database>, rulings: readonly Ruling[]): Promise<number> {
  return keep(db, rulings, { write: upsertRuling, actor: null });
}

/** As `keepRulings`, but what was ruled on a pair before stays; gives how many were ruled on now. */
export async function keepNewRulings(db: Kysely<Database>, rulings: readonly Ruling[], actor: Actor): Promise<number> {
  return keep(db, rulings, { write: insertRuling, actor });
}

interface HowKept {
  /** False if the row was not written. */
  readonly write: (transaction: Tx, row: RulingRow) => Promise<boolean>;
  readonly actor: Actor | null;
}

async function keep(db: Kysely<Database>, rulings: readonly Ruling[], { write, actor }: HowKept): Promise<number> {
  const at = new Date();
  const rows = rulings.map(({ a, b, ...rest }) => ({ ...toRuledPair(a, b), ...rest, subject: `${a} ${b}` }));
  return db.transaction().execute(async (transaction) => {
    let kept = 0;
    for (const row of rows) {
      if (!(await write(transaction, row))) continue;
      await unmatchRuled(transaction, row);
      const note = toActionNote(row);
      await recordAction(transaction, { at, action: 'RULING_MADE', actor, subject: row.subject, note });
      kept += 1;
    }
    return kept;
  });
}

/** Removes a ruling, so that matching decides again; false if there was none. */
export async function dropRuling(db: Kysely<Database>, a: RecordId, b: RecordId): Promise<boolean> {
  const pair = toRuledPair(a, b);
  return db.transaction().execute(async (transaction) => {
    const dropped = await deleteRuling(transaction, pair);
    if (!dropped) return false;
    await unmatchRuled(transaction, pair);
    const subject = `${a} ${b}`;
    const at = new Date();
    await recordAction(transaction, { at, action: 'RULING_REMOVED', actor: null, subject, note: null });
    return true;
  });
}

export async function allRulings(db: Kysely<Database>): Promise<readonly Ruling[]> {
  return (await listRulings(db)).map(toRuling);
}
