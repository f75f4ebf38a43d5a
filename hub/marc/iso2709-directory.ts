import { asciiText, digits, FIELD_TERMINATOR, LEADER_LENGTH, printable, tagText } from './iso2709-bytes.ts';

const ENTRY_LENGTH = 12;

export interface DirectoryEntry {
  readonly tag: string;
  /** With the field's terminator; NaN where the directory holds something else than digits. */
  readonly length: number;
  readonly start: number;
}

export interface Directory {
  readonly entries: readonly DirectoryEntry[];
  /** Where the fields begin: behind the directory's terminator. */
  readonly base: number;
  /** Where the directory begins: 24, or 23 where the leader lost a character. */
  readonly leaderLength: number;
  readonly repairs: readonly string[];
}

/** The directory of a record, `dataEnd` being behind its last field; or what is wrong with it. */
export function readDirectory(bytes: Uint8Array, dataEnd: number): Directory | string {
  const end = bytes.indexOf(FIELD_TERMINATOR, LEADER_LENGTH);
  if (end === -1 || end >= dataEnd) return 'directory has no end: no field terminator in the record';
  const length = end - LEADER_LENGTH;
  if (length % ENTRY_LENGTH !== 0) {
    return (
      shortLeaderDirectory(bytes, end) ??
      wideDirectory(bytes, end, dataEnd) ??
      `directory broken: its ${String(length)} bytes are no multiple of ${String(ENTRY_LENGTH)}`
    );
  }
  const entries: DirectoryEntry[] = [];
  let oddTag: string | null = null;
  for (let at = LEADER_LENGTH; at < end; at += ENTRY_LENGTH) {
    let tag = tagText(bytes, at);
    if (tag === null) {
      tag = asciiText(bytes, at, at + 3);
      if (!/^[\x20-\x7e]{3}$/.test(tag)) return `directory broken: "${printable(tag)}" at byte ${String(at)} is no tag`;
      oddTag ??= tag;
    }
    entries.push({ tag, length: digits(bytes, at + 3, at + 7), start: digits(bytes, at + 7, at + 12) });
  }
  const directory = { entries, base: end + 1, leaderLength: LEADER_LENGTH, repairs: [] };
  if (oddTag === null) return directory;
  // Only a directory that is right in everything else is believed to mean such a tag.
  if (!directoryAgrees(bytes, directory, dataEnd)) return `directory broken: "${oddTag}" is no tag`;
  return { ...directory, repairs: [`tag: "${oddTag}" is none, kept as it stands`] };
}

/** Whether every length and position fits the terminators in the data. */
export function directoryAgrees(
  bytes: Uint8Array,
  { entries, base }: Pick<Directory, 'entries' | 'base'>,
  dataEnd: number,
): boolean {
  for (const { start, length } of entries) {
    const from = base + start;
    const end = from + length - 1;
    if (!(length >= 1 && end <= dataEnd)) return false;
    if (end < dataEnd && bytes[end] !== FIELD_TERMINATOR) return false;
    if (bytes[from - 1] !== FIELD_TERMINATOR) return false;
  }
  return true;
}

/** `…ba 450` + `001001300000…`: the leader lost its last character. */
function shortLeaderDirectory(bytes: Uint8Array, end: number): Directory | null {
  const from = LEADER_LENGTH - 1;
  if ((end - from) % ENTRY_LENGTH !== 0 || asciiText(bytes, 20, 23) !== '450') return null;
  const entries: DirectoryEntry[] = [];
  for (let at = from; at < end; at += ENTRY_LENGTH) {
    const tag = tagText(bytes, at);
    const length = digits(bytes, at + 3, at + 7);
    const start = digits(bytes, at + 7, at + 12);
    if (tag === null || Number.isNaN(length) || Number.isNaN(start)) return null;
    entries.push({ tag, length, start });
  }
  return { entries, base: end + 1, leaderLength: from, repairs: ['leader: 23 bytes, its last "0" is missing'] };
}

/** `520` `11242` `00338`: a field too long for four digits was given five. Believed where all entries fit the data. */
function wideDirectory(bytes: Uint8Array, end: number, dataEnd: number): Directory | null {
  const entries: DirectoryEntry[] = [];
  let at = LEADER_LENGTH;
  let start = 0;
  while (at < end) {
    const from = end + 1 + start;
    const fieldEnd = bytes.indexOf(FIELD_TERMINATOR, from);
    if (fieldEnd === -1 || fieldEnd >= dataEnd) return null;
    const length = fieldEnd - from + 1;
    const numbers = String(length).padStart(4, '0') + String(start).padStart(5, '0');
    const tag = tagText(bytes, at);
    if (tag === null || asciiText(bytes, at + 3, at + 3 + numbers.length) !== numbers) return null;
    entries.push({ tag, length, start });
    at += 3 + numbers.length;
    start += length;
  }
  if (at !== end) return null;
  const repairs = ['directory: an entry is wider than 12 bytes, for a field of more than 9,999'];
  return { entries, base: end + 1, leaderLength: LEADER_LENGTH, repairs };
}
