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

export type MarcFormat = 'iso2709' | 'marcxml' | 'marc-in-json';

export function isControlField(field: MarcField): field is MarcControlField {
  return 'value' in field;
}
