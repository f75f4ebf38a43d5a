/** Records within the limits of ISO 2709: 9,999 bytes for a field, 99,999 for a record. */
import { Buffer } from 'node:buffer';
import { isControlField, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import type { MarcSubfield } from './clean-fields.ts';

const FIELD_MAX = 9_999;
const RECORD_MAX = 99_999;
/** Of a field besides its text: its entry in the directory. */
const ENTRY = 12;
/** Leader, end of the directory, end of the record. */
const FRAME = 26;
/** Bytes of a UTF-16 unit in UTF-8, at most. */
const UNIT_MAX = 3;

const CUT = '…';

/** The record with every field within its limit. */
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
