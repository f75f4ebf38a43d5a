/** Tables to be saved: as comma-separated values, row by row as they come. */
import { PassThrough } from 'node:stream';
import type { Column, Rows } from '#platform/sheets/cells.ts';
import { writeCsv } from '#platform/sheets/write-csv.ts';
import type { SavedFile } from './pages/page.ts';

/** `name` without its ending. What fails on the way breaks the download off: half a list looks like a whole one. */
export function csvFile(name: string, columns: readonly Column[], rows: Rows): SavedFile {
  const body = new PassThrough({ encoding: 'utf8' });
  writeCsv(body, columns, rows).catch((error: unknown) => body.destroy(error instanceof Error ? error : undefined));
  return { fileName: `${name}.csv`, contentType: 'text/csv; charset=utf-8', body };
}
