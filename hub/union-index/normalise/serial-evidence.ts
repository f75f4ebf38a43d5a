import type { MarcDataField } from '#marc/marc-record.ts';
import { findIssns, parseLccn, parseOclcNumber } from '#domain/identifiers.ts';
import type { SerialEvidence, SerialRelation } from '../description.ts';
import { subfields, unique, type MarcFields } from './marc-fields.ts';
import { trimIsbd } from './text.ts';

/**
 * Reads what tells a serial from those of the same title; null for what is no serial.
 *
 *     022 0_ $a 0959-8138 $l 0959-8138 $y 1468-5833 $z 0007-1447       210 0_ $a BMJ $b (Clin. res. ed.)
 *     222 _0 $a BMJ $b (Clinical research ed.)
 *     780 00 $t British medical journal $x 0007-1447 $w (DLC)   49050063 $w (OCoLC)1537004
 *     785 00 $t …    what it became      776 08 $x 1756-1833    its other form
 */
export function readSerialEvidence(fields: MarcFields, serial: boolean): SerialEvidence | null {
  if (!serial) return null;
  const issns = (code: string): readonly string[] =>
    unique(fields.data('022').flatMap((field) => subfields(field, code).flatMap(findIssns)));
  return {
    keyTitles: titles(fields.data('222'), 'a'),
    abbreviatedTitles: titles(fields.data('210'), 'a'),
    qualifiers: titles(fields.data('222'), 'b'),
    linkingIssns: issns('l'),
    formerIssns: issns('yz'),
    relations: fields.data('780', '785').map(toRelation),
  };
}

function toRelation(field: MarcDataField): SerialRelation {
  const [title = null] = titles([field], 't');
  return {
    title,
    numbers: unique([...subfields(field, 'x').flatMap(toIssnKeys), ...subfields(field, 'w').flatMap(toKeys)]),
  };
}

function toIssnKeys(text: string): readonly string[] {
  return findIssns(text).map((issn) => `issn:${issn}`);
}

/** `(DLC)   49050063` and `(OCoLC)1537004`; a control number of anywhere else names no record that we could meet. */
function toKeys(text: string): readonly string[] {
  const lccn = /^\s*\(DLC\)/i.test(text) ? parseLccn(text.replace(/^\s*\(DLC\)/i, '').trim()) : null;
  if (lccn !== null) return [`lccn:${lccn}`];
  const oclc = parseOclcNumber(text);
  return oclc === null ? [] : [`oclc:${oclc}`];
}

function titles(fields: readonly MarcDataField[], code: string): readonly string[] {
  return unique(
    fields
      .flatMap((field) => subfields(field, code))
      .map(trimIsbd)
      .filter((title) => title !== ''),
  );
}
