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

export function isControlField(field: MarcField): field is MarcControlField {
  return 'value' in field;
}

/** One character that can be seen; MARC 21 has lower case letters and digits, other formats more. */
export function isSubfieldCode(code: string): boolean {
  const unit = code.charCodeAt(0);
  if (code.length === 1 && unit > 0x20 && unit < 0x7f) return true;
  return /^[^\s\p{C}\ufffd]$/u.test(code);
}
