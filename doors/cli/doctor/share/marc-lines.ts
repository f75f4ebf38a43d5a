/** Records of MARC as they may be shown: tags, indicators and letters of subfields, which the standard names, and what is in them. */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';
import type { XmlElement } from '#xml/xml-tree.ts';
import type { Place, Values } from './values.ts';

/** A field as some interfaces write it in JSON: `{ tag, inds, subfields: [{ code, data }] }`. */
interface MarcPart {
  readonly tag: string;
  readonly inds?: unknown;
  readonly subfields: readonly { readonly code?: unknown; readonly data?: unknown }[];
}

/** Positions of the leader that are codes; the others are lengths. */
const LEADER_CODES = new Set([5, 6, 7, 8, 9, 10, 11, 17, 18, 19, 20, 21, 22, 23]);
/** Of control fields nothing is shown but which they are. */
const OTHER_TAG = '00?';

export function marcLines({ leader, fields }: MarcRecord, place: Place, values: Values): readonly string[] {
  const codes = Array.from({ length: leader.length }, (_, at) => {
    const one = leader.charAt(at);
    return LEADER_CODES.has(at) && /[a-z0-9 #]/.test(one) ? one : '.';
  });
  const told = fields.map((field) => {
    if (!isControlField(field)) return fieldLine(field, place, values);
    const tag = /^00\d$/.test(field.tag) ? field.tag : OTHER_TAG;
    return `${tag} ${values.standIn(tag, field.value)}`;
  });
  return [`LDR ${codes.join('')}`, ...told];
}

export function marcOfXml({ children }: XmlElement): MarcRecord {
  const leader = children.find(({ local }) => local === 'leader')?.text ?? '';
  const fields = children.flatMap(({ local, attributes, text, children: parts }): MarcField[] => {
    const tag = attributes['tag'] ?? '';
    if (local === 'controlfield') return [{ tag, value: text }];
    if (local !== 'datafield') return [];
    const subfields = parts.map((part) => ({ code: part.attributes['code'] ?? '', value: part.text }));
    return [{ tag, ind1: attributes['ind1'] ?? ' ', ind2: attributes['ind2'] ?? ' ', subfields }];
  });
  return { leader, fields };
}

export function isMarcPart(value: object): value is MarcPart {
  if (!('tag' in value) || typeof value.tag !== 'string' || !('subfields' in value)) return false;
  const { subfields } = value;
  return Array.isArray(subfields) && subfields.every((one) => typeof one === 'object' && one !== null);
}

export function partLine({ tag, inds, subfields }: MarcPart, place: Place, values: Values): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const [ind1 = ' ', ind2 = ' '] = text(inds).split('');
  const parts = subfields.map(({ code, data }) => ({ code: text(code), value: text(data) }));
  return fieldLine({ tag, ind1, ind2, subfields: parts }, place, values);
}

function fieldLine(
  { tag, ind1, ind2, subfields }: Exclude<MarcField, { readonly value: string }>,
  { rules, codes }: Place,
  values: Values,
): string {
  const label = /^[0-9A-Z]{3}$/.test(tag) ? tag : values.standIn('(tags that are none)', tag);
  const told = subfields.map(({ code, value }) => {
    const letter = /^[0-9a-z_]$/.test(code) ? code : '?';
    const field = `${label}$${letter}`;
    return ` $${letter} ${values.textOf(field, value, { rules: { ...rules, names: new Set([field]) }, codes })}`;
  });
  return `${label} ${indicator(ind1)}${indicator(ind2)}${told.join('')}`;
}

function indicator(given: string): string {
  if (given === ' ' || given === '') return '_';
  return /^[0-9a-z]$/.test(given) ? given : '?';
}
