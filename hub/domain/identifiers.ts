/**
 * Identifiers of publications: found in the untidy text that catalogues hold, checked, and folded to one form each, so
 * that two libraries' spellings of one number compare equal. Nothing here throws; what is no valid identifier is left out.
 */

/** An ISBN found in a text: folded to its thirteen digits, and where it stood, so that the words around it can be read. */
export interface FoundIsbn {
  readonly isbn: string;
  readonly start: number;
  readonly end: number;
}

const GAP = '[\\s\\-\\u2010-\\u2015]{0,2}';
/** Thirteen digits before ten, because a thirteen holds a ten; neither may be cut out of a longer run of digits. */
const ISBN_CANDIDATE = new RegExp(
  `(?<![0-9Xx])(?:97[89](?:${GAP}[0-9]){10}|[0-9](?:${GAP}[0-9]){8}${GAP}[0-9Xx])(?![0-9Xx])`,
  'g',
);
/** A British Standard Book Number (before 1970) is an ISBN-10 without its leading nought; only believed where it says so. */
const SBN_CANDIDATE = new RegExp(`(?<![A-Za-z])SBN:?\\s*([0-9](?:${GAP}[0-9]){7}${GAP}[0-9Xx])(?![0-9Xx])`, 'gi');

function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 48;
}

