/** Records within the limits of ISO 2709: 9,999 bytes for a field, 99,999 for a record. */
import { Buffer } from 'node:buffer';
import { isControlField, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import { writableText, type MarcSubfield } from './clean-fields.ts';
import type { FeedNames } from './feed-names.ts';
import { DETAILS, holdingFields } from './holding-fields.ts';
import type { PassableHolding, PassableMarc } from './passable-record.ts';

const FIELD_MAX = 9_999;
const RECORD_MAX = 99_999;
/** Of a field besides its text: its entry in the directory. */
const ENTRY = 12;
/** Leader, end of the directory, end of the record. */
const FRAME = 26;
/** Bytes of a UTF-16 unit in UTF-8, at most. */
const UNIT_MAX = 3;

const CUT = '…';

export function fitFields({ leader, fields }: MarcRecord): MarcRecord {
  return { leader, fields: fields.map((field) => (unitsOf(field) * UNIT_MAX <= FIELD_MAX ? field : fitField(field))) };
}

export function fits({ fields }: MarcRecord): boolean {
  let most = FRAME;
  for (const field of fields) most += ENTRY + unitsOf(field) * UNIT_MAX;
  return most <= RECORD_MAX || bytesOf(fields) <= RECORD_MAX;
}

/**
 * What is taken out of a record that is still too long, the first first: contents and summaries, other notes, the same in
 * other scripts, runs, links, added entries, subjects, copies, everything else but a title and what a record has once.
 */
const LEAST_NEEDED: readonly RegExp[] = [
  /^505$/,
  /^520$/,
  /^5/,
  /^880$/,
  /^86/,
  /^856$/,
  /^7/,
  /^6/,
  /^852$/,
  /^(?!00[1358]|1|245)/,
  /^1/,
  /^245$/,
];

/** Takes out whole fields, the last of a kind first, until the record fits. */
export function shorten({ leader, fields }: MarcRecord): MarcRecord {
  let excess = bytesOf(fields) - RECORD_MAX;
  const gone = new Set<MarcField>();
  for (const kind of LEAST_NEEDED) {
    for (const field of fields.toReversed()) {
      if (excess <= 0) break;
      if (gone.has(field) || !kind.test(field.tag)) continue;
      gone.add(field);
      excess -= ENTRY + fieldBytes(field);
    }
  }
  return { leader, fields: fields.filter((field) => !gone.has(field)) };
}

function bytesOf(fields: readonly MarcField[]): number {
  return fields.reduce((sum, field) => sum + ENTRY + fieldBytes(field), FRAME);
}

/** Its end included, as the directory counts it. */
function fieldBytes(field: MarcField): number {
  if (isControlField(field)) return Buffer.byteLength(field.value) + 1;
  return field.subfields.reduce((sum, { value }) => sum + 2 + Buffer.byteLength(value), 3);
}

function unitsOf(field: MarcField): number {
  if (isControlField(field)) return field.value.length + 1;
  let units = 3;
  for (const { value } of field.subfields) units += value.length + 2;
  return units;
}

/** Cuts the subfield that goes beyond the limit, and leaves out what follows it. */
function fitField(field: MarcField): MarcField {
  if (fieldBytes(field) <= FIELD_MAX) return field;
  if (isControlField(field)) return { tag: field.tag, value: cutText(field.value, FIELD_MAX - 1) };
  return { ...field, subfields: fitSubfields(field) };
}

function fitSubfields({ subfields }: MarcDataField): readonly MarcSubfield[] {
  const kept: MarcSubfield[] = [];
  let left = FIELD_MAX - 3;
  for (const { code, value } of subfields) {
    const needed = 2 + Buffer.byteLength(value);
    if (needed > left) {
      const text = cutText(value, left - 2);
      if (text !== '') kept.push({ code, value: text });
      break;
    }
    kept.push({ code, value });
    left -= needed;
  }
  return kept;
}

/** The text up to a number of bytes, and a sign that it goes on; empty if there is no room for both. */
function cutText(text: string, bytes: number): string {
  const room = bytes - Buffer.byteLength(CUT);
  if (room <= 0) return '';
  const head = Buffer.from(text).subarray(0, room);
  // A letter that was cut in two ends as U+FFFD.
  return head.toString('utf8').replace(/\ufffd+$/, '') + CUT;
}

interface RecordParts {
  /** 001 */
  readonly identifier: string;
  /** 003 */
  readonly agency: string;
  /** Gives the leader and the other control fields. */
  readonly base: PassableMarc;
  /** Everything but what is said of holdings, in any order. */
  readonly data: readonly MarcDataField[];
  readonly holdings: readonly PassableHolding[];
  readonly names: FeedNames;
}

/** One record, as much of it as ISO 2709 can hold: copies are counted before anything is left out. */
export function assembleRecord({ identifier, agency, base, data, holdings, names }: RecordParts): MarcRecord {
  const control: readonly MarcField[] = [
    { tag: '001', value: writableText(identifier) },
    { tag: '003', value: agency },
    ...base.control.toSorted(byTag),
  ];
  const firstLink = holdings.some(({ holding }) => holding.statements.length > 0) ? firstFreeLink(data) : 1;
  let record: MarcRecord = { leader: base.leader, fields: control };
  for (const detail of DETAILS) {
    const held = holdingFields(holdings, { names, detail, firstLink });
    record = fitFields({ leader: base.leader, fields: [...control, ...inBlocks([...data, ...held])] });
    if (fits(record)) return record;
  }
  return shorten(record);
}

/** By the first digit of the tag, as cataloguers put notes and headings; numbers and holdings by the whole tag. */
function inBlocks(fields: readonly MarcDataField[]): readonly MarcDataField[] {
  const blocks = Array.from({ length: 9 }, (): MarcDataField[] => []);
  for (const field of fields) blocks[Number(field.tag.charAt(0))]?.push(field);
  blocks[0]?.sort(byTag);
  blocks[8]?.sort(byTag);
  return blocks.flat();
}

function byTag(a: MarcField, b: MarcField): number {
  return a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0;
}

/** Above the numbers that fields of the record are linked by already. */
function firstFreeLink(data: readonly MarcDataField[]): number {
  let highest = 0;
  for (const field of data) {
    for (const { code, value } of field.subfields) {
      if (code === '8') highest = Math.max(highest, Number.parseInt(value, 10) || 0);
    }
  }
  return highest + 1;
}
