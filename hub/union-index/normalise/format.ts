import type { Format } from '#domain/catalogue.ts';
import { countsDiscFirst, mentionsDisc, mentionsOnline } from './carrier-words.ts';
import type { Extent } from './extent.ts';
import { subfieldsIn, type MarcFields } from './marc-fields.ts';
import { isElectronicQualifier, isPrintQualifier, readQualifiedIsbns } from './isbn-qualifiers.ts';
import { foldText } from './text.ts';

export type FormatReading = ReturnType<typeof readFormat>;

/** What kind of thing it is, apart from whether it is online. */
type Medium = 'TEXT' | 'AUDIO' | 'VIDEO' | 'KIT' | 'OBJECT' | 'OTHER' | 'UNKNOWN';

/**
 * Reads what the thing is.
 *
 *     LDR/06-07   am  a book        as  a serial      gm  a film      im, jm  sound     om  a kit     rm  an object
 *     008/23      o   online        s   electronic    (008/29 for maps and pictures)
 *     007/00-01   cr  remote computer file            338 __ $b cr   online resource    300 __ $a 1 online resource
 *
 * Cataloguers set one sign and forget the next, so that signs are weighed, never believed alone: a print record with a
 * link to its table of contents is a book.
 */
export function readFormat(fields: MarcFields, extent: Extent) {
  const type = (fields.leader[6] ?? ' ').toLowerCase();
  const level = (fields.leader[7] ?? ' ').toLowerCase();
  const material = subfieldsIn(fields.data('245'), 'h').join(' ').toLowerCase();
  const carriers = subfieldsIn(fields.data('338'), 'ab').map((text) => text.toLowerCase());
  const medium = readMedium(type, material, carriers, extent);
  const serial = level === 's' && (medium === 'TEXT' || medium === 'OTHER');
  const online = weighOnline(fields, extent, type, material, carriers) > 0;
  return { format: toFormat(fields, medium, type, serial, online), serial, online };
}

/** What a leader's type of record says by itself; the types that need a second look are in {@link readMedium}. */
const MEDIUM_OF_TYPE: Readonly<Record<string, Medium>> = {
  g: 'VIDEO',
  i: 'AUDIO',
  j: 'AUDIO',
  o: 'KIT',
  r: 'OBJECT',
  e: 'OTHER',
  f: 'OTHER',
  k: 'OTHER',
  p: 'OTHER',
};

function readMedium(type: string, material: string, carriers: readonly string[], extent: Extent): Medium {
  // Many libraries leave the leader at `am` for everything; what the text of the record says is then truer.
  if (type === 'a' || type === 't' || type === ' ' || !/[a-z]/.test(type)) {
    const said = readMediumInWords(material, carriers, extent);
    if (said !== null) return said;
    if (type === 'a' || type === 't') return 'TEXT';
    return isCounted(carriers, extent) || mentionsOnline(foldText(extent.text)) ? 'TEXT' : 'UNKNOWN';
  }
  switch (type) {
    case 'm':
      // A computer file that is read page by page is a text: many e-books were catalogued so.
      return extent.pages !== null || /electronic (?:book|text)/.test(material) ? 'TEXT' : 'OTHER';
    case 'c':
    case 'd':
      // The recording that a publisher of scores sells beside them.
      return /^\W*\d+ (?:audio|sound) dis[ck]s?\b(?!.*\bscore)/.test(extent.text) ? 'AUDIO' : 'OTHER';
    default:
      return MEDIUM_OF_TYPE[type] ?? 'UNKNOWN';
  }
}

/** The medium that 245 $h, 338 or 300 name; null if none of them does. */
function readMediumInWords(material: string, carriers: readonly string[], extent: Extent): Medium | null {
  if (/\bkit\b/.test(material)) return 'KIT';
  if (/video|motion picture|(?<!mi[ck]ro)film/.test(material)) return 'VIDEO';
  if (/sound recording|audio/.test(material)) return 'AUDIO';
  if (/realia|game|model|toy/.test(material)) return 'OBJECT';
  // A book may come with discs; then they are named next to it.
  if (isCounted(carriers, extent)) return null;
  const names = (carrier: RegExp, words: RegExp): boolean =>
    carriers.some((text) => carrier.test(text)) || words.test(extent.text);
  if (names(/^v[cdfrz]$|video/, /\bdvds?\b|video ?(?:disc|cassette|recording)|blu-ray/)) return 'VIDEO';
  if (names(/^s[degiqsz]$|audio/, /\b(?:audio|sound|compact) dis[ck]|audio ?cassette|\bcds?\b(?!-)/)) return 'AUDIO';
  return null;
}