/** The last character of an ISBN-10 whose first nine digits are given (ISO 2108: weights 10 to 2, modulo 11). */
export function isbn10CheckDigit(nine: string): string {
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += (10 - index) * digitAt(nine, index);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** The last digit of an EAN-13, and so of an ISBN-13, whose first twelve are given (weights 1 and 3, modulo 10). */
export function eanCheckDigit(twelve: string): string {
  let sum = 0;
  for (let index = 0; index < 12; index += 1) sum += (index % 2 === 0 ? 1 : 3) * digitAt(twelve, index);
  return String((10 - (sum % 10)) % 10);
}

/**
 * Checks an ISBN without hyphens, of ten or thirteen characters, and gives it as thirteen digits; null if it is wrong.
 */
function toIsbn13(compact: string): string | null {
  if (compact.length === 13) return compact.endsWith(eanCheckDigit(compact)) ? compact : null;
  const nine = compact.slice(0, 9);
  if (compact.slice(9).toUpperCase() !== isbn10CheckDigit(nine)) return null;
  // Ten equal digits pass the check and are what people type into a field that must not be empty.
  if (/^(\d)\1{8}/.test(compact)) return null;
  return `978${nine}${eanCheckDigit(`978${nine}`)}`;
}

/**
 * All valid ISBNs in a text, in order, each folded to thirteen digits: `0-19-852663-6 (pbk.) : £12.95`,
 * `0198526636 | 9780198526636`, `978 0 19 852663 6`. Numbers whose check digit is wrong are left out.
 */
export function findIsbns(text: string): readonly FoundIsbn[] {
  const found: FoundIsbn[] = [];
  for (const match of text.matchAll(ISBN_CANDIDATE)) {
    const isbn = toIsbn13(match[0].replaceAll(/[^0-9Xx]/g, ''));
    if (isbn !== null) found.push({ isbn, start: match.index, end: match.index + match[0].length });
  }
  if (found.length === 0) {
    for (const match of text.matchAll(SBN_CANDIDATE)) {
      const isbn = toIsbn13(`0${(match[1] ?? '').replaceAll(/[^0-9Xx]/g, '')}`);
      if (isbn !== null) found.push({ isbn, start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

/** Reads a text that should be one ISBN, of ten or thirteen, with or without hyphens; null if it is none or several. */
export function parseIsbn(text: string): string | null {
  const found = findIsbns(text);
  return found.length === 1 ? (found[0]?.isbn ?? null) : null;
}

/**
 * True for numbers in the ranges 978-661 and 978-663, which e-book vendors made up for themselves: their check digit is
 * right, yet no agency gave them, and two vendors gave the same one to different books. No evidence for a match.
 */
export function isPseudoIsbn(isbn13: string): boolean {
  return isbn13.startsWith('978661') || isbn13.startsWith('978663');
}

/** The ISBN-10 of an ISBN-13; null for those (979…) that have none. */
export function toIsbn10(isbn13: string): string | null {
  if (!isbn13.startsWith('978')) return null;
  const nine = isbn13.slice(3, 12);
  return `${nine}${isbn10CheckDigit(nine)}`;
}

/** Reads an EAN-13 (a bar code) with or without blanks; null if its check digit is wrong. */
export function parseEan(text: string): string | null {
  const compact = text.replaceAll(/[\s-]/g, '');
  return /^\d{13}$/.test(compact) && compact.endsWith(eanCheckDigit(compact)) ? compact : null;
}

/** The last character of an ISSN whose first seven digits are given (ISO 3297: weights 8 to 2, modulo 11). */
export function issnCheckDigit(seven: string): string {
  let sum = 0;
  for (let index = 0; index < 7; index += 1) sum += (8 - index) * digitAt(seven, index);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** All valid ISSNs in a text, as `nnnn-nnnX`. */
export function findIssns(text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/(?<![0-9Xx-])(\d{4})[\s\-\u2010-\u2015]?(\d{3})([\dXx])(?![0-9Xx-])/g)) {
    const [, first = '', second = '', check = ''] = match;
    if (`${first}${second}` === '0000000' || check.toUpperCase() !== issnCheckDigit(`${first}${second}`)) continue;
    found.push(`${first}-${second}${check.toUpperCase()}`);
  }
  return found;
}

/** Reads a text that should be one ISSN; null if it is none or several. */
export function parseIssn(text: string): string | null {
  const found = findIssns(text);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/**
 * Normalises a Library of Congress control number by the Library's own rules (`info:lccn`): blanks out, a slash and what
 * follows it out, the serial number behind a hyphen filled to six digits. Null if the result has no such shape.
 */
export function parseLccn(text: string): string | null {
  let value = text
    .trim()
    .replace(/^\(DLC\)/i, '')
    .replaceAll(/\s/g, '')
    .toLowerCase();
  const slash = value.indexOf('/');
  if (slash >= 0) value = value.slice(0, slash);
  const hyphen = value.indexOf('-');
  if (hyphen >= 0) {
    const serial = value.slice(hyphen + 1);
    if (!/^\d{1,6}$/.test(serial)) return null;
    value = value.slice(0, hyphen) + serial.padStart(6, '0');
  }
  // Up to 2000: three letters, two digits of the year, six of the number. Since 2001: two letters, four and six.
  return /^(?:[a-z]{0,3}\d{8}|[a-z]{0,2}\d{10})$/.test(value) && !/^[a-z]*0+$/.test(value) ? value : null;
}

/**
 * Reads an OCLC number out of a control number with its agency, `(OCoLC)ocm00012345`, or with OCLC's own prefix alone,
 * `ocn123456789`; digits without leading noughts. Null for bare digits, because those are anybody's, and for other agencies.
 */
export function parseOclcNumber(text: string): string | null {
  const match = /^\s*(?:\(OCoLC\)\s*(?:oc[mn]|on)?|oc[mn]|on)\s*0*([1-9]\d{0,11})\s*$/i.exec(text);
  return match?.[1] ?? null;
}

/**
 * Reads the unique id that the National Library of Medicine gives a catalogue record: `101084139`, `0372524R`. The
 * agency's prefix, where there is one, must be NLM's. Null for anything else.
 */
export function parseNlmId(text: string): string | null {
  const match = /^\s*(?:\((?:DNLM|NLM)\))?\s*(?:NLM(?:UID)?[\s:-]*)?(\d{5,10}[A-Z]?)\s*$/i.exec(text);
  return match?.[1]?.toUpperCase() ?? null;
}

/** `10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2`: the article stands in the angle brackets. */
const DOI_WITH_SICI = /(?<![\d.])10\.\d{4,9}(?:\.\d+)*\/[^\s"<>]{0,40}\(sici\)[^\s"]{1,200}?;[12]-[\da-z#](?![\da-z])/i;

/** Finds a DOI in a text or an address, lower case because DOIs compare without case; null if there is none. */
export function parseDoi(given: string): string | null {
  const text = unescapeAddress(given);
  const article = DOI_WITH_SICI.exec(text);
  if (article !== null) return article[0].toLowerCase();
  const match = /(?<![\d.])10\.\d{4,9}(?:\.\d+)*\/[^\s"<>]+/.exec(text);
  if (match === null) return null;
  let doi = match[0].toLowerCase();
  doi = doi.replace(/[?#].*$/, '').replace(/[.,;:]+$/, '');
  // A closing bracket belongs to the DOI only where it closes one of its own: (doi:10.1000/182) against 10.1016/s0140(05)1.
  while (doi.endsWith(')') && doi.split('(').length < doi.split(')').length) doi = doi.slice(0, -1);
  return doi.endsWith('/') ? null : doi;
}

/** `https://doi.org/10.1000%2F182`: an address writes some signs of a DOI in another way. */
function unescapeAddress(text: string): string {
  if (!text.includes('%') || !/\bdoi\.org\//i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The words of a DOI as the index has them, one behind the other. */
export function wordsOfDoi(doi: string): readonly string[] {
  return doi.split(/[^\p{L}\p{N}.]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
