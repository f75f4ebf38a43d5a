/** What conditions choose of whole snapshots, kept in memory. */
import { FIRST_FINDINGS, type Condition, type Dimension } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { lastRead, once } from '../snapshots/once.ts';

const FOUND_FIRST: ReadonlySet<string> = new Set(FIRST_FINDINGS);
const FOUND_LATER: ReadonlySet<Dimension> = new Set<Dimension>(['CONFLICT', 'FINDING_GROUP']);

/** Whether it chooses by what snapshots have as soon as they are whole; the rest is found by comparing their records. */
export function isFoundFirst({ dimension, in: values }: Condition): boolean {
  if (FOUND_LATER.has(dimension)) return false;
  return dimension !== 'FINDING' || values.every((kind) => FOUND_FIRST.has(kind));
}

interface Chosen {
  /** What is made, and of which rows, as for `once`. */
  readonly of: readonly unknown[];
  /** All conditions that are in it. */
  readonly where: readonly Condition[];
}

/** As `once`; each time if what is found later may change it. */
export function onceWhere<Made>(
  db: Kysely<Database>,
  snapshots: readonly number[],
  { of, where }: Chosen,
  make: () => Promise<Made>,
  rowsIn?: (made: Made) => number,
): Promise<Made> {
  if (!where.every(isFoundFirst)) return make();
  const read = snapshots.map((number) => lastRead(db, number));
  return once(db, read, of, make, rowsIn);
}
