/** A record as ISO 2709 and MARCXML can hold it: what cannot be written is mended or left out, field by field. */
import { isControlField, type MarcDataField, type MarcField } from '#marc/index.ts';
import { cleanText } from '#union-index/normalise/marc-fields.ts';

export type MarcSubfield = MarcDataField['subfields'][number];

/** Text without control characters (delimiters among them) and without what is no character. */
export function writableText(text: string): string {
  const clean = cleanText(text);
  return /[\ufffe\uffff]/.test(clean) ? clean.replaceAll(/[\ufffe\uffff]/g, '\ufffd') : clean;
}

/** Null if nothing is left of the field. `$9` is a system's own: numbers of its headings. */
export function cleanField(field: MarcField): MarcField | null {
  const { tag } = field;
  if (!/^(?!000)\d{3}$/.test(tag)) return null;
  const isControlTag = tag < '010';
  if (isControlField(field)) {
    const value = writableText(field.value);
    if (value.trim() === '') return null;
    if (!isControlTag) return { tag, ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value }] };
    return value === field.value ? field : { tag, value };
  }
  if (isControlTag) return null;
  return cleanDataField(field);
}

function cleanDataField(field: MarcDataField): MarcDataField | null {
  const { tag, subfields } = field;
  const ind1 = cleanIndicator(field.ind1);
  const ind2 = cleanIndicator(field.ind2);
  let changed = ind1 !== field.ind1 || ind2 !== field.ind2;
  const kept: MarcSubfield[] = [];
  for (const subfield of subfields) {
    const clean = cleanSubfield(subfield);
    if (clean !== subfield) changed = true;
    if (clean !== null) kept.push(clean);
  }
  if (kept.length === 0) return null;
  return changed ? { tag, ind1, ind2, subfields: kept } : field;
}

function cleanIndicator(indicator: string): string {
  return /^[0-9a-z]$/.test(indicator) ? indicator : ' ';
}

function cleanSubfield(subfield: MarcSubfield): MarcSubfield | null {
  const code = subfield.code.toLowerCase();
  if (!/^[0-8a-z]$/.test(code)) return null;
  const value = writableText(subfield.value);
  if (value.trim() === '') return null;
  return value === subfield.value && code === subfield.code ? subfield : { code, value };
}

/** Lengths are blanks: whoever writes the record fills them in. `d` in 05 would tell a harvester to delete the record. */
export function cleanLeader(leader: string): string {
  const at = (position: number, allowed: RegExp, otherwise: string): string => {
    const given = leader.charAt(position);
    return allowed.test(given) ? given : otherwise;
  };
  const status = at(5, /[acnp]/, 'n');
  const kind = at(6, /[acdefgijkmoprt]/, 'a') + at(7, /[abcdims]/, 'm') + at(8, /[ a]/, ' ');
  const rules = at(17, ANY_CODE, ' ') + at(18, ANY_CODE, ' ') + at(19, ANY_CODE, ' ');
  return `     ${status}${kind}a22     ${rules}4500`;
}

const ANY_CODE = /[ 0-9A-Za-z]/;
