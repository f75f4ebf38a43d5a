import { HucreError, readXlsx, streamXlsxRows } from 'hucre';
import { refusal, type RawRow } from './raw-sheet.ts';

const MEGABYTE = 1024 * 1024;
/** A sheet is unpacked piece by piece, every other part at once. */
const LARGEST_SHEET = 128 * MEGABYTE;
const LARGEST_PART = 32 * MEGABYTE;

/** The rows of one sheet of a workbook: if none is named, of the first that is not hidden, which has to be the only one of these with rows. */
export async function* readRawXlsx(bytes: Uint8Array, sheet: string | undefined): AsyncGenerator<RawRow> {
  refuseLargeParts(bytes);
  let rows = 0;
  try {
    const wanted = sheet ?? (await onlySheetOf(bytes));
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: wanted })) {
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

/**
 * The place of the first sheet that is not hidden. What stands on further ones would be left out in silence, so it is refused; hidden ones
 * hold the values of lists to choose from. Sheets of charts alone have no rows.
 */
async function onlySheetOf(bytes: Uint8Array): Promise<number> {
  const parts = partsOfZip(bytes) ?? [];
  const hasCharts = parts.some(({ name }) => /^xl\/(?:chart|dialog)sheets\/[^/]+\.xml$/.test(name));
  const [first = 0, ...others] = await shownSheetsOf(bytes);
  for (const [at, place] of others.entries()) {
    if (!(await hasRows(bytes, place, hasCharts))) continue;
    const where = `on sheet ${at + 2}, where those that are hidden do not count`;
    throw refusal(
      `The workbook has rows on another sheet than its first: ${where}. One sheet alone is read. Save each sheet as a file of its own, or delete the others.`,
    );
  }
  return first;
}

async function shownSheetsOf(bytes: Uint8Array): Promise<readonly number[]> {
  const shown: number[] = [];
  await readXlsx(bytes, {
    sheets({ index, hidden, veryHidden }) {
      if (hidden !== true && veryHidden !== true) shown.push(index);
      return false;
    },
  });
  return shown;
}

async function hasRows(bytes: Uint8Array, place: number, mayBeChart: boolean): Promise<boolean> {
  try {
    for await (const { values } of streamXlsxRows(bytes, { sheet: place }))
      if (values.some((value) => value !== null && value !== '')) return true;
  } catch (error) {
    if (!mayBeChart || !(error instanceof HucreError)) throw error;
  }
  return false;
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

/** The directory of a ZIP file, as far as it says how large its parts are. */

interface ZipPart {
  readonly name: string;
  /** Bytes; Infinity where the directory does not say. */
  readonly unpacked: number;
}

const END = { signature: 0x06054b50, length: 22, longestComment: 65_535 } as const;
const ENTRY = { signature: 0x02014b50, length: 46 } as const;
/** Stands where the number has more than 32 bits, and is told elsewhere. */
const ELSEWHERE = 0xffffffff;

/** Null for what is no ZIP file with a directory. */
export function partsOfZip(bytes: Uint8Array): readonly ZipPart[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  let at = view.readUInt32LE(end + 16);
  // Then another directory counts, of numbers with 64 bits; no workbook that we read is so large.
  if (at === ELSEWHERE || view.readUInt32LE(end + 12) === ELSEWHERE || view.readUInt16LE(end + 10) === 0xffff) {
    return [{ name: '', unpacked: Infinity }];
  }
  const parts: ZipPart[] = [];
  while (at + ENTRY.length <= view.length && view.readUInt32LE(at) === ENTRY.signature) {
    const nameLength = view.readUInt16LE(at + 28);
    const name = view.toString('utf8', at + ENTRY.length, at + ENTRY.length + nameLength);
    const unpacked = view.readUInt32LE(at + 24);
    const isUntold = unpacked === ELSEWHERE || (unpacked === 0 && !name.endsWith('/'));
    parts.push({ name, unpacked: isUntold ? Infinity : unpacked });
    at += ENTRY.length + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return parts;
}

/** The end of the directory is the end of the file, but for a comment. */
function findEnd(view: Buffer): number | null {
  for (let at = view.length - END.length; at >= Math.max(0, view.length - END.length - END.longestComment); at -= 1) {
    if (view.readUInt32LE(at) === END.signature) return at;
  }
  return null;
}
