/** Records in ISO 2709 with the characters of MARC-8 (ANSEL), as a server writes them that was never moved to UTF-8. */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';

/** A mark stands before its letter. MARC 21 Specifications, code table Extended Latin. */
const MARKS: Readonly<Record<string, number>> = {
  '\u0300': 0xe1,
  '\u0301': 0xe2,
  '\u0302': 0xe3,
  '\u0303': 0xe4,
  '\u0304': 0xe5,
  '\u0306': 0xe6,
  '\u0308': 0xe8,
  '\u030c': 0xe9,
  '\u030a': 0xea,
  '\u0327': 0xf0,
};
const LETTERS: Readonly<Record<string, number>> = {
  Ł: 0xa1,
  Ø: 0xa2,
  Æ: 0xa5,
  Œ: 0xa6,
  ł: 0xb1,
  ø: 0xb2,
  æ: 0xb5,
  œ: 0xb6,
  '£': 0xb9,
  ß: 0xc7,
};

/** Throws for a character that the table above has not. */
export function writeMarc8(record: MarcRecord): Uint8Array {
  let directory = '';
  let start = 0;
  const fields = record.fields.map((field) => {
    const bytes = toMarc8(textOf(field));
    directory += field.tag + String(bytes.length).padStart(4, '0') + String(start).padStart(5, '0');
    start += bytes.length;
    return bytes;
  });
  const base = 24 + directory.length + 1;
  const { leader } = record;
  const length = String(base + start + 1).padStart(5, '0');
  // Position 9 is a blank: MARC-8.
  const head = `${length}${leader.slice(5, 9)} 22${String(base).padStart(5, '0')}${leader.slice(17, 20)}4500${directory}\x1e`;
  return Buffer.concat([Buffer.from(head, 'latin1'), ...fields, Buffer.from([0x1d])]);
}

function textOf(field: MarcField): string {
  const text = isControlField(field)
    ? field.value
    : `${field.ind1}${field.ind2}${field.subfields.map(({ code, value }) => `\x1f${code}${value}`).join('')}`;
  return `${text}\x1e`;
}

function toMarc8(text: string): Buffer {
  const bytes: number[] = [];
  for (const { segment } of new Intl.Segmenter('en').segment(text.normalize('NFD'))) {
    const [letter = '', ...marks] = segment;
    const own = LETTERS[letter] ?? letter.codePointAt(0) ?? 0;
    const codes = [...marks.map((mark) => MARKS[mark] ?? Infinity), own];
    if (codes.some((code) => code > 0xff) || (own > 0x7f && LETTERS[letter] === undefined)) {
      throw new Error(`MARC-8 of the simulator has no U+${letter.codePointAt(0)?.toString(16) ?? ''}`);
    }
    bytes.push(...codes);
  }
  return Buffer.from(bytes);
}
