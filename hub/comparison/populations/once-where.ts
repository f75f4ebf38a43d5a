/** What conditions choose of whole snapshots, kept in memory. */
import { FIRST_FINDINGS, type Condition } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { ComparedPart } from '../jobs/records-compared.ts';
import { lastRead, once } from '../snapshots/once.ts';

const FOUND_FIRST: ReadonlySet<string> = new Set(FIRST_FINDINGS);
/** Records that a rule of another system would merge. */
const FOUND_BY_RULES: ReadonlySet<string> = new Set(['ISBN_MERGES_EDITIONS', 'LOAD_KEY_MERGES_EDITIONS']);

/** Parts of comparing the records of a snapshot that find what it chooses by. */
export function foundBy({ dimension, in: values }: Condition): readonly ComparedPart[] {
  if (dimension === 'CONFLICT') return ['CONFLICTS'];
  if (dimension !== 'FINDING' && dimension !== 'FINDING_GROUP') return [];
  // A group is named by its kind, a colon and what its rows have in common.
  const kinds = values.map((value) => value.split(':', 1)[0] ?? '');
  const later = kinds.filter((kind) => !FOUND_FIRST.has(kind));
  return later.map((kind) => (FOUND_BY_RULES.has(kind) ? 'LOAD_RULES' : 'PAIRS'));
}

/** Whether it chooses by what snapshots have as soon as they are whole; the rest is found by comparing their records. */
const isFoundFirst = (condition: Condition): boolean => foundBy(condition).length === 0;

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
