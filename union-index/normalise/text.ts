/**
 * Text as catalogues punctuate it, and as it is compared. ISBD puts its marks at the end of a subfield, before the
 * element that they announce: `Midwifery :`, `London :`, `Elsevier,`, `2004.`
 */

/** Abbreviations whose full stop is their own: `3rd ed.`, `Smith, J.`, `Inc.` */
const OWN_STOP = /(?:\b\p{L}|\b(?:ed|edn|rev|Jr|Sr|etc|Co|Inc|Ltd|Corp|Dept|vol|no|pt|Dr|St|Aufl|cm|ill|et al))\.$/iu;

/** Takes the ISBD marks and blanks off both ends; the full stop of an abbreviation or an initial stays. */
export function trimIsbd(text: string): string {
  let trimmed = text.replaceAll(/\s+/g, ' ').trim();
  for (;;) {
    const shorter = trimmed.replace(/\s*[/:;=,+&]$/, '').replace(/^[/:;=,.]\s*/, '');
    const stopped =
      shorter.endsWith('.') && !shorter.endsWith('..') && !OWN_STOP.test(shorter) ? shorter.slice(0, -1) : shorter;
    const next = stopped.trim();
    if (next === trimmed) return trimmed;
    trimmed = next;
  }
}

/** Takes the brackets off that a cataloguer put around what stood nowhere on the piece: `[London]`, `Oxford [u.a.]`, `[2004`. */
export function trimBrackets(text: string): string {
  const whole = /^\[([^[\]]*)\]$/.exec(text);
  if (whole !== null) return (whole[1] ?? '').trim();
  const opens = text.split('[').length;
  const closes = text.split(']').length;
  if (opens === closes) return text;
  return text.replaceAll(/[[\]]/g, '').trim();
}

/** Letters that NFD does not take apart, and what the same word looks like without them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * Lower case, without accents, `&` as `and`, only letters and digits, one blank between words. Letters that could not be
 * decoded (U+FFFD, one for each byte of an accent in MARC-8) are left out, as the accents are.
 */
export function foldText(text: string): string {
  let folded = text.toLowerCase();
  if (/[^\u0000-\u007f]/.test(folded)) {
    folded = folded
      .normalize('NFD')
      .replaceAll(/[\u0300-\u036f\ufffd\u02b9-\u02bf\ufe20-\ufe2f]/g, '')
      .replaceAll(/[øæœßłđðþı]/g, (letter) => PLAIN_LETTERS[letter] ?? letter);
  }
  return folded
    .replaceAll(/['’‘`´ʼ{}]/g, '')
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const ARTICLE = /^(?:a|an|the) (?=\S)/;

/** For comparing: folded, without a leading English article. */
export function foldTitle(text: string): string {
  return foldText(text).replace(ARTICLE, '');
}
