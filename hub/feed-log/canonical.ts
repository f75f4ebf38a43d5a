/**
 * A record as text of which everybody gets the same digest, from MARCXML or ISO 2709, in any language. The first line is the
 * leader, blank where it tells of the form alone; a line for each field follows, in order.
 *
 *          nam          i         ← leader, 24 characters
 *     001 demo-17
 *     245 10␟aTropical medicine /␟cG. C. Cook.        ← ␟ is U+001F
 *
 * Every line ends with U+000A; text is UTF-8, as it stands.
 */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';
import { createHash } from 'node:crypto';

/** Length, character set, counts, base address and entry map: another form has others. */
const OF_THE_FORM = /^.{5}(.{4}).{8}(.{3}).{4}$/su;

export function toCanonicalText({ leader, fields }: MarcRecord): string {
  const told = leader.padEnd(24).slice(0, 24).replace(OF_THE_FORM, '     $1        $2    ');
  return `${told}\n${fields.map(toLine).join('')}`;
}

export function canonicalHash(record: MarcRecord): Buffer {
  return createHash('sha256').update(toCanonicalText(record), 'utf8').digest();
}

function toLine(field: MarcField): string {
  if (isControlField(field)) return `${field.tag} ${field.value}\n`;
  let line = `${field.tag} ${field.ind1}${field.ind2}`;
  for (const { code, value } of field.subfields) line += `\u001f${code}${value}`;
  return `${line}\n`;
}
