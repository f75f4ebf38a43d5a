/** What a ledger cannot prove because a side does not tell it, row by row or of a whole class. */
import { findSnapshot, gapsOfSnapshot } from '#comparison/snapshots/snapshot.ts';
import { LEDGER_CLASSES, LEDGER_CLASS_WORDS, READER_CLASSES, type LedgerClass } from '#domain/ledger.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';
import type { Ledger } from './ledger.ts';

/** The field of a class that a side does not tell at all. */
export const WHOLE_CLASS = '(all)';

/** Rows that the source told and that could not be kept, mostly for want of an agreement: they are in no other number. */
export const LEFT_OUT_ROWS = '(not kept)';
/** Rows of the source that name no library, in a ledger of some libraries of their system: they are in no other number. */
export const WITHOUT_LIBRARY = '(library not known)';
/** {@link LEFT_OUT_ROWS} in ledgers of before. */
const LEFT_OUT_BEFORE = '(without an agreement)';

export interface Untold {
  readonly class: LedgerClass;
  readonly field: string;
  /** `FORGOTTEN`: rows of the class left with an agreement, so that its counts say what was, and prove nothing more. */
  readonly by: 'SOURCE' | 'TARGET' | 'BOTH' | 'FORGOTTEN';
  /** Null if no row says so. */
  readonly rows: number | null;
}

export async function listUntold(
  db: Kysely<Database>,
  { number }: Pick<Ledger, 'number'>,
  seesReaders: boolean,
): Promise<readonly Untold[]> {
  const { rows } = await sql<Untold>`
    SELECT class, field, by_side AS by, rows FROM ledger_untold WHERE ledger = ${number}
      AND (${seesReaders} OR NOT class = ANY(${[...READER_CLASSES]}::text[])) ORDER BY class, field, by_side`.execute(
    db,
  );
  return rows;
}

/** What the snapshot of the source lacks, by system and in words: it is in no row, so that nothing says whether the target has it. */
export async function gapsOfSource(
  db: Kysely<Database>,
  { source, systems }: Pick<Ledger, 'source' | 'systems'>,
): Promise<readonly string[]> {
  const snapshot = await findSnapshot(db, source);
  return snapshot === null ? [] : gapsOfSnapshot(db, snapshot.number, systems);
}

/** Of some rows of the class at least nothing is proved, whether or not anything of it is unexplained. */
export function isOfWholeClass({ field }: Untold): boolean {
  return field === WHOLE_CLASS;
}

/** Of these no row is counted as not provable, so that a count of rows does not say it. */
export function isInNoRow(untold: Untold): boolean {
  return (
    isOfWholeClass(untold) ||
    untold.by === 'BOTH' ||
    [LEFT_OUT_ROWS, LEFT_OUT_BEFORE, WITHOUT_LIBRARY].includes(untold.field)
  );
}

/** `holds; items (price, staff notes)`, in the order of the classes; empty if there is nothing. */
export function sayUntold(untold: readonly Untold[]): string {
  return LEDGER_CLASSES.flatMap((cls) => {
    const own = untold.filter((one) => one.class === cls);
    if (own.length === 0) return [];
    const [, several] = LEDGER_CLASS_WORDS[cls];
    const fields = [...new Set(own.map(({ field }) => field))];
    return fields.includes(WHOLE_CLASS) ? [several] : [`${several} (${fields.join(', ')})`];
  }).join('; ');
}
