/** The directory of a ZIP file, as far as it says how large its parts are. */

export interface ZipPart {
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
