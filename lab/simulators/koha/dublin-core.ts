/** A record as `oai_dc`, by the rules of Koha's stylesheet as far as recorded. */
import { isControlField, type MarcDataField, type MarcRecord } from '#marc/marc-record.ts';
import { escapeXml } from './marc-wire.ts';

const HEAD =
  "<oai_dc:dc xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:dc='http://purl.org/dc/elements/1.1/'" +
  " xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/'" +
  " xsi:schemaLocation='http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd'>";

// Leader position 6: a = language material.
const TYPES: Readonly<Record<string, string>> = {
  a: 'text',
  t: 'text',
  e: 'cartographic',
  f: 'cartographic',
  c: 'notated music',
  d: 'notated music',
  i: 'sound recording',
  j: 'sound recording',
  k: 'still image',
  g: 'moving image',
  r: 'three dimensional object',
  m: 'software, multimedia',
  p: 'mixed material',
};

export function toDublinCore(marc: MarcRecord): string {
  const parts: string[] = [];
  const add = (element: string, value: string): void => {
    if (value !== '') parts.push(`<dc:${element}>${escapeXml(value)}</dc:${element}>`);
  };
  for (const field of fieldsOf(marc, '245')) add('title', text(field, 'abfghk', ' '));
  for (const tag of ['100', '110', '111', '700', '710', '711', '720']) {
    for (const field of fieldsOf(marc, tag)) {
      const lines = field.subfields.map(({ value }) => `    ${value}`).join('\n');
      add('creator', `\n${lines}\n  `);
    }
  }
  add('type', TYPES[marc.leader.charAt(6)] ?? '');
  for (const field of [...fieldsOf(marc, '260'), ...fieldsOf(marc, '264')]) {
    add('publisher', text(field, 'ab', ' '));
    add('date', text(field, 'c', ' '));
  }
  for (const field of marc.fields) {
    // 008 positions 35-37: language.
    if (field.tag === '008' && isControlField(field)) add('language', field.value.slice(35, 38).trim());
  }
  for (const tag of ['504', '505', '520', '521']) {
    for (const field of fieldsOf(marc, tag)) add('description', text(field, 'a', ' '));
  }
  for (const tag of ['600', '610', '611', '630', '650', '653']) {
    for (const field of fieldsOf(marc, tag)) add('subject', text(field, 'abcdq', '--'));
  }
  for (const field of fieldsOf(marc, '856')) add('identifier', text(field, 'u', ' '));
  for (const field of fieldsOf(marc, '020')) {
    const isbn = text(field, 'a', ' ');
    if (isbn !== '') add('identifier', `URN:ISBN:${isbn}`);
  }
  return `${HEAD}${parts.join('')}</oai_dc:dc>`;
}

function fieldsOf(marc: MarcRecord, tag: string): MarcDataField[] {
  return marc.fields.filter((field): field is MarcDataField => field.tag === tag && !isControlField(field));
}

function text(field: MarcDataField, codes: string, separator: string): string {
  return field.subfields
    .filter(({ code }) => codes.includes(code))
    .map(({ value }) => value)
    .join(separator);
}
