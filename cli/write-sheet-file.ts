import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Column, Rows } from '#platform/sheets/cells.ts';
import { writeCsv } from '#platform/sheets/write-csv.ts';
import { writeWorkbook } from '#platform/sheets/write-workbook.ts';

/** A workbook if the path ends in `.xlsx`, else separated values. */
export async function writeSheetFile(
  path: string,
  name: string,
  columns: readonly Column[],
  rows: Rows,
): Promise<void> {
  if (path.toLowerCase().endsWith('.xlsx')) {
    await writeWorkbook(path, [{ name, columns, rows }]);
    return;
  }
  try {
    await writeCsv(createWriteStream(path), columns, rows);
  } catch (error) {
    // Half a list looks like a whole one.
    await rm(path, { force: true });
    throw error;
  }
}
