/** Fields of a record as texts by which a ledger tells whether two are the same: to the last character, or without what may change. */
import { isControlField, type MarcDataField, type MarcField } from '#marc/index.ts';

/** Headings that a system links to its authorities, and fields of copies. */
const POINTING_TAG = /^(?:[14678]\d\d|952)$/;
const LINK_TAG = /^(?:7[678]\d|8[013]\d)$/;

/** Of an authority in headings, or of an item in 773 of some systems. */
export const POINTER_CODE = '9';

/** Whether a field of this tag may name another record. */
export function isLinkTag(tag: string): boolean {
  return LINK_TAG.test(tag);
}

/** A field as text that another equals only if it is the same to the last character. */
export function plain(field: MarcField): string {
  if (isControlField(field)) return field.value;
  let text = field.ind1 + field.ind2;
  for (const { code, value } of field.subfields) text += `\u001f${code}${value}`;
  return text;
}

/** Whether {@link plain} of both is the same; no text is made of them. */
export function isSame(one: MarcField, other: MarcField): boolean {
  if (isControlField(one) || isControlField(other)) return plain(one) === plain(other);
  const { subfields } = other;
  return (
    one.ind1 === other.ind1 &&
    one.ind2 === other.ind2 &&
    one.subfields.length === subfields.length &&
    one.subfields.every(({ code, value }, at) => code === subfields[at]?.code && value === subfields[at].value)
  );
}

/** The same but for whose field it is (`$5`). */
export function withoutOwner(field: MarcField): string {
  if (isControlField(field)) return field.value;
  return plain({ ...field, subfields: field.subfields.filter(({ code }) => code !== '5') });
}

/** How much of the longer text both have, from its beginning and its end: 0 to 1. Of texts in one form of Unicode. */
export function likeness(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < most && a[begin] === b[begin]) begin += 1;
  let end = 0;
  while (end < most - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return (begin + end) / Math.max(a.length, b.length, 1);
}

/** As people write fields: `650 _0 $a Nursing $x Ethics`. */
export function show(field: MarcField): string {
  if (isControlField(field)) return `${field.tag} ${field.value}`;
  const indicators = `${field.ind1}${field.ind2}`.replaceAll(' ', '_');
  return `${field.tag} ${indicators} ${field.subfields.map(({ code, value }) => `$${code} ${value}`).join(' ')}`;
}

/** A field as text without what points into one system. */
export function bare(field: MarcField): string {
  return plain(isControlField(field) ? field : withoutPointers(field));
}

/** The same without the numbers of other records too: what of it people read. */
export function words(field: MarcField): string {
  return plain(isControlField(field) ? field : withoutNumbers(field));
}

/** Without numbers of authorities and items, as several makes of systems write them. */
export function withoutPointers(field: MarcDataField): MarcDataField {
  const subfields = field.subfields.filter((one) => !isPointer(field.tag, one));
  return subfields.length === field.subfields.length ? field : { ...field, subfields };
}

/** Without these, and without the numbers of other records. */
export function withoutNumbers(field: MarcDataField): MarcDataField {
  const rest = withoutPointers(field);
  if (!isLinkTag(field.tag)) return rest;
  return { ...rest, subfields: rest.subfields.filter((one) => !isRecordNumber(one)) };
}

type Subfield = MarcDataField['subfields'][number];

/** `$w`; of some systems `$0`, with nothing but digits. */
export function isRecordNumber({ code, value }: Subfield): boolean {
  return code === 'w' || (code === '0' && /^\d+$/.test(value.trim()));
}

function isPointer(tag: string, { code, value }: Subfield): boolean {
  if (code === POINTER_CODE) return POINTING_TAG.test(tag) && /^\d+$/.test(value.trim());
  return (code === '=' && /^\^A\d+$/.test(value.trim())) || (code === '?' && value.trim() === 'UNAUTHORIZED');
}
