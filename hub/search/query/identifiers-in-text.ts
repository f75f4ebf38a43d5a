/** Numbers of publications in what somebody typed, in any dress. Pure. */
import { findIsbns, parseDoi, parseIssn, parseLccn, toIsbn10, wordsOfDoi } from '#domain/identifiers.ts';

/** A number that was found: how it was typed, and how the index may have it, each a phrase. */
export interface MarkedNumber {
  readonly typed: string;
  readonly alternatives: readonly (readonly string[])[];
}

const PLACEHOLDER = 0xe000;
const PLACEHOLDERS_MAX = 100;

const ISSN = /(?<![\dXx\u2010-\u2015-])\d{4}[-\u2010-\u2015]\d{3}[\dXx](?![\dXx\u2010-\u2015-])/g;
/** Without its hyphen eight digits are an ISSN only where they are called one. */
const CALLED_ISSN = /(?<![\p{L}\p{N}])(?:[pe]-?)?issn(?:-?l)?[\s.:]*(\d{4})\s?(\d{3}[\dx])(?![\p{L}\p{N}])/giu;
/** Digits that should be an ISBN, and whose check digit is wrong: one number all the same, which no edition has. */
const WRONG_ISBN =
  /(?<![\dXx])97[89](?:[\s\u2010-\u2015-]?\d){10}(?!\d)|(?<![\dXx-])\d-\d{2,7}-\d{1,6}-[\dXx](?![\dXx-])/g;
