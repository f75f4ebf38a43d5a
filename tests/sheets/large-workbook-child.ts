/**
 * Measured in a process of its own: `node large-workbook-child.ts write FILE` writes 200,000 rows in three sheets,
 * `… read FILE` reads what may not be readable. Prints the outcome and the most memory that was in use, megabytes.
 */
import { isMerciaError } from '#platform/errors.ts';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import { writeWorkbook } from '#platform/sheets/write-workbook.ts';
import type { Row } from '#platform/sheets/cells.ts';

const SHEETS = ['Records', 'Items', 'Statements'] as const;
const ROWS_EACH = 66_667;

const COLUMNS = [
  { header: 'Barcode', kind: 'text' },
  { header: 'Title', kind: 'text' },
  { header: 'Note', kind: 'text' },
  { header: 'Library', kind: 'text' },
  { header: 'Location', kind: 'text' },
  { header: 'Loans', kind: 'number' },
  { header: 'Last lent', kind: 'date' },
  { header: 'Record', kind: 'link' },
] as const;

async function* rows(sheet: string): AsyncGenerator<Row> {
  for (let number = 0; number < ROWS_EACH; number += 1) {
    const id = `${sheet}-${number}`;
    yield [
      String(number).padStart(14, '0'),
      `The title of ${id}, which no other has`,
      `=HYPERLINK("${id}")`,
      `L${number % 9}`,
      `S${number % 99}`,
      number,
      '2026-03-01',
      { text: id, url: `https://library.example/record/${id}` },
    ];
  }
}

async function read(path: string, sheet: string | undefined): Promise<string> {
  try {
    const { rows: found } = await readSheet(
      path,
      { barcode: { header: 'Barcode', kind: 'code' } },
      sheet === undefined ? {} : { sheet },
    );
    return `${found.length} rows`;
  } catch (error) {
    if (isMerciaError(error, 'BAD_USER_INPUT')) return error.message;
    throw error;
  }
}

const [, , task, path = '', sheet] = process.argv;
let outcome = 'written';
if (task === 'read') outcome = await read(path, sheet);
else
  await writeWorkbook(
    path,
    SHEETS.map((name) => ({ name, columns: COLUMNS, rows: rows(name) })),
  );
const megabytes = Math.round(process.resourceUsage().maxRSS / 1000);
process.stdout.write(JSON.stringify({ outcome, megabytes }));
