/** Fields of a MARCXML record that came as an element inside another answer: its numbers and its copies, no more. */
import { childrenNamed, type XmlElement } from '#xml/xml-tree.ts';

/** The value of a control field (`001`), or of each subfield of that tag and code (`907$a`); trimmed, without empty ones. */
export function valuesOf(record: XmlElement, place: string): readonly string[] {
  const [tag = '', code] = place.split('$');
  const found =
    code === undefined
      ? childrenNamed(record, 'controlfield').filter((field) => field.attributes['tag'] === tag)
      : fieldsOf(record, tag).flatMap((field) => subfieldsOf(field, code));
  return found.map(({ text }) => text).filter((text) => text !== '');
}

/** The data fields of a tag, in order. */
export function fieldsOf(record: XmlElement, tag: string): readonly XmlElement[] {
  return childrenNamed(record, 'datafield').filter((field) => field.attributes['tag'] === tag);
}

/** The subfields of a code, in order. */
export function subfieldsOf(field: XmlElement, code: string): readonly XmlElement[] {
  return childrenNamed(field, 'subfield').filter((subfield) => subfield.attributes['code'] === code);
}