const DOI =
  /(?:https?:\/\/(?:www\.|dx\.)?doi\.org\/|\bdoi:?\s*)?\b10\.\d{4,9}(?:\/|%2F)(?:[^\s"<>]{0,40}\(sici\)[^\s"]+|[^\s"<>]+)/gi;
const OCLC =
  /(?:\(OCoLC\)|\bOCoLC\b|\bOCLC\b(?:\s*(?:number|no\.?|#))?)[\s:]*(?:oc[mn]|on)?0*([1-9]\d{0,11})\b|\b(?:oc[mn]|on)0*([1-9]\d{4,11})\b/gi;
const NLM_ID = /(?:\(D?NLM\)|\bD?NLM\b)[\s:]*(?:(?:unique\s+)?(?:id|ui)\b[\s:]*)?(\d{6,9}[a-z]{0,2})\b/gi;
const LCCN = /(?:\(DLC\)|\bLCCN\b)[\s:]*([a-z]{0,3}\s?\d{2,4}-?\d{5,6})\b/gi;
const BARCODE = /\bbar ?code\b[\s:#]*(?=\S*\d)([\w-]{3,})/gi;

/** What people write before a number that is marked; it stands in no record. */
const LABEL = /(?<![\p{L}\p{N}])(?:[pe]-?)?is[bs]n(?:[- ]?1[03])?[\s.:]*(?=[\ue000-\uf8ff])/giu;
/** The blank that was put there: `any:` is the name of a field only where the number follows at once. */
const BEHIND_COLON = /(?<=\p{L}:) (?=[\ue000-\uf8ff])/gu;
/** One behind a number, which behind the blank that was put there would be a NOT. */
const HYPHEN = /(?<=[\ue000-\uf8ff]) -+/g;
/** What records write behind an ISBN: `(pbk.) : £12.95`. */
const QUALIFIER =
  /(?<=[\ue000-\uf8ff])(?:\s*\([^()]{1,40}\)|\s*(?:pbk|hbk|paperback|hardback|hardcover|cased)\b\.?)(?:\s*:\s*[£$€]?\s?\d+(?:\.\d\d)?)?/giu;

/**
 * Puts a sign of the private use area in the place of each ISBN, ISSN, DOI, OCLC, NLM and LC number, so that nothing parts it;
 * what only looks like one stays as it is.
 */
export function markNumbers(typed: string): { readonly marked: string; readonly numbers: readonly MarkedNumber[] } {
  const numbers: MarkedNumber[] = [];
  const mark = (number: MarkedNumber): string =>
    numbers.length < PLACEHOLDERS_MAX
      ? ` ${String.fromCharCode(PLACEHOLDER + numbers.push(number) - 1)} `
      : ` ${number.typed} `;
  const one = (whole: string, value: string): string => mark({ typed: whole.trim(), alternatives: [[value]] });
  // Whoever typed signs of that area meant none of ours.
  const text = typed
    .replaceAll(/[\ue000-\uf8ff]/g, ' ')
    .replaceAll(DOI, (found) => markDoi(found, mark))
    .replaceAll(OCLC, (whole, labelled: string | undefined, prefixed: string | undefined) =>
      one(whole, labelled ?? prefixed ?? ''),
    )
    .replaceAll(NLM_ID, (whole, id: string) => one(whole, id))
    .replaceAll(LCCN, (whole, number: string) => {
      const lccn = parseLccn(number);
      return lccn === null ? whole : one(whole, lccn);
    })
    .replaceAll(CALLED_ISSN, (_, first: string, last: string) => markIssn(`${first}-${last}`, mark))
    .replaceAll(BARCODE, (whole, barcode: string) => one(whole, barcode));
  const marked = markIsbns(text, mark)
    .replaceAll(WRONG_ISBN, (wrong) => one(wrong, wrong.replaceAll(/[^\dXx]/g, '')))
    .replaceAll(ISSN, (issn, at: number, within: string) => (areYears(issn, at, within) ? issn : markIssn(issn, mark)));
  const unlabelled = marked.replaceAll(LABEL, ' ').replaceAll(QUALIFIER, ' ');
  return { marked: unlabelled.replaceAll(BEHIND_COLON, '').replaceAll(HYPHEN, ' '), numbers };
}

export function numberAt(word: string, numbers: readonly MarkedNumber[]): MarkedNumber | undefined {
  return numbers[word.charCodeAt(0) - PLACEHOLDER];
}

type Mark = (number: MarkedNumber) => string;

/** The index has each ISBN as thirteen and as ten digits. */
function markIsbns(text: string, mark: Mark): string {
  let marked = '';
  let at = 0;
  for (const { isbn, start, end } of findIsbns(text)) {
    const typed = text.slice(start, end);
    if (typed.replaceAll(/[^0-9Xx]/g, '').length < 10) continue;
    const isbn10 = toIsbn10(isbn);
    marked += text.slice(at, start) + mark({ typed, alternatives: isbn10 === null ? [[isbn]] : [[isbn], [isbn10]] });
    at = end;
  }
  return marked + text.slice(at);
}

const YEARS = /^(?:1[4-9]|20)\d\d.(?:1[4-9]|20)\d\d$/;
const ISSN_LABEL = /issn(?:-?l)?[\s.:]*$/i;

/**
 * Of eleven pairs of years from and to, one has the check digit of an ISSN. Taken for years, an ISSN is still found: the index has its
 * halves as words.
 */
function areYears(typed: string, at: number, within: string): boolean {
  const isAlone = within.replaceAll(/[\s"]/g, '') === typed;
  return YEARS.test(typed) && !isAlone && !ISSN_LABEL.test(within.slice(Math.max(0, at - 20), at));
}

/** The index has each ISSN with and without its hyphen. */
function markIssn(typed: string, mark: Mark): string {
  const issn = parseIssn(typed);
  return issn === null ? typed : mark({ typed, alternatives: [[issn.replace('-', '')], issn.split('-')] });
}

/** The index parts a DOI at its signs, as it parts everything. */
function markDoi(found: string, mark: Mark): string {
  const typed = found.replace(/[.,;:)\]}'’]+$/, '');
  const doi = parseDoi(typed.replace(/%2F/i, '/').replace(/^doi:?\s*/i, ''));
  if (doi === null) return found;
  return mark({ typed, alternatives: [wordsOfDoi(doi)] }) + found.slice(typed.length);
}
