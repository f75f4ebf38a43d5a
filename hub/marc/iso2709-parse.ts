import { refuse, type MarcParse } from './marc-outcome.ts';
import { isSubfieldCode, type MarcField, type MarcDataField, type MarcSubfield } from './marc-record.ts';
import { asciiText, digits, FIELD_TERMINATOR, LEADER_LENGTH, RECORD_TERMINATOR, printable } from './iso2709-bytes.ts';
import { directoryAgrees, readDirectory, type Directory, type DirectoryEntry } from './iso2709-directory.ts';
import { decodeRecordText } from './iso2709-text.ts';
import { printableLeader } from './leader.ts';

/**
 * One ISO 2709 record: the bytes from its leader to its record terminator, nothing before or behind.
 *
 * The directory is believed where it agrees with the terminators in the data. Where it does not (lengths counted in
 * characters, a field edited by hand, a field too long for four digits), the terminators are, as long as there are
 * exactly as many fields as the directory names: then which tag is whose is certain. Otherwise the record is refused.
 */
export function parseIso2709Record(bytes: Uint8Array): MarcParse {
  const repairs: string[] = [];
  if (bytes.length === 1 && bytes[0] === RECORD_TERMINATOR) return refuse('empty record: a record terminator alone');
  if (bytes.length <= LEADER_LENGTH) {
    return refuse(`record too short: ${String(bytes.length)} bytes hold no leader and directory`);
  }
  const given = printableLeader(asciiText(bytes, 0, LEADER_LENGTH), repairs);
  if (given === null) return refuse('leader broken: a delimiter stands in its 24 bytes');
  if (Number.isNaN(digits(bytes, 0, 5)) && Number.isNaN(digits(bytes, 12, 17))) {
    return refuse('leader broken: neither record length nor base address are digits');
  }
  const terminated = bytes[bytes.length - 1] === RECORD_TERMINATOR;
  if (!terminated) repairs.push('record terminator: missing, the fields are complete');
  const dataEnd = terminated ? bytes.length - 1 : bytes.length;
  if (digits(bytes, 0, 5) !== bytes.length && terminated) {
    repairs.push(`record length: leader says ${given.slice(0, 5)}, the record has ${String(bytes.length)} bytes`);
  }

  const directory = readDirectory(bytes, dataEnd);
  if (typeof directory === 'string') return refuse(directory);
  const { entries, base, leaderLength } = directory;
  repairs.push(...directory.repairs);
  const leader = leaderLength === LEADER_LENGTH ? given : `${given.slice(0, leaderLength)}0`;
  if (digits(bytes, 12, 17) !== base && leaderLength === LEADER_LENGTH) {
    repairs.push(`base address: leader says ${given.slice(12, 17)}, the directory ends at ${String(base)}`);
  }

  const { text, charset, notes } = decodeRecordText(bytes, base, dataEnd, leader.charAt(9) === 'a');
  repairs.push(...notes);
  const fields = splitFields(bytes, directory, dataEnd, text, repairs);
  if (typeof fields === 'string') return refuse(fields);
  const parsed: MarcField[] = [];
  for (let at = 0; at < fields.length; at += 1) parsed.push(toField(entries[at]?.tag ?? '', fields[at] ?? '', repairs));
  return { kind: 'record', record: { leader, fields: parsed }, repairs, charset };
}

/** The text of each entry's field in the directory's order, or why that is not certain. */
function splitFields(
  bytes: Uint8Array,
  directory: Directory,
  dataEnd: number,
  text: string,
  repairs: string[],
): readonly string[] | string {
  const { entries, base } = directory;
  const terminated = dataEnd < bytes.length;
  const pieces = text.split('\x1e');
  const last = pieces.pop() ?? '';
  if (last !== '') {
    // The last field's terminator is missing; a record cut off in the middle of it looks the same unless it is whole.
    if (!terminated && !lastFieldIsWhole(entries, base, dataEnd))
      return 'record cut off: its last field is not complete';
    pieces.push(last);
    repairs.push('field terminator: missing behind the last field');
  }
  if (pieces.length !== entries.length) {
    return `directory names ${String(entries.length)} fields, the record has ${String(pieces.length)}`;
  }
  if (directoryAgrees(bytes, directory, dataEnd)) return inOrder(pieces, byStart(entries));
  const order = orderByTerminators(bytes, directory, dataEnd);
  if (order === null) return 'directory contradicts itself: it is not certain which field has which tag';
  repairs.push('directory: lengths or positions do not fit the fields; the terminators were followed');
  return inOrder(pieces, order);
}

