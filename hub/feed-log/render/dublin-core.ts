/** MARC as simple Dublin Core, by the Library of Congress's crosswalk. */
import { findIsbns, findIssns } from '#domain/identifiers.ts';
import { isControlField, type MarcDataField, type MarcRecord } from '#marc/index.ts';

export const DUBLIN_CORE_ELEMENTS = [
  'title',
  'creator',
  'subject',
  'description',
  'publisher',
  'contributor',
  'date',
  'type',
  'format',
  'identifier',
  'source',
  'language',
  'relation',
  'coverage',
  'rights',
] as const;
export type DublinCoreName = (typeof DUBLIN_CORE_ELEMENTS)[number];

interface Rule {
  readonly name: DublinCoreName;
  readonly tags: RegExp;
  /** In the order of the field; each on its own if they are apart. */
  readonly codes: string;
  readonly apart?: boolean;
  /** What stands before the value. */
  readonly prefix?: string;
  /** The numbers among the words: `978 0 19 852663 6 (pbk.)`, `ISSN 0140-6736`. */
  readonly numbersIn?: (text: string) => readonly string[];
}

const NAME_CODES = 'abcdnq';
const HEADING_CODES = 'abcdfghjklmnopqrstvxyz';

const RULES: readonly Rule[] = [
  { name: 'title', tags: /^245$/, codes: 'abfgknps' },
  { name: 'title', tags: /^246$/, codes: 'abnp' },
  { name: 'creator', tags: /^1[01]/, codes: NAME_CODES },
  { name: 'subject', tags: /^6(?:[0139]|5[03])/, codes: HEADING_CODES },
  { name: 'description', tags: /^5(?!06|30|34|40|46)/, codes: 'abcgrt' },
  { name: 'publisher', tags: /^26[04]$/, codes: 'ab' },
  { name: 'contributor', tags: /^7(?:[01]|20)/, codes: `${NAME_CODES}et` },
  { name: 'date', tags: /^26[04]$/, codes: 'c', apart: true },
  { name: 'type', tags: /^655$/, codes: 'a' },
  { name: 'format', tags: /^300$/, codes: 'a', apart: true },
  { name: 'format', tags: /^340$/, codes: 'a', apart: true },
  { name: 'format', tags: /^856$/, codes: 'q', apart: true },
  { name: 'identifier', tags: /^020$/, codes: 'a', prefix: 'URN:ISBN:', numbersIn: isbnsIn },
  { name: 'identifier', tags: /^022$/, codes: 'a', prefix: 'URN:ISSN:', numbersIn: findIssns },
  { name: 'identifier', tags: /^024$/, codes: 'a' },
  { name: 'identifier', tags: /^856$/, codes: 'u', apart: true },
  { name: 'source', tags: /^534$/, codes: 't' },
  { name: 'source', tags: /^786$/, codes: 'ot' },
  { name: 'language', tags: /^041$/, codes: 'ad', apart: true },
  { name: 'relation', tags: /^530$/, codes: 'a' },
  { name: 'relation', tags: /^7(?:[67]|8[0-57])/, codes: 'ot' },
  { name: 'coverage', tags: /^(?:651|662|75[12])$/, codes: 'abcdgvxyz' },
  { name: 'rights', tags: /^(?:506|540)$/, codes: 'a' },
];

/** In the order of the elements, then of the record; no value twice. */
export function toDublinCore(marc: MarcRecord): readonly { readonly name: DublinCoreName; readonly value: string }[] {
  const fields = marc.fields.filter((field): field is MarcDataField => !isControlField(field));
  const byName = new Map<DublinCoreName, Set<string>>(DUBLIN_CORE_ELEMENTS.map((name) => [name, new Set()]));
  byName.get('type')?.add(TYPES[marc.leader.charAt(6)] ?? 'text');
  for (const value of languagesOf(marc)) byName.get('language')?.add(value);
  for (const rule of RULES) {
    for (const field of fields) {
      if (!rule.tags.test(field.tag)) continue;
      for (const value of valuesOf(field, rule)) byName.get(rule.name)?.add(`${rule.prefix ?? ''}${value}`);
    }
  }
  return [...byName].flatMap(([name, values]) => [...values].map((value) => ({ name, value })));
}

function valuesOf({ subfields }: MarcDataField, { codes, apart, numbersIn }: Rule): readonly string[] {
  const found = subfields.filter(({ code }) => codes.includes(code)).map(({ value }) => value.trim());
  const texts = apart === true ? found : [found.join(' ')];
  const values = numbersIn === undefined ? texts : texts.flatMap((text) => numbersOf(text, numbersIn));
  return values.map(withoutPunctuation).filter((value) => value !== '');
}

/** A number with a wrong check digit is said as it stands, without what it is of behind it. */
function numbersOf(text: string, numbersIn: (text: string) => readonly string[]): readonly string[] {
  const found = numbersIn(text);
  return found.length > 0
    ? found
    : text
        .split(/[\s(:]/)
        .slice(0, 1)
        .filter((word) => /\d/.test(word));
}

/** As they are written, but for blanks within. */
function isbnsIn(text: string): readonly string[] {
  return findIsbns(text).map(({ start, end }) => text.slice(start, end).replaceAll(/\s/g, ''));
}

/** ISBD puts a mark before what comes next; a full stop may belong to a name, and stays. */
function withoutPunctuation(text: string): string {
  return text.replace(/[\s/:;,=]+$/, '');
}

/** By leader position 6, in the words of the crosswalk. */
const TYPES: Readonly<Record<string, string>> = {
  c: 'notated music',
  d: 'notated music',
  e: 'cartographic',
  f: 'cartographic',
  g: 'moving image',
  i: 'sound recording',
  j: 'sound recording',
  k: 'still image',
  m: 'software, multimedia',
  o: 'mixed material',
  p: 'mixed material',
  r: 'three dimensional object',
};

/** 008/35-37; blanks and `|||` are no language. */
function languagesOf({ fields }: MarcRecord): readonly string[] {
  return fields.flatMap((field) => {
    if (field.tag !== '008' || !isControlField(field)) return [];
    const code = field.value.slice(35, 38);
    return /^[a-z]{3}$/.test(code) ? [code] : [];
  });
}
