import { MerciaError } from '#platform/errors.ts';
import { isControlField, type MarcRecord } from './marc-record.ts';

export const MARCXML_NAMESPACE = 'http://www.loc.gov/MARC21/slim';

/**
 * The record as one MARCXML `record` element that declares its own namespace, without XML declaration. Throws
 * `BAD_USER_INPUT` for characters that XML 1.0 cannot hold at all (control characters, lone surrogates).
 */
export function writeMarcXml(record: MarcRecord): string {
  let xml = `<record xmlns="${MARCXML_NAMESPACE}"><leader>${escapeXml(record.leader)}</leader>`;
  for (const field of record.fields) {
    if (isControlField(field)) {
      xml += `<controlfield tag="${escapeXml(field.tag)}">${escapeXml(field.value)}</controlfield>`;
      continue;
    }
    xml += `<datafield tag="${escapeXml(field.tag)}" ind1="${escapeXml(field.ind1)}" ind2="${escapeXml(field.ind2)}">`;
    for (const { code, value } of field.subfields) {
      xml += `<subfield code="${escapeXml(code)}">${escapeXml(value)}</subfield>`;
    }
    xml += '</datafield>';
  }
  return `${xml}</record>`;
}

// Line ends and tabs are written as references: a parser turns a plain CR into LF, and all of them in attributes to blanks.
const SPECIAL = /[&<>"\r\n\t]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function escapeXml(text: string): string {
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u.test(text)) {
    throw new MerciaError(
      'BAD_USER_INPUT',
      'MARCXML: a value holds a character that XML 1.0 does not allow; remove it, or write this record as ISO 2709',
    );
  }
  return text.replace(SPECIAL, (character) => ENTITIES[character] ?? character);
}
