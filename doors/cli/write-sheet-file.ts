import type { Column, Rows } from '#platform/sheets/cells.ts';
import { writeCsv } from '#platform/sheets/write-csv.ts';
import { writeWorkbook } from '#platform/sheets/write-workbook.ts';
import { writeWholeFile } from '#platform/whole-file.ts';

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
  await writeWholeFile(path, (file) => writeCsv(file, columns, rows));
}
