import { refuse, type MarcParse } from './marc-outcome.ts';
import { isControlField, isSubfieldCode, type MarcField, type MarcRecord, type MarcSubfield } from './marc-record.ts';
import { completeLeader } from './leader.ts';

/** The common shape of MARC in JSON: `{ leader, fields: [{ "001": "…" }, { "245": { ind1, ind2, subfields: [{ a: "…" }] } }] }`. */
export interface MarcInJson {
  readonly leader: string;
  readonly fields: readonly Readonly<Record<string, string | MarcInJsonDataField>>[];
}

export interface MarcInJsonDataField {
  readonly ind1: string;
  readonly ind2: string;
  readonly subfields: readonly Readonly<Record<string, string>>[];
}

export function writeMarcInJson(record: MarcRecord): MarcInJson {
  return { leader: record.leader, fields: record.fields.map(writeField) };
}

function writeField(field: MarcField): Readonly<Record<string, string | MarcInJsonDataField>> {
  if (isControlField(field)) return { [field.tag]: field.value };
  const { tag, ind1, ind2, subfields } = field;
  return { [tag]: { ind1, ind2, subfields: subfields.map(({ code, value }) => ({ [code]: value })) } };
}

/** One MARC-in-JSON record, as `JSON.parse` gives it. */
export function parseMarcInJson(value: unknown): MarcParse {
  const repairs: string[] = [];
  if (!isObject(value)) return refuse('no JSON object');
  const { leader, fields } = value;
  if (isQuickMarc(fields)) return refuse(QUICK_MARC);
  if (leader !== undefined && leader !== null && typeof leader !== 'string') return refuse('leader is no text');
  if (!Array.isArray(fields)) return refuse('no array of fields');
  const parsed: MarcField[] = [];
  for (const [index, field] of fields.entries()) {
    const place = `field ${String(index + 1)}`;
    if (!isObject(field)) return refuse(`${place} is no object`);
    const tags = typeof field['tag'] === 'string' ? [taggedField(field['tag'], field)] : Object.entries(field);
    if (tags.length === 0) {
      repairs.push('empty field: an object without a tag');
      continue;
    }
    if (tags.length > 1) repairs.push('several fields in one object: read in their order');
    for (const [tag, content] of tags) {
      const one = parseField(tag, content, repairs);
      if (typeof one === 'string') return refuse(`${place}: ${one}`);
      parsed.push(one);
    }
  }
  const completed = completeLeader(leader ?? null, repairs);
  return {
    kind: 'record',
    record: { leader: completed, fields: parsed },
    repairs: [...new Set(repairs)],
    charset: 'utf-8',
  };
}

const QUICK_MARC =
  "quickMARC, the form of FOLIO's editor: subfields of a field stand in one text, coded fields in parts; export the record as MARC";

/** `{ tag: "245", content: "$a Emma $c Austen", indicators: ["1", "0"] }` */
function isQuickMarc(fields: unknown): boolean {
  return (
    Array.isArray(fields) &&
    fields.length > 0 &&
    fields.every((field) => isObject(field) && 'tag' in field && 'content' in field)
  );
}

/** `{ tag: "245", ind1, ind2, subfields: [{ code, value }] }`, as some JavaScript libraries write it. */
function taggedField(tag: string, field: Readonly<Record<string, unknown>>): [string, unknown] {
  const { subfields } = field;
  if (!Array.isArray(subfields)) return [tag, field['value']];
  const plain = subfields.map((subfield: unknown) =>
    isObject(subfield) && typeof subfield['code'] === 'string' ? { [subfield['code']]: subfield['value'] } : subfield,
  );
  return [tag, { ...field, subfields: plain }];
}

function parseField(tag: string, content: unknown, repairs: string[]): MarcField | string {
  if (typeof content === 'string') {
    if (/^(?!00)\d{3}$/.test(tag)) repairs.push(`field without subfields: ${tag}`);
    return { tag, value: content };
  }
  if (!isObject(content)) return `${tag} is neither text nor an object`;
  const { subfields } = content;
  if (!Array.isArray(subfields)) return `${tag} has no array of subfields`;
  if (tag.startsWith('00')) repairs.push(`control field with subfields: ${tag}`);
  const parsed: MarcSubfield[] = [];
  for (const subfield of subfields) {
    if (!isObject(subfield)) return `${tag} has a subfield that is no object`;
    for (const [code, value] of Object.entries(subfield)) {
      const text = toText(value);
      if (text === null) return `${tag}$${code} is no text`;
      if (text !== value) repairs.push(`value: ${tag}$${code} is a ${typeof value}, read as text`);
      if (!isSubfieldCode(code)) repairs.push(`subfield code: ${tag}$${code} is none, kept as it stands`);
      parsed.push({ code, value: text });
    }
  }
  const ind1 = indicator(content['ind1'], 'ind1', tag, repairs);
  const ind2 = indicator(content['ind2'], 'ind2', tag, repairs);
  return { tag, ind1, ind2, subfields: parsed };
}

function toText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function indicator(value: unknown, name: string, tag: string, repairs: string[]): string {
  if (typeof value === 'string' && /^.$/su.test(value)) return value;
  const shown = typeof value === 'string' ? 'not one character for' : 'no';
  repairs.push(`indicators: ${tag} has ${shown} ${name}, read as a blank`);
  return ' ';
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
