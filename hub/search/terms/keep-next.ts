import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import { countNext } from './count-editions.ts';
import { countChanges, readChanges } from './read-changes.ts';
import { findTermState, manyOf, startCount, type TermState } from './term-state.ts';

export interface KeepOptions {
  readonly at: Date;
  /** Editions read in one transaction. */
  readonly batch?: number;
}

/** Half a second of work. */
const BATCH = 2_000;
const COUNT_EVERY_MS = 7 * 86_400_000;

/** Does the next piece of work in one transaction; false if there is none. What changed last goes before what is counted. */
export function keepNext(db: Kysely<Database>, options: KeepOptions): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    // Compiling a statement takes longer than running it does; and what is lost with a crash is simply done again.
    await sql`SELECT set_config('jit', 'off', true), set_config('synchronous_commit', 'off', true)`.execute(
      transaction,
    );
    return keepIn(transaction, options);
  });
}

async function keepIn(transaction: Tx, { at, batch = BATCH }: KeepOptions): Promise<boolean> {
  const state = await findTermState(transaction);
  if (state === null || (await isMostChanged(transaction, state))) {
    await startCount(transaction);
    return true;
  }
  if (await readChanges(transaction, state, batch)) return true;
  const { sweptTo } = state;
  if (sweptTo !== null) {
    await countNext(transaction, { state: { ...state, sweptTo }, editions: batch, at });
    return true;
  }
  if (!isCountDue(state, at)) return false;
  await startCount(transaction);
  return true;
}

/** Whether so much changed that it is quicker to count everything, as after a first load. */
async function isMostChanged(transaction: Tx, state: TermState): Promise<boolean> {
  if (state.sweptTo !== null) return false;
  const many = manyOf(state.editions);
  return (await countChanges(transaction, state.changeSeq, many)) >= many;
}

function isCountDue({ changed, editions, countedAt }: TermState, at: Date): boolean {
  if (changed === 0) return false;
  if (changed >= manyOf(editions)) return true;
  return countedAt === null || at.getTime() - countedAt.getTime() >= COUNT_EVERY_MS;
}
