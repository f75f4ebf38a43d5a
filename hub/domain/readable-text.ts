/** Texts that people must write, and that a text which only looks empty, or only looks different, must not get around. */

/** Controls, formats, separators, fillers, variation selectors, and the empty braille cell: nothing of them is to be seen. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What can be seen of a text, blanks left out. */
export function visibleText(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

/** Whether somebody can read something in it: a letter or a digit. */
export function isReadable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(visibleText(text));
}

/**
 * One text for all that a library system may take for the same: case, accents, blanks, what cannot be seen, full-width and
 * other forms of a letter, and digits of any script do not count. It brings more together than any one system does.
 */
export function foldText(text: string): string {
  const plain = visibleText(text).normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return foldDigits(visibleText(plain.toUpperCase().normalize('NFKD')));
}

const DIGIT = /\p{Nd}/u;
const FOREIGN_DIGITS = /[^\P{Nd}0-9]/gu;

/** The digits of every script as 0 to 9, full-width ones too. */
export function foldDigits(text: string): string {
  return text.replaceAll(FOREIGN_DIGITS, (digit) => digitValue(digit.normalize('NFKC')));
}

/** Digits of a script stand together, from 0 to 9. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
