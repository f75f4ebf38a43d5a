/** MARC as lines of text: `245 10 $aTropical medicine /$cG. C. Cook.`; blanks of indicators as `_`. */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';

export function toField(line: string): MarcField {
  const tag = line.slice(0, 3);
  if (tag < '010') return { tag, value: line.slice(4) };
  const [ind1 = ' ', ind2 = ' '] = line.slice(4, 6).replaceAll('_', ' ');
  const subfields = line.slice(7).split('$').slice(1);
  return { tag, ind1, ind2, subfields: subfields.map((part) => ({ code: part.charAt(0), value: part.slice(1) })) };
}

export function toLine(field: MarcField): string {
  if (isControlField(field)) return `${field.tag} ${field.value}`;
  const indicators = `${field.ind1}${field.ind2}`.replaceAll(' ', '_');
  return `${field.tag} ${indicators} ${field.subfields.map(({ code, value }) => `$${code}${value}`).join('')}`;
}

/** The lines of the fields whose tags begin so; of all fields if none is named. */
export function linesOf({ fields }: MarcRecord, ...tags: readonly string[]): readonly string[] {
  const wanted = fields.filter(({ tag }) => tags.length === 0 || tags.some((start) => tag.startsWith(start)));
  return wanted.map(toLine);
}
