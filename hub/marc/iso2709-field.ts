import { printable } from './iso2709-bytes.ts';
import { isSubfieldCode, type MarcDataField, type MarcField, type MarcSubfield } from './marc-record.ts';

/** `245` + `10\x1faThe ship of death\x1fh[sound recording] /` */
export function toField(tag: string, text: string, repairs: string[]): MarcField {
  const first = text.indexOf('\x1f');
  if (first === -1) {
    // Kept whole as a field with one value: Aleph's FMT and the like are so by design, a 245 is not.
    if (/^(?!00)\d{3}$/.test(tag)) repairs.push(`field without subfields: ${tag}`);
    return { tag, value: text };
  }
  if (tag.startsWith('00')) {
    repairs.push(`control field with subfields: ${tag}`);
    if (first === 0) return toDataField(tag, ' ', ' ', text.slice(1), repairs);
    if (first !== 2) return { tag, value: text };
  }
  let ind1 = ' ';
  let ind2 = ' ';
  if (first === 2) {
    ind1 = text.charAt(0);
    ind2 = text.charAt(1);
  } else {
    repairs.push(
      `indicators: ${tag} has ${first === 1 ? '1 character' : `${first} characters`} for them, read as blanks`,
    );
  }
  return toDataField(tag, ind1, ind2, text.slice(first + 1), repairs);
}

function toDataField(tag: string, ind1: string, ind2: string, text: string, repairs: string[]): MarcDataField {
  const subfields: MarcSubfield[] = [];
  for (let from = 0; from <= text.length;) {
    const delimiter = text.indexOf('\x1f', from);
    const to = delimiter === -1 ? text.length : delimiter;
    const codePoint = text.codePointAt(from);
    if (codePoint === undefined || to === from) {
      repairs.push(`empty subfield: ${tag} has a delimiter without a code`);
    } else {
      const code = codePoint > 0xffff ? text.slice(from, from + 2) : text.charAt(from);
      if (!isSubfieldCode(code)) repairs.push(`subfield code: ${tag}$${printable(code)} is none, kept as it stands`);
      subfields.push({ code, value: text.slice(from + code.length, to) });
    }
    from = to + 1;
  }
  return { tag, ind1, ind2, subfields };
}
