/** What adapters look for in the fields of a MARC record. */
import { isControlField, type MarcDataField, type MarcRecord } from '#marc/marc-record.ts';

/** The data fields of one tag, in order. */
export function dataFieldsOf(marc: MarcRecord, tag: string): readonly MarcDataField[] {
  return marc.fields.filter((field): field is MarcDataField => field.tag === tag && !isControlField(field));
}

/** The first subfield of a code, trimmed; null if there is none, or it is empty. */
export function subfieldValue(field: MarcDataField, code: string): string | null {
  const text = field.subfields.find((subfield) => subfield.code === code)?.value.trim() ?? '';
  return text === '' ? null : text;
}

export function subfieldValues(marc: MarcRecord, tag: string, code: string): readonly string[] {
  return dataFieldsOf(marc, tag).flatMap(({ subfields }) =>
    subfields.filter((subfield) => subfield.code === code).map(({ value }) => value.trim()),
  );
}

/** The record without the fields of one tag: its local item fields, which are no part of the description. */
export function withoutFields(marc: MarcRecord, tag: string): MarcRecord {
  const fields = marc.fields.filter((field) => field.tag !== tag);
  return fields.length === marc.fields.length ? marc : { leader: marc.leader, fields };
}

/**
 * Whether the record links to the resource itself; a second indicator 2 marks a related one.
 *
 *     856 40 $u https://example.org/book $z Read online
 */
export function hasResourceLink(marc: MarcRecord): boolean {
  return dataFieldsOf(marc, '856').some(
    ({ ind2, subfields }) => ind2 !== '2' && subfields.some(({ code }) => code === 'u'),
  );
}
