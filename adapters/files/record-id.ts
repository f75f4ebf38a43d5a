/** Where the region file says that something of a record stands, and its number above all. Pure. */
import { isControlField } from '#marc/marc-record.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import { subfieldValues } from '../shared/marc-fields.ts';

const LONGEST = 100;

/** The values at a place such as `001` or `942$n`, trimmed. */
export function valuesAt(marc: MarcRecord, place: string): readonly string[] {
  if (place.includes('$')) return subfieldValues(marc, place.slice(0, 3), place.slice(4));
  return marc.fields.flatMap((field) => (field.tag === place && isControlField(field) ? [field.value.trim()] : []));
}

/** The number of a record; null where there is none that can be one. */
export function recordIdOf(marc: MarcRecord, place: string): string | null {
  const id = valuesAt(marc, place).find((value) => value !== '');
  return id === undefined || id.length > LONGEST || /\p{Cc}/u.test(id) ? null : id;
}

/** 001 is the first field after the directory, also of a record that cannot be read otherwise. */
export function guessRecordId(raw: Uint8Array, place: string): string | null {
  if (place !== '001') return null;
  const text = Buffer.from(raw.subarray(0, 20_000)).toString('utf8');
  const found =
    /^[^\u001e]*\u001e([^\u001d-\u001f]{1,100})\u001e/.exec(text)?.[1] ??
    /<(?:\w+:)?controlfield tag="001">([^<]{1,100})</.exec(text)?.[1] ??
    /"001"\s*:\s*"([^"\\]{1,100})"/.exec(text)?.[1];
  const id = found?.trim() ?? '';
  return id === '' || /\p{Cc}/u.test(id) ? null : id;
}
