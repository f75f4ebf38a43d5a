const decoder = new TextDecoder('windows-1252');

/** What stands in text beside letters: typographic marks, signs, the no-break space. */
const SIGNS = /[\u00a0¡£§©ª«®°±´·º»¿‘’“”–—…€™×]/gu;
const HIGH = '\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u00ffŒœŠšŽžŸ';
const LETTERS = `[A-Za-z${HIGH}]`;
/** A high letter in a word: beside another letter, or a word alone (`à`). */
const IN_A_WORD = new RegExp(`(?<=${LETTERS})[${HIGH}]|[${HIGH}](?=${LETTERS})|(?<= )[àÀéÉ](?= )`, 'gu');

/** What no text in this set holds. */
const NEVER = [
  // Bytes that the set leaves open, and the escape of MARC-8.
  /[\u0080-\u009f\x1b]/,
  // A capital behind a small letter, a sign inside a word.
  /[a-zà-öø-ÿ][À-ÖØ-Þ]|[à-öø-ÿ][A-Z]/u,
  new RegExp(`${LETTERS}[¡£§©®±¿€™]+${LETTERS}`, 'u'),
  // The acute and the diaeresis of MARC-8 before their vowel; no language writes these together.
  /â[aeo]|è[au]/u,
];

/** One letter alone is no proof: an apostrophe of some older set reads as one, too. */
const MIN_LETTERS = 2;

/**
 * The text where the bytes read as words in Windows-1252, of which Latin-1 is a part; null where they do not. `certain`: enough of it
 * is right that it can hardly be anything else, where MARC-8 and UTF-8 are out of the question.
 */
export function decodeWindows1252(part: Uint8Array): { readonly text: string; readonly certain: boolean } | null {
  const text = decoder.decode(part);
  const values = withoutCodes(text);
  if (NEVER.some((pattern) => pattern.test(values))) return null;
  const words = values.replace(SIGNS, ' ');
  if (/[^\x00-\x7f]/.test(words.replace(IN_A_WORD, ''))) return null;
  return { text, certain: new Set(words.match(/[^\x00-\x7f]/g)).size >= MIN_LETTERS };
}

/** The code of a subfield is no letter of its first word. */
function withoutCodes(text: string): string {
  return text.replaceAll(/\x1f[ -~]/g, '\x1f');
}

/** A small letter with no capital beside it: an apostrophe of an older set reads as a capital. */
const SMALL_IN_A_WORD = /(?<=[a-zà-öø-ÿ])[à-öø-ÿ](?![A-ZÀ-ÖØ-Þ])|[à-öø-ÿ](?=[a-zà-öø-ÿ])/gu;

/** Enough for a text that is already known to be no UTF-8: two different letters, or small ones in small words alone. */
export function hasCertainLetters(text: string): boolean {
  const words = withoutCodes(text).replace(SIGNS, '');
  const letters = words.match(/[^\x00-\x7f]/g) ?? [];
  if (letters.length === 0) return false;
  return new Set(letters).size >= MIN_LETTERS || !/[^\x00-\x7f]/.test(words.replace(SMALL_IN_A_WORD, ''));
}
