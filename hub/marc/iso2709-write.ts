import { Buffer } from 'node:buffer';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import { LEADER_LENGTH } from './iso2709-bytes.ts';
import { isControlField, type MarcField, type MarcRecord } from './marc-record.ts';

/**
 * The record in ISO 2709 as UTF-8; leader length, base address, character set and entry map are set to what was
 * written. Throws `BAD_USER_INPUT` for what the form cannot hold: a delimiter inside a value, a tag that is not three
 * ASCII characters, a field over 9,999 or a record over 99,999 bytes.
 */
export function writeIso2709(record: MarcRecord): Uint8Array {
  let directory = '';
  let start = 0;
  const fields: Buffer[] = [];
  for (const field of record.fields) {
    if (!/^[0-9A-Za-z]{3}$/.test(field.tag)) throw cannot(`tag "${field.tag}" is not three letters or digits`);
    const bytes = Buffer.from(fieldText(field), 'utf8');
    if (bytes.length > 9_999) throw cannot(`field ${field.tag} has ${String(bytes.length)} bytes, 9,999 fit`);
    directory += field.tag + String(bytes.length).padStart(4, '0') + String(start).padStart(5, '0');
    start += bytes.length;
    fields.push(bytes);
  }
  const base = LEADER_LENGTH + directory.length + 1;
  const length = base + start + 1;
  if (length > 99_999) throw cannot(`the record has ${String(length)} bytes, 99,999 fit`);
  const head = Buffer.from(`${writtenLeader(record.leader, length, base)}${directory}\x1e`, 'latin1');
  return Buffer.concat([head, ...fields, Buffer.from([0x1d])], length);
}

function writtenLeader(leader: string, length: number, base: number): string {
  const given = leader.padEnd(LEADER_LENGTH).replace(/[^\x20-\x7e]/g, ' ');
  return (
    String(length).padStart(5, '0') +
    given.slice(5, 9) +
    'a22' +
    String(base).padStart(5, '0') +
    given.slice(17, 20) +
    '4500'
  );
}

function fieldText(field: MarcField): string {
  let text: string;
  if (isControlField(field)) {
    text = checked(field.value, field.tag);
  } else {
    text = checked(field.ind1 + field.ind2, field.tag);
    if (text.length !== 2) throw cannot(`field ${field.tag} has not two indicators`);
    for (const { code, value } of field.subfields) {
      text += `\x1f${checked(code, field.tag)}${checked(value, field.tag)}`;
    }
  }
  return `${text}\x1e`;
}

function checked(text: string, tag: string): string {
  if (/[\x1d-\x1f]/.test(text)) throw cannot(`field ${tag} holds a delimiter (U+001D to U+001F) inside a value`);
  return text;
}

function cannot(why: string): MerciaError {
  return badUserInput(`ISO 2709: ${why}; write this record as MARCXML or mend it first`);
}
