/** Rows of files that were not taken: kept until the corrected file comes, so that nothing is lost. */
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import type { Kysely } from 'kysely';

/** Where something that was entered stands in its file; null if it came without a file. */
export interface FileRow {
  readonly line: number | null;
}

export interface RowProblem<Row extends FileRow> {
  readonly row: Row;
  /** Header of the column; null if the whole row is meant. */
  readonly column: string | null;
  readonly problem: string;
}

export interface RefusedRow {
  readonly number: number;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly problem: string;
  /** What the row said, by column; null if it could not be read. */
  readonly said: Readonly<Record<string, string | null>> | null;
  readonly refusedAt: Date;
}

export type NewRefusedRow = Omit<RefusedRow, 'number' | 'file' | 'refusedAt'>;

export interface RefusalOptions {
  readonly file: string;
  /** True for the first part of a file: then what was refused of an earlier file of this name is forgotten. */
  readonly isFirst: boolean;
  readonly by: string;
  readonly at: Date;
}

export async function keepRefusedRows(
  db: Kysely<Database>,
  rows: readonly NewRefusedRow[],
  { file, isFirst, by, at }: RefusalOptions,
): Promise<void> {
  if (isFirst) await db.deleteFrom('refused_row').where('file', '=', file).execute();
  for (const { line, column, problem, said } of rows) {
    await db
      .insertInto('refused_row')
      .values({
        file,
        line,
        column_name: column,
        problem,
        said: said === null ? null : toJson(said),
        refused_by: by,
        refused_at: at,
      })
      .execute();
  }
}

/** In the order in which they came. */
export async function listRefusedRows(
  db: Kysely<Database>,
  { file, after, first }: { readonly file: string | null; readonly after: number | null; readonly first: number },
): Promise<readonly RefusedRow[]> {
  const rows = await db
    .selectFrom('refused_row')
    .select(['id as number', 'file', 'line', 'column_name as column', 'problem', 'said', 'refused_at as refusedAt'])
    .where('id', '>', after ?? 0)
    .$if(file !== null, (query) => query.where('file', '=', file ?? ''))
    .orderBy('id')
    .limit(first)
    .execute();
  return rows.map((row) => ({ ...row, said: row.said as RefusedRow['said'] }));
}
