/** A MARC 21 record as Mercia holds it in memory, whatever form it came in. */
export interface MarcSubfield {
  readonly code: string;
  readonly value: string;
}

export interface MarcControlField {
  readonly tag: string;
  readonly value: string;
}

export interface MarcDataField {
  readonly tag: string;
  readonly ind1: string;
  readonly ind2: string;
  readonly subfields: readonly MarcSubfield[];
}

export type MarcField = MarcControlField | MarcDataField;

export interface MarcRecord {
  /** 24 characters; positions that the source left out are blanks. */
  readonly leader: string;
  readonly fields: readonly MarcField[];
}

export const MARC_FORMATS = ['iso2709', 'marcxml', 'marc-in-json'] as const;
export type MarcFormat = (typeof MARC_FORMATS)[number];

/** A field with blank indicators. */
export function dataField(
  tag: string,
  ...subfields: readonly (readonly [code: string, value: string])[]
): MarcDataField {
  return { tag, ind1: ' ', ind2: ' ', subfields: subfields.map(([code, value]) => ({ code, value })) };
}

export function isControlField(field: MarcField): field is MarcControlField {
  return 'value' in field;
}

/** One character that can be seen; MARC 21 has lower case letters and digits, other formats more. */
export function isSubfieldCode(code: string): boolean {
  const unit = code.charCodeAt(0);
  if (code.length === 1 && unit > 0x20 && unit < 0x7f) return true;
  return /^[^\s\p{C}\ufffd]$/u.test(code);
}

/** `245-01/(3/r`; marks of direction and blanks stray in. */
const LINK = /^\s*(\d{3})-(\d{2})\s*(?:\/([^/]*))?(?:\/([^/]*))?/;

/**
 * What `$6` of a field says; null where it has none, or `$6` says something else.
 *
 *     tag           on the other side: of the field an 880 stands for, or 880
 *     occurrence    two digits; `00` for an 880 that stands for no field
 *     script        as it stands: `$1` East Asian, `(2` Hebrew, `(3` Arabic, `(N` Cyrillic, `(S` Greek, `(B` Latin, or ISO 15924
 */
export function readFieldLink(field: MarcDataField) {
  const value = field.subfields.find(({ code }) => code === '6')?.value.replaceAll(/\p{Cf}/gu, '') ?? '';
  const [, tag, occurrence, first = '', second = ''] = LINK.exec(value) ?? [];
  if (tag === undefined || occurrence === undefined) return null;
  const script = first.trim() === 'r' ? '' : first.trim();
  return {
    tag,
    occurrence,
    script: script === '' ? null : script,
    rightToLeft: [first, second].some((part) => part.trim() === 'r'),
  };
}
