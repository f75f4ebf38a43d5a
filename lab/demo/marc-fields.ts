/** MARC fields in short, for records that are made up. */
import type { MarcDataField, MarcSubfield } from '#marc/marc-record.ts';

export type Pair = readonly [code: string, value: string];

/** `data('020', '  ', ['a', '9780198292302'])` */
export function data(tag: string, indicators: string, ...pairs: readonly Pair[]): MarcDataField {
  const subfields: readonly MarcSubfield[] = pairs.map(([code, value]) => ({ code, value }));
  return { tag, ind1: indicators.charAt(0), ind2: indicators.charAt(1), subfields };
}

/** The subfield, if the condition holds. */
export function when(condition: boolean, pair: Pair): readonly Pair[] {
  return condition ? [pair] : [];
}
