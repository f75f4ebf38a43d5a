/**
 * Writes `codes.tsv` from the Library of Congress's `codetables.xml`
 * (https://www.loc.gov/marc/specifications/codetables.xml, a work of the United States Government, not under copyright
 * there): `node hub/marc/marc8/make-codes.ts codetables.xml`
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';

interface Code {
  /** The final character of the escape sequence that calls the set. */
  readonly set: string;
  /** One byte, or three of EACC; high bits cleared. */
  readonly bytes: number;
  /** Hexadecimal code point; `+` before it for a mark that stands before its letter. */
  readonly character: string;
}

const HEAD = `# MARC-8 to Unicode, from the Library of Congress's codetables.xml by make-codes.ts: do not edit.
# Set (final character of its escape sequence), first code, characters of that code and those that follow it.
# + is a combining mark, which stands before its letter; - is no character.
`;

/** Codes that mean nothing; a longer run of them begins another line. */
const MAX_GAP = 30;

function readCodes(xml: string): readonly Code[] {
  const codes: Code[] = [];
  let set = '';
  let values: Record<string, string> = {};
  let text = '';
  const parser = new SaxesParser({ xmlns: false, position: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    if (name === 'characterSet') set = String.fromCharCode(Number.parseInt(attributes['ISOcode'] ?? '', 16));
    if (name === 'code') values = {};
  });
  parser.on('text', (value) => (text += value));
  parser.on('closetag', ({ name }) => {
    values[name] = text.trim();
    if (name === 'code' && set !== 'B') codes.push(toCode(set, values));
  });
  parser.write(xml).close();
  return codes;
}

function toCode(set: string, values: Readonly<Record<string, string>>): Code {
  const { marc = '', ucs = '', alt = '' } = values;
  const mark = values['isCombining'] === 'true' ? '+' : '';
  // The second halves of ligature and double tilde have no character of their own, only the half mark.
  return { set, bytes: Number.parseInt(marc, 16) & 0x7f7f7f, character: mark + (ucs === '' ? alt : ucs) };
}

function toLines(codes: readonly Code[]): string {
  const sorted = [...codes].sort((a, b) => (a.set === b.set ? a.bytes - b.bytes : a.set < b.set ? -1 : 1));
  let lines = '';
  let previous: Code | null = null;
  for (const code of sorted) {
    const gap = previous?.set === code.set ? code.bytes - previous.bytes - 1 : Number.POSITIVE_INFINITY;
    lines += gap > MAX_GAP ? `\n${code.set}\t${code.bytes.toString(16)}\t` : ` ${'- '.repeat(gap)}`;
    lines += code.character;
    previous = code;
  }
  return `${lines.trimStart()}\n`;
}

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('name the codetables.xml to read');
writeFileSync(new URL('codes.tsv', import.meta.url), HEAD + toLines(readCodes(readFileSync(source, 'utf8'))));
