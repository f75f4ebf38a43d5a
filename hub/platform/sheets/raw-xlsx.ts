import { HucreError, streamXlsxRows } from 'hucre';
import type { RawRow } from './raw-sheet.ts';
import { refusal } from './raw-sheet.ts';
import { partsOfZip } from './zip-parts.ts';

const MEGABYTE = 1024 * 1024;
/** A sheet is unpacked piece by piece, every other part at once. */
const LARGEST_SHEET = 128 * MEGABYTE;
const LARGEST_PART = 32 * MEGABYTE;

/** The rows of one sheet of a workbook: the first, if none is named. */
export async function* readRawXlsx(bytes: Uint8Array, sheet: string | undefined): AsyncGenerator<RawRow> {
  refuseLargeParts(bytes);
  let rows = 0;
  try {
    for await (const { index, values } of streamXlsxRows(bytes, sheet === undefined ? {} : { sheet })) {
      rows += 1;
      yield { number: index + 1, cells: values };
    }
  } catch (error) {
    if (!(error instanceof HucreError)) throw error;
    // What hucre says may hold a part of the file.
    throw refusal('The file is no workbook that can be read, or it is damaged. Save it again as XLSX.');
  }
  if (rows === 0 && sheet !== undefined) throw refusal(`The workbook has no sheet "${sheet}", or it is empty.`);
}

/** hucre unpacks no part beyond what the directory of the file says of it. */
function refuseLargeParts(bytes: Uint8Array): void {
  for (const { name, unpacked } of partsOfZip(bytes) ?? []) {
    const largest = name.startsWith('xl/worksheets/') ? LARGEST_SHEET : LARGEST_PART;
    if (unpacked > largest) {
      const what = `A part of the workbook is larger than ${largest / MEGABYTE} MB when it is unpacked`;
      throw refusal(`${what}, or does not say how large it is. Save it again as XLSX, or divide it into smaller ones.`);
    }
  }
}
