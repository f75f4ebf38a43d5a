/**
 * Text as catalogues punctuate it, and as it is compared. ISBD puts its marks at the end of a subfield, before the
 * element that they announce: `Midwifery :`, `London :`, `Elsevier,`, `2004.`
 */

/** Abbreviations whose full stop is their own: `3rd ed.`, `Smith, J.`, `Inc.` */
const OWN_STOP = /(?:\b\p{L}|\b(?:ed|edn|rev|Jr|Sr|etc|Co|Inc|Ltd|Corp|Dept|vol|no|pt|Dr|St|Aufl|cm|ill|et al))\.$/iu;

/** Most texts have single blanks, and no mark at either end: a look costs a tenth of a replacement. */
const UNEVEN_BLANKS = /[^\S ]| {2}/;
/** Characters, of an abbreviation with what precedes it. */
const LONGEST_STOP = 10;
const START_MARKS = '/:;=,.';
const END_MARKS = '/:;=,+&';

/** Takes the ISBD marks and blanks off both ends; the full stop of an abbreviation or an initial stays. */
export function trimIsbd(text: string): string {
  const whole = (UNEVEN_BLANKS.test(text) ? text.replaceAll(/\s+/g, ' ') : text).trim();
  // By places: a text of nothing but marks is looked at once, however long it is.
  let [from, to] = [0, whole.length];
  const skipBlanks = (): void => {
    while (to > from && whole[to - 1] === ' ') to -= 1;
    while (from < to && whole[from] === ' ') from += 1;
  };
  for (let left = -1; left !== to - from;) {
    left = to - from;
    if (left > 0 && END_MARKS.includes(whole.charAt(to - 1))) to -= 1;
    skipBlanks();
    if (from < to && START_MARKS.includes(whole.charAt(from))) from += 1;
    skipBlanks();
    if (endsWithStop(whole.slice(Math.max(from, to - LONGEST_STOP), to))) to -= 1;
    skipBlanks();
  }
  return whole.slice(from, to);
}

/** Whether a text ends with one full stop that is not its own. */
function endsWithStop(end: string): boolean {
  return end.endsWith('.') && !end.endsWith('..') && !OWN_STOP.test(end);
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
  ª: 'a',
  º: 'o',
};

/**
 * Lower case, without accents, `&` as `and`, only letters and digits, one blank between words. Letters that could not be
 * decoded (U+FFFD, one for each byte of an accent in MARC-8) are left out, as the accents are.
 */
export function foldText(text: string): string {
  const folded = foldAscii(text);
  if (folded !== null) return folded;
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f\ufffd\u02b9-\u02bf\ufe20-\ufe2f]/g, '')
    .replaceAll(/[øæœßłđðþıªº]/g, (letter) => PLAIN_LETTERS[letter] ?? letter);
  return foldAscii(plain) ?? foldWords(plain);
}

/** Points of Hebrew and Arabic, which most texts do without, and rare marks above Latin letters. */
const UNWRITTEN_SIGNS =
  /[\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f]/g;

/** The rule of `foldAscii` for all scripts. Signs for vowels and tones are kept: without them other words are the same. */
function foldWords(plain: string): string {
  return plain
    .replaceAll(UNWRITTEN_SIGNS, '')
    .replaceAll(/['’‘`´ʼ{}]/g, '')
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

const BLANK = 0x20;
const AMPERSAND = 0x26;
const DROPPED = 0;

/** What each ASCII character becomes: a small letter or a digit, nothing (`DROPPED`), or the end of a word. */
const FOLDED = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code).toLowerCase();
  if (/[a-z0-9]/.test(character)) return character.charCodeAt(0);
  return "'`{}".includes(character) ? DROPPED : BLANK;
});

/** Longer texts are rare, and go the slower way. */
const ASCII_MAX = 2048;
const scratch = Buffer.alloc(4 * ASCII_MAX);

/** In one walk, because it is asked some dozens of times of each record; null for what is not ASCII, or very long. */
function foldAscii(text: string): string | null {
  if (text.length > ASCII_MAX) return null;
  let length = 0;
  let between = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) return null;
    const folded = code === AMPERSAND ? AMPERSAND : (FOLDED[code] ?? DROPPED);
    if (folded === DROPPED) continue;
    if (folded === BLANK) {
      between = true;
      continue;
    }
    if ((between || folded === AMPERSAND) && length > 0) scratch[length++] = BLANK;
    between = folded === AMPERSAND;
    if (between) length += scratch.write('and', length, 'latin1');
    else scratch[length++] = folded;
  }
  return scratch.toString('latin1', 0, length);
}

const ARTICLE = /^(?:a|an|the) (?=\S)/;

/** For comparing: folded, without a leading English article. */
export function foldTitle(text: string): string {
  return foldText(text).replace(ARTICLE, '');
}
