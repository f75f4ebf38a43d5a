import { badUserInput } from '#platform/errors.ts';
import { isControlField, type MarcRecord } from './marc-record.ts';

export const MARCXML_NAMESPACE = 'http://www.loc.gov/MARC21/slim';

/**
 * The record as one MARCXML `record` element that declares its own namespace, without XML declaration. Throws
 * `BAD_USER_INPUT` for characters that XML 1.0 cannot hold at all (control characters, lone surrogates).
 */
export function writeMarcXml(record: MarcRecord): string {
  return writeWith(escapeXml, record);
}

/** The same for readers who must get the rest: what XML 1.0 cannot hold is left out. */
export function writeCleanMarcXml(record: MarcRecord): string {
  return writeWith((text) => escapeXml(FORBIDDEN.test(text) ? text.replace(EACH_FORBIDDEN, '') : text), record);
}

function writeWith(escape: (text: string) => string, record: MarcRecord): string {
  let xml = `<record xmlns="${MARCXML_NAMESPACE}"><leader>${escape(record.leader)}</leader>`;
  for (const field of record.fields) {
    if (isControlField(field)) {
      xml += `<controlfield tag="${escape(field.tag)}">${escape(field.value)}</controlfield>`;
      continue;
    }
    xml += `<datafield tag="${escape(field.tag)}" ind1="${escape(field.ind1)}" ind2="${escape(field.ind2)}">`;
    for (const { code, value } of field.subfields) {
      xml += `<subfield code="${escape(code)}">${escape(value)}</subfield>`;
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

const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;
const EACH_FORBIDDEN = new RegExp(FORBIDDEN, 'gu');

function escapeXml(text: string): string {
  if (FORBIDDEN.test(text)) {
    throw badUserInput(
      'MARCXML: a value holds a character that XML 1.0 does not allow; remove it, or write this record as ISO 2709',
    );
  }
  return escapeMarkup(text);
}

/** What XML would read as markup, or as other white space, written as references; in an element or an attribute. */
export function escapeMarkup(text: string): string {
  return text.replace(SPECIAL, (character) => ENTITIES[character] ?? character);
}
