/** The thread of `read-sheet.ts`: reads one file, gives its rows or why it is refused, and ends. */
import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { parentPort, workerData } from 'node:worker_threads';
import { isMerciaError } from '#platform/errors.ts';
import { readRawCsv } from './raw-csv.ts';
import { refusal, type RawFault } from './raw-sheet.ts';
import { readRawXlsx } from './raw-xlsx.ts';
import { collectRows, type SheetContent, type WantedColumns } from './sheet-rows.ts';

export interface ReadTask {
  readonly source: string | Uint8Array;
  readonly columns: WantedColumns;
  readonly sheet: string | undefined;
  readonly maxBytes: number;
  readonly maxRows: number;
}

export type ReadAnswer = { readonly content: SheetContent } | { readonly refused: string };

async function answer(task: ReadTask): Promise<ReadAnswer> {
  try {
    return { content: await read(task) };
  } catch (error) {
    // An error loses its kind on the way between threads.
    if (isMerciaError(error, 'BAD_USER_INPUT')) return { refused: error.message };
    throw error;
  }
}

async function read({ source, columns, sheet, maxBytes, maxRows }: ReadTask): Promise<SheetContent> {
  const bytes = await bytesOf(source, maxBytes);
  if (beginsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    return collectRows(readRawXlsx(bytes, sheet), columns, [], { unit: 'Row', isEven: false, maxRows });
  }
  refuseOther(bytes);
  const faults: RawFault[] = [];
  const headers = Object.values(columns).map(({ header }) => header);
  const rows = readRawCsv(bytes, headers, (fault) => faults.push(fault));
  return collectRows(rows, columns, faults, { unit: 'Line', isEven: true, maxRows });
}

async function bytesOf(source: string | Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const bytes = typeof source === 'string' ? await readPath(source, maxBytes) : source;
  if (bytes.length === 0) throw refusal('The file is empty.');
  if (bytes.length > maxBytes) throw refusal(`The file is larger than ${maxBytes} bytes. Divide it into smaller ones.`);
  return bytes;
}

/** No more than one byte beyond the bound. How long a pipe or standard input is, is known only then. */
async function readPath(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    return await buffer(createReadStream(path, { end: maxBytes }));
  } catch (error) {
    const isFolder = error instanceof Error && 'code' in error && error.code === 'EISDIR';
    throw refusal(isFolder ? 'It is a folder, not a file.' : 'The file is not there, or may not be read.');
  }
}

function refuseOther(bytes: Uint8Array): void {
  if (beginsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw refusal('The file is an old XLS, or a password protects it. Save it as XLSX without a password.');
  }
  const head = Buffer.from(bytes.subarray(0, 4096));
  const isUtf16 = beginsWith(bytes, [0xff, 0xfe]) || beginsWith(bytes, [0xfe, 0xff]);
  const isOther = /^\s*(?:%PDF|<[!?a-z]|[{[]")/i.test(head.toString('latin1').replace('\xef\xbb\xbf', ''));
  if (isOther || (!isUtf16 && head.includes(0))) {
    throw refusal('The file is neither an XLSX workbook nor a CSV. Save the sheet as one of the two.');
  }
}

function beginsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

parentPort?.postMessage(await answer(workerData as ReadTask));