/** `order` has the index of its entry for each piece; null where they stand in the order of the directory. */
function inOrder(pieces: readonly string[], order: readonly number[] | null): readonly string[] {
  if (order === null) return pieces;
  const fields = new Array<string>(pieces.length).fill('');
  for (const [position, index] of order.entries()) fields[index] = pieces[position] ?? '';
  return fields;
}

/** The entries by position in the data; null where that is the order of the directory, as nearly always. */
function byStart(entries: readonly DirectoryEntry[]): readonly number[] | null {
  let previous = -1;
  let ascending = true;
  for (const { start } of entries) {
    // NaN is never behind anything.
    if (!(start >= previous)) ascending = false;
    previous = start;
  }
  if (ascending) return null;
  const start = (index: number): number => entries[index]?.start ?? 0;
  return entries.map((_, index) => index).sort((a, b) => start(a) - start(b));
}

/**
 * The order of a directory whose numbers do not fit: its own where its positions ascend, else whichever of its own and
 * that of its positions gives every field its stated length. Null where neither does.
 */
function orderByTerminators(
  bytes: Uint8Array,
  { entries, base }: Directory,
  dataEnd: number,
): readonly number[] | null {
  const own = entries.map((_, index) => index);
  const sorted = byStart(entries);
  if (sorted === null) return own;
  const lengths: number[] = [];
  for (let from = base; from < dataEnd;) {
    const end = bytes.indexOf(FIELD_TERMINATOR, from);
    const next = end === -1 || end >= dataEnd ? dataEnd : end + 1;
    lengths.push(next - from);
    from = next;
  }
  const fits = (order: readonly number[]): boolean =>
    order.every((index, position) => entries[index]?.length === lengths[position]);
  if (fits(own)) return own;
  return entries.every(({ start }) => !Number.isNaN(start)) && fits(sorted) ? sorted : null;
}

function lastFieldIsWhole(entries: readonly DirectoryEntry[], base: number, dataEnd: number): boolean {
  // A field's length counts its terminator, which is the byte that is missing.
  return entries.some((entry) => base + entry.start + entry.length - 1 === dataEnd);
}

/** `245` + `10\x1faThe ship of death\x1fh[sound recording] /` */
function toField(tag: string, text: string, repairs: string[]): MarcField {
  const first = text.indexOf('\x1f');
  if (first === -1) {
    // Kept whole as a field with one value: Aleph's FMT and the like are so by design, a 245 is not.
    if (/^(?!00)\d{3}$/.test(tag)) repairs.push(`field without subfields: ${tag}`);
    return { tag, value: text };
  }
  if (tag.startsWith('00')) {
    repairs.push(`control field with subfields: ${tag}`);
    if (first === 0) return toDataField(tag, ' ', ' ', text.slice(1), repairs);
    if (first !== 2) return { tag, value: text };
  }
  let ind1 = ' ';
  let ind2 = ' ';
  if (first === 2) {
    ind1 = text.charAt(0);
    ind2 = text.charAt(1);
  } else {
    repairs.push(
      `indicators: ${tag} has ${first === 1 ? '1 character' : `${first} characters`} for them, read as blanks`,
    );
  }
  return toDataField(tag, ind1, ind2, text.slice(first + 1), repairs);
}

function toDataField(tag: string, ind1: string, ind2: string, text: string, repairs: string[]): MarcDataField {
  const subfields: MarcSubfield[] = [];
  for (let from = 0; from <= text.length;) {
    const delimiter = text.indexOf('\x1f', from);
    const to = delimiter === -1 ? text.length : delimiter;
    const codePoint = text.codePointAt(from);
    if (codePoint === undefined || to === from) {
      repairs.push(`empty subfield: ${tag} has a delimiter without a code`);
    } else {
      const code = codePoint > 0xffff ? text.slice(from, from + 2) : text.charAt(from);
      if (!isSubfieldCode(code)) repairs.push(`subfield code: ${tag}$${printable(code)} is none, kept as it stands`);
      subfields.push({ code, value: text.slice(from + code.length, to) });
    }
    from = to + 1;
  }
  return { tag, ind1, ind2, subfields };
}