/** Whether pages, volumes or sheets are counted. */
function isCounted(carriers: readonly string[], extent: Extent): boolean {
  return extent.pages !== null || extent.volumes !== null || carriers.some(isPaper);
}

/** `12 v.`, `6 pts.`, and `v.` of what has no end yet. */
const COUNTED = /\d\s*(?:v|p|pts?|parts?)\b|volumes?\b|^\s*v\./;

const PAPER = new Set('nc nb volume volumes volumen volym sheet band bände blatt feuille bind'.split(' '));

/** 338: a volume, a sheet, by code or in words. */
function isPaper(carrier: string): boolean {
  return PAPER.has(carrier);
}

/** Whether a text stands on a disc of data: `1 CD-ROM`, or no other carrier named. */
export function isOnDisc(fields: MarcFields, extent: Extent): boolean {
  if (countsDiscFirst(foldText(extent.text))) return true;
  const carriers = subfieldsIn(fields.data('338'), 'ab');
  return (
    carriers.length > 0 && carriers.every((carrier) => /^c[defb]$/.test(carrier) || mentionsDisc(foldText(carrier)))
  );
}

const ELECTRONIC_GENRE = /electronic (?:books?|journals?|resources?)|e-?books?/i;

/** Signs of an online thing less signs of a physical one; above nought it is online. */
function weighOnline(
  fields: MarcFields,
  extent: Extent,
  type: string,
  material: string,
  carriers: readonly string[],
): number {
  const form = fields.control('008')[/[efgkor]/.test(type) ? 29 : 23] ?? ' ';
  const extents = foldText(extent.text);
  const disc = mentionsDisc(`${extents} ${foldText(material)}`) || (carriers.length > 0 && isOnDisc(fields, extent));
  let weight = 0;
  if (mentionsOnline(extents)) weight += 3;
  else if (extent.pages !== null || extent.volumes !== null || COUNTED.test(extent.text)) weight -= 3;
  if (mentionsOnline(foldText(material)) || material.includes('computer file')) weight += 3;
  if (form === 'o') weight += 3;
  if (form === 's') weight += 2;
  if (form === 'd' || form === 'r') weight -= 2;
  if (fields.controls('007').some((text) => /^cr/i.test(text))) weight += 2;
  if (fields.controls('006').some((text) => /^m.{5}[os]/i.test(text))) weight += 1;
  if (carriers.some((carrier) => carrier === 'cr' || mentionsOnline(foldText(carrier)))) weight += 2;
  if (carriers.some(isPaper)) weight -= 2;
  if (isReadByComputer(fields)) weight += 3;
  if (/\d\s*cm\b/.test(extent.rest)) weight -= 1;
  if (subfieldsIn(fields.data('533'), 'a').some((text) => mentionsOnline(foldText(text)))) weight += 3;
  if (subfieldsIn(fields.data('655'), 'a').some((text) => ELECTRONIC_GENRE.test(text))) weight += 2;
  if (fields.data('856').some((field) => field.ind2 === '0' || field.ind2 === '1')) weight += 1;
  weight += weighIsbns(fields);
  return disc ? weight - 6 : weight;
}

/** 337 names a computer and nothing else: `$a informatique $b c`, `$a Computermedien`. */
function isReadByComputer(fields: MarcFields): boolean {
  const media = subfieldsIn(fields.data('337'), 'ab');
  return (
    media.length > 0 &&
    media.every((text) => /^c$|comput|informati|dator|elektron|компьютер|електрон|электрон/i.test(text))
  );
}

/** Qualifiers tell only where all ISBNs of the record agree: `(ebook)`, or `(pbk.)`. */
function weighIsbns(fields: MarcFields): number {
  const qualifiers = readQualifiedIsbns(fields)
    .filter((found) => !found.cancelled)
    .map((found) => found.qualifier);
  if (qualifiers.length === 0) return 0;
  if (qualifiers.every(isElectronicQualifier)) return 2;
  return qualifiers.every(isPrintQualifier) ? -2 : 0;
}

function toFormat(fields: MarcFields, medium: Medium, type: string, serial: boolean, online: boolean): Format {
  if (medium !== 'TEXT') return medium;
  if (serial) return online ? 'EJOURNAL' : 'JOURNAL';
  const contents = type === 'a' || type === 't' ? fields.control('008').slice(24, 28) : '';
  const genres = subfieldsIn(fields.data('655'), 'a').join(' ').toLowerCase();
  if (fields.data('502').length > 0 || contents.includes('m') || /\bthes[ie]s\b|academic dissertation/.test(genres))
    return 'THESIS';
  if (fields.data('027', '088').length > 0 || contents.includes('t') || genres.includes('technical report'))
    return 'REPORT';
  return online ? 'EBOOK' : 'BOOK';
}
