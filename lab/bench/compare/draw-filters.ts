/** Filters of one or two conditions, drawn from values that a snapshot has: nobody knew them when it was taken. */
import { countBy } from '#comparison/index.ts';
import { ITEM_DIMENSIONS, RECORD_DIMENSIONS, type Condition } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

export interface DrawnFilter {
  readonly population: 'RECORDS' | 'ITEMS';
  readonly where: readonly Condition[];
}

/** `random` gives 0 to 1. */
export async function drawFilters(
  db: Kysely<Database>,
  { snapshot, number, random }: { readonly snapshot: number; readonly number: number; readonly random: () => number },
): Promise<readonly DrawnFilter[]> {
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('nothing to draw from');
    return value;
  };
  const drawn: DrawnFilter[] = [];
  while (drawn.length < number) {
    const population = pick(['RECORDS', 'ITEMS'] as const);
    const dimensions = population === 'RECORDS' ? RECORD_DIMENSIONS : ITEM_DIMENSIONS;
    const system: Condition = { dimension: 'SYSTEM', in: [`system-${String(1 + Math.floor(random() * 30))}`] };
    const where = random() < 0.7 ? [system] : [];
    const dimension = pick(dimensions);
    const cells = await countBy(db, { snapshot, population, where: [system] }, [dimension]);
    if (cells.length === 0) continue;
    drawn.push({ population, where: [...where, { dimension, in: [pick(cells).values[0] ?? ''] }] });
  }
  return drawn;
}
